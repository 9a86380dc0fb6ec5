/**
 * What TypeScript and JavaScript apps import. An app is driven by events (`defineApp`) or has a thread of its own
 * (`run`); timers, topics, lines and the rest work in both. Every interface of the host is there as it is in WIT, too:
 * `@ocrekit/sdk/gpio/lines`.
 *
 * @packageDocumentation
 */

export { type CodeOf, OcreError } from "#gen/runtime/errors.js";
export type { Option, Result } from "#gen/runtime/values.js";
export { type App, defineApp } from "./app.js";
export { dispatch, nextEvent, run } from "./command.js";
export { config } from "./config.js";
export { nextToken } from "./events.js";
export { onHealthCheck } from "./health.js";
export { openInput, openOutput } from "./lines.js";
export { type Logger, log } from "./log.js";
export { type RequestOptions, request, respond } from "./requests.js";
export { readResource, readResourceJson, readResourceText } from "./resource-files.js";
export { connect, type Listening, type ListenOptions, listen, type Peer, type PeerHandlers } from "./sockets.js";
export { jsonStore, openStore, type TypedStore } from "./store.js";
export { after, every, sleep, type Timer } from "./timers.js";
export {
  bytesTopic,
  type Handler,
  jsonTopic,
  type MessageOf,
  numberTopic,
  type PublishOptions,
  type SubscribeOptions,
  type Subscription,
  subscribe,
  type Topic,
  textTopic,
} from "./topics.js";
export { onConfig, type Watched } from "./watch-config.js";
export { type LineChange, watchLine } from "./watch-line.js";
export { onSample } from "./watch-sensor.js";
export { watchStore } from "./watch-store.js";
