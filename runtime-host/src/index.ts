/** `@ocrekit/host`: running containers on Node under default deny. */
export { type LogLevel, logLevels } from "./drivers/system/guest-side.js";
export type { ExtensionContainer, GeneratedHost, HostExtension } from "./guest/extension.js";
export type { Outcome } from "./guest/messages.js";
export { type RunRequest, type RunResult, runApps } from "./run/run-apps.js";
export type { SessionEvents } from "./run/session-events.js";
export { parseDuration } from "./run/sim-script.js";
export { standardScopes } from "./standard-scopes.js";
export { jsonLinesTrace } from "./trace/json-lines.js";
export type { LineTrace, Trace } from "./trace/recorder.js";
export { svgTrace } from "./trace/svg.js";
export { waveform } from "./trace/waveform.js";
