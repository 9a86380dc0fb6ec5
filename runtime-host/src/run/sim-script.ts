/** `--sim FILE`: what the simulated world does, and when. JSON lines, or one JSON array. */
import { type Diagnostic, defineDiagnostics } from "ocrekit/diagnostics";
import { type Quantity, quantities } from "../drivers/sensors/sensors.js";

export type SimLevel = "high" | "low" | "float" | "toggle";

export type SimAction =
  | { readonly kind: "level"; readonly line: string; readonly level: SimLevel }
  | { readonly kind: "line-fault"; readonly line: string; readonly fault: "busy" | "io" | "unplugged" | undefined }
  | { readonly kind: "sensor-value"; readonly sensor: string; readonly channel: number; readonly value: number }
  | { readonly kind: "sensor-fault"; readonly sensor: string; readonly fault: "io" | "not-ready" | undefined }
  | { readonly kind: "publish"; readonly topic: string; readonly payload: string; readonly retain: boolean }
  | { readonly kind: "config"; readonly app: string; readonly key: string; readonly value: string | undefined }
  | { readonly kind: "health-check"; readonly app: string };

export interface SimStep {
  readonly atNs: bigint;
  readonly everyNs: bigint | undefined;
  /** How often in all; only with `everyNs`. */
  readonly times: number;
  readonly action: SimAction;
}

export interface SimScript {
  /** Lines that exist; any name does when not given. */
  readonly lines: readonly string[] | undefined;
  readonly wires: readonly (readonly string[])[];
  readonly sensors: readonly {
    readonly name: string;
    readonly channels: readonly { readonly quantity: Quantity; readonly value: number }[];
  }[];
  readonly steps: readonly SimStep[];
}

const simDiagnostics = defineDiagnostics({
  "sim/json": { message: (p: { why: string }) => `this is not JSON: ${p.why}` },
  "sim/step": {
    message: (p: { why: string }) => p.why,
    hint: () =>
      'steps: {"at":"100ms","line":"button","level":"high"}, {"wire":["out","in"]}, {"sensor":"room","channels":[{"quantity":"temperature","value":21}]}, {"at":"1s","publish":"topic","payload":"text"}',
  },
});

type Fields = Readonly<Record<string, unknown>>;

class StepError extends Error {}

const wrong = (why: string): never => {
  throw new StepError(why);
};

export function parseSimScript(
  path: string,
  text: string,
): { readonly script: SimScript; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const file = { path, text };
  const lines: string[] = [];
  const wires: string[][] = [];
  const sensors: SimScript["sensors"][number][] = [];
  const steps: SimStep[] = [];
  for (const { source, start, end } of splitScript(text)) {
    const span = { file, start, end };
    let items: unknown;
    try {
      items = JSON.parse(source);
    } catch (error) {
      diagnostics.push(simDiagnostics("sim/json", span, { why: error instanceof Error ? error.message : "" }));
      continue;
    }
    for (const item of Array.isArray(items) ? items : [items]) {
      try {
        const fields = toFields(item);
        if ("lines" in fields) lines.push(...strings(fields, "lines"));
        else if ("wire" in fields) wires.push(strings(fields, "wire"));
        else if ("channels" in fields) sensors.push(sensor(fields));
        else steps.push(step(fields));
      } catch (error) {
        if (!(error instanceof StepError)) throw error;
        diagnostics.push(simDiagnostics("sim/step", span, { why: error.message }));
      }
    }
  }
  return { script: { lines: lines.length === 0 ? undefined : lines, wires, sensors, steps }, diagnostics };
}

/** A file that begins with `[` is one array; any other has a step on each line, and comments after `#` or `//`. */
function splitScript(text: string): readonly { source: string; start: number; end: number }[] {
  if (text.trimStart().startsWith("[")) return [{ source: text, start: 0, end: text.length }];
  let at = 0;
  return text.split("\n").flatMap((source) => {
    const start = at;
    at += source.length + 1;
    const empty = source.trim() === "" || /^\s*(#|\/\/)/.test(source);
    return empty ? [] : [{ source, start, end: start + source.length }];
  });
}

function step(fields: Fields): SimStep {
  const everyNs = "every" in fields ? parseDuration(fields["every"]) : undefined;
  return {
    atNs: parseDuration(fields["at"] ?? 0),
    everyNs,
    times: everyNs === undefined ? 1 : "times" in fields ? whole(fields, "times") : Number.POSITIVE_INFINITY,
    action: action(fields),
  };
}

function action(fields: Fields): SimAction {
  if ("line" in fields) return lineAction(text(fields, "line"), fields);
  if ("sensor" in fields) return sensorAction(text(fields, "sensor"), fields);
  if ("publish" in fields) {
    const payload = "payload" in fields ? text(fields, "payload") : "";
    return { kind: "publish", topic: text(fields, "publish"), payload, retain: fields["retain"] === true };
  }
  if ("config" in fields) {
    const value = fields["value"] === null ? undefined : text(fields, "value");
    return { kind: "config", app: text(fields, "app"), key: text(fields, "config"), value };
  }
  if ("health-check" in fields) return { kind: "health-check", app: text(fields, "health-check") };
  return wrong("a step has one of: lines, wire, line, sensor, publish, config, health-check");
}

function lineAction(line: string, fields: Fields): SimAction {
  if ("fault" in fields) {
    const { fault } = fields;
    if (fault === "busy" || fault === "io" || fault === "unplugged") return { kind: "line-fault", line, fault };
    if (fault === null) return { kind: "line-fault", line, fault: undefined };
    return wrong("'fault' of a line is busy, io, unplugged or null");
  }
  const { level } = fields;
  if (level === 1 || level === "high") return { kind: "level", line, level: "high" };
  if (level === 0 || level === "low") return { kind: "level", line, level: "low" };
  if (level === "float" || level === "toggle") return { kind: "level", line, level };
  return wrong("'level' is high, low, float or toggle");
}

function sensorAction(name: string, fields: Fields): SimAction {
  if ("fault" in fields) {
    const { fault } = fields;
    if (fault === "io" || fault === "not-ready") return { kind: "sensor-fault", sensor: name, fault };
    return fault === null
      ? { kind: "sensor-fault", sensor: name, fault: undefined }
      : wrong("'fault' of a sensor is io, not-ready or null");
  }
  return {
    kind: "sensor-value",
    sensor: name,
    channel: "channel" in fields ? whole(fields, "channel") : 0,
    value: number(fields, "value"),
  };
}

function sensor(fields: Fields): SimScript["sensors"][number] {
  const { channels } = fields;
  if (!Array.isArray(channels) || channels.length > 16) return wrong("'channels' is a list of at most 16 channels");
  return {
    name: text(fields, "sensor"),
    channels: channels.map((item: unknown) => {
      const channel = toFields(item);
      const quantity = quantities.find((known) => known === channel["quantity"]);
      return {
        quantity: quantity ?? wrong(`'quantity' is one of ${quantities.join(", ")}`),
        value: number(channel, "value"),
      };
    }),
  };
}

/** `100ms`, `1.5s`, `20us`, or a number of milliseconds. */
export function parseDuration(value: unknown): bigint {
  if (typeof value === "number" && value >= 0 && Number.isFinite(value)) return BigInt(Math.round(value * 1e6));
  const match = typeof value === "string" ? /^(\d+(?:\.\d+)?) ?(us|µs|ms|s|m|h)$/.exec(value) : null;
  const factor = { us: 1e3, µs: 1e3, ms: 1e6, s: 1e9, m: 60e9, h: 3600e9 }[match?.[2] ?? ""];
  if (match === null || factor === undefined)
    return wrong(`${JSON.stringify(value)} is no time: write 100ms, 1.5s or 20us`);
  return BigInt(Math.round(Number(match[1]) * factor));
}

function toFields(value: unknown): Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return wrong("a step is an object");
  return Object.fromEntries(Object.entries(value));
}

function text(fields: Fields, key: string): string {
  const value = fields[key];
  return typeof value === "string" ? value : wrong(`'${key}' is a text`);
}

function number(fields: Fields, key: string): number {
  const value = fields[key];
  return typeof value === "number" ? value : wrong(`'${key}' is a number`);
}

function whole(fields: Fields, key: string): number {
  const value = number(fields, key);
  return Number.isSafeInteger(value) && value >= 0 ? value : wrong(`'${key}' is a whole number`);
}

function strings(fields: Fields, key: string): string[] {
  const value = fields[key];
  if (!Array.isArray(value) || !value.every((item) => typeof item === "string"))
    return wrong(`'${key}' is a list of names`);
  return value;
}
