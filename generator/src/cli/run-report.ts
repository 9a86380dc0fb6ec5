/** What a run tells: lines for people, or JSON lines for programs; and the status it ends with. */
import type { Outcome, RunResult, SessionEvents } from "@ocrekit/host";
import { type Diagnostic, locate, renderDiagnostics } from "../diagnostics/index.js";
import { escapeInvisible } from "../policy/index.js";
import { UsageError } from "./args.js";
import { type CommandIo, exitCodes } from "./command-io.js";

export interface RunReport {
  readonly events: SessionEvents;
  diagnostics(list: readonly Diagnostic[]): void;
}

/** Further statuses of `run`, worst last. */
const runCodes = { failed: 10, denied: 11, trap: 12, limit: 13 } as const;

export function runExit({ diagnostics, denied, outcomes }: RunResult, from: string | undefined): number {
  if (denied) return runCodes.denied;
  if (diagnostics.some((d) => d.severity === "error")) return exitCodes.input;
  if (from === undefined) return Math.max(exitCodes.ok, ...[...outcomes.values()].map(codeOf));
  const outcome = outcomes.get(from);
  if (outcome === undefined) throw new UsageError(`--exit-code-from: no app '${from}' was run`);
  return outcome.kind === "exited" ? outcome.code : codeOf(outcome);
}

function codeOf(outcome: Outcome): number {
  switch (outcome.kind) {
    case "exited":
      return outcome.code === 0 ? exitCodes.ok : runCodes.failed;
    case "failed":
      return runCodes.failed;
    case "trap":
      return runCodes.trap;
    case "limit":
      return runCodes.limit;
    case "stopped":
    case "idle":
      return exitCodes.ok;
    case "fault":
      return exitCodes.bug;
  }
}

export function textReport(io: CommandIo): RunReport {
  const paint = (code: string, text: string): string => (io.colour ? `\u001b[${code}m${text}\u001b[0m` : text);
  const line = (app: string, text: string): string => `${paint("36", app)}  ${text}\n`;
  const colours = { trace: "2", debug: "2", info: "0", warn: "33", error: "31", critical: "1;31" } as const;
  return {
    diagnostics: (list) => io.stderr(renderDiagnostics(list, { color: io.colour })),
    events: {
      started: (app) => io.stdout(line(app, paint("2", "started"))),
      log: (app, { level, target, message }) => {
        const where = target === "" ? "" : `${escapeInvisible(target)}: `;
        io.stdout(line(app, `${paint(colours[level], level.padEnd(5))} ${where}${escapeInvisible(message)}`));
      },
      logDropped: (app, count) => io.stderr(line(app, `${count} lines over the rate limit were dropped`)),
      decision: (_, { decision, text }) => {
        if (decision === "denied" && text !== undefined) io.stderr(`${paint("33", text)}\n`);
      },
      health: (app, state, detail) => io.stdout(line(app, `health: ${state} ${escapeInvisible(detail)}`.trimEnd())),
      healthAnswer: (app, state) => io.stdout(line(app, `health: ${state}`)),
      alert: (app, alert) => io.stderr(line(app, `alert ${escapeInvisible(JSON.stringify(alert))}`)),
      alertCleared: (app, id) => io.stderr(line(app, `alert ${escapeInvisible(id)} is over`)),
      fault: (app, message) => io.stderr(line(app, `${paint("31", "fault of the host")} ${message}`)),
      ended: (app, outcome, restarts) => {
        const bad = codeOf(outcome) !== exitCodes.ok;
        const text = `${paint(bad ? "31" : "2", describeOutcome(outcome))}${restarts ? "; it is restarted" : ""}`;
        if (bad) io.stderr(line(app, text));
        else io.stdout(line(app, text));
      },
      idle: () => io.stdout(`${paint("2", "nothing is left that could happen")}\n`),
    },
  };
}

export function describeOutcome(outcome: Outcome): string {
  switch (outcome.kind) {
    case "exited":
      return `ended with ${outcome.code}`;
    case "failed":
      return `failed: ${escapeInvisible(outcome.message)}`;
    case "trap":
      return `trapped: ${escapeInvisible(outcome.message)}`;
    case "limit":
      return `was ended by its limit '${outcome.limit}': ${escapeInvisible(outcome.message)}`;
    case "stopped":
      return "stopped";
    case "idle":
      return "ended: nothing was left for it to do";
    case "fault":
      return `was ended by a fault of the host: ${outcome.message}`;
  }
}

/** One JSON object a line, each with `event`. */
export function jsonReport(io: CommandIo): RunReport {
  const put = (event: string, fields: object): void => {
    const text = JSON.stringify({ event, ...fields }, (_, value: unknown) =>
      typeof value === "bigint" ? String(value) : value,
    );
    io.stdout(`${escapeInvisible(text)}\n`);
  };
  return {
    diagnostics: (list) => {
      for (const { code, severity, message, hint, span } of list) {
        const where = span === undefined ? {} : { file: span.file.path, line: locate(span).line };
        put("diagnostic", { code, severity, message, hint, ...where });
      }
    },
    events: {
      started: (app) => put("started", { app }),
      log: (app, line) => put("log", { app, ...line }),
      logDropped: (app, count) => put("log-dropped", { app, count }),
      decision: (app, record) => put("decision", { app, ...record }),
      health: (app, state, detail) => put("health", { app, state, detail }),
      healthAnswer: (app, state) => put("health", { app, state }),
      alert: (app, alert) => put("alert", { app, alert }),
      alertCleared: (app, id) => put("alert-cleared", { app, id }),
      fault: (app, message) => put("fault", { app, message }),
      ended: (app, outcome, restarts) => put("ended", { app, ...outcome, restarts }),
      idle: () => put("idle", {}),
    },
  };
}
