/**
 * A small HTTP/1.1: a server for a device's own pages and readings, and a client for other servers. One request a
 * connection, bodies of a length that is said before.
 *
 * @packageDocumentation
 */
import { OcreError } from "#gen/runtime/errors.js";
import type { AbortSignal } from "./abort.js";
import { decodeText, encodeText } from "./payloads.js";
import { connect, type Listening, type ListenOptions, listen, type Peer, type PeerHandlers } from "./sockets.js";
import { after, type Timer } from "./timers.js";

const longest = 16 * 1024;

interface Parsed {
  /** `GET /path HTTP/1.1`, `HTTP/1.1 200 OK` */
  readonly start: readonly string[];
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Uint8Array;
}

export interface HttpRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: ReadonlyMap<string, string>;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Uint8Array;
  text(): string;
}

export interface HttpAnswer {
  /** 200 when absent. */
  readonly status?: number;
  /** `application/json` for values, `text/plain` for texts when absent. */
  readonly type?: string;
  /** Text and bytes go as they are, everything else as JSON. */
  readonly body?: unknown;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Uint8Array;
  text(): string;
  json(): unknown;
}

const reasons: ReadonlyMap<number, string> = /* @__PURE__ */ new Map([
  [200, "OK"],
  [204, "No Content"],
  [400, "Bad Request"],
  [404, "Not Found"],
  [405, "Method Not Allowed"],
  [413, "Content Too Large"],
  [500, "Internal Server Error"],
]);

/**
 * Answers requests on a port. A handler that throws answers with 500, and the app goes on.
 *
 * @example
 * ```ts
 * import { serveHttp } from "@ocrekit/sdk/http";
 *
 * serveHttp(8080, ({ path }) => (path === "/" ? { body: { ok: true } } : { status: 404 }));
 * ```
 */
export function serveHttp(
  port: number,
  handler: (request: HttpRequest) => HttpAnswer,
  options: ListenOptions = {},
): Listening {
  const accept = (): PeerHandlers => {
    const reader = new MessageReader();
    return {
      onData(data, peer) {
        const parsed = reader.add(data);
        if (parsed === "incomplete") return;
        sendAnswer(
          peer,
          parsed === "bad" ? { status: 400 } : parsed === "long" ? { status: 413 } : answerOf(parsed, handler),
        );
      },
    };
  };
  return listen(port, accept, options);
}

function answerOf(parsed: Parsed, handler: (request: HttpRequest) => HttpAnswer): HttpAnswer {
  const [method = "", target = "/"] = parsed.start;
  const [path = "/", search = ""] = target.split("?");
  try {
    return handler({
      method,
      path: decoded(path),
      query: new Map(search.split("&").flatMap((pair) => (pair === "" ? [] : [queryEntry(pair)]))),
      headers: parsed.headers,
      body: parsed.body,
      text: () => decodeText(parsed.body),
    });
  } catch (error) {
    return { status: 500, body: error instanceof Error ? error.message : "failed" };
  }
}

function queryEntry(pair: string): readonly [string, string] {
  const [name = "", value = ""] = pair.split("=");
  return [decoded(name), decoded(value.replaceAll("+", " "))];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function sendAnswer(peer: Peer, answer: HttpAnswer): void {
  const { status = 200 } = answer;
  const { body, type } = bodyOf(answer.body);
  const head = [
    `HTTP/1.1 ${status} ${reasons.get(status) ?? "Answer"}`,
    ...(body.length === 0 ? [] : [`Content-Type: ${answer.type ?? type}`]),
    `Content-Length: ${body.length}`,
    "Connection: close",
  ];
  peer.send(`${head.join("\r\n")}\r\n\r\n`);
  peer.send(body);
  peer.end();
}

function bodyOf(given: unknown): { readonly body: Uint8Array; readonly type: string } {
  if (given === undefined) return { body: new Uint8Array(), type: "" };
  if (given instanceof Uint8Array) return { body: given, type: "application/octet-stream" };
  if (typeof given === "string") return { body: encodeText(given), type: "text/plain; charset=utf-8" };
  return { body: encodeText(JSON.stringify(given)), type: "application/json" };
}

export interface HttpOptions {
  /** `GET` when absent. */
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** 10 seconds when absent. */
  readonly timeoutMs?: number;
  /** Rejected with its reason when it is aborted, and the connection is closed. */
  readonly signal?: AbortSignal;
}

/**
 * Asks a server. Rejected with an `OcreError` when the connection fails or the time is over; a status such as 404 is an
 * answer.
 */
export function http(url: string, options: HttpOptions = {}): Promise<HttpResponse> {
  const found = /^http:\/\/([^/:?#]+)(?::(\d+))?(\/[^#]*)?$/.exec(url);
  const [, host, port = "80", path = "/"] = found ?? [];
  if (host === undefined) return Promise.reject(new TypeError(`'${url}' is no address that begins with http://`));
  const { signal } = options;
  if (signal?.aborted) return Promise.reject(signal.reason);
  return new Promise((fulfil, reject) => {
    const reader = new MessageReader();
    const { body, type } = bodyOf(options.body);
    const headers = {
      Host: host,
      Connection: "close",
      ...(body.length === 0 ? {} : { "Content-Type": type, "Content-Length": String(body.length) }),
      ...options.headers,
    };
    let peer: Peer | undefined;
    let limit: Timer | undefined;
    const stop = (): void => {
      limit?.cancel();
      signal?.removeEventListener("abort", onAbort);
      peer?.close();
    };
    const onAbort = (): void => {
      stop();
      reject(signal?.reason);
    };
    const settle = (parsed: Parsed | "bad" | "long" | "incomplete", error?: OcreError): void => {
      if (parsed === "incomplete" && error === undefined) return;
      stop();
      if (parsed === "long") reject(new OcreError("too-large"));
      else if (typeof parsed === "string") reject(error ?? new OcreError("reset"));
      else fulfil(responseOf(parsed));
    };
    // A connection that is denied throws: nothing waits for it then.
    peer = connect(host, Number(port), {
      onOpen(opened) {
        const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
        opened.send(`${options.method ?? "GET"} ${path} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`);
        opened.send(body);
      },
      onData: (data) => settle(reader.add(data)),
      onEnd: (error) => settle(reader.end(), error ?? new OcreError("reset")),
    });
    signal?.addEventListener("abort", onAbort);
    limit = after(options.timeoutMs ?? 10_000, () => {
      stop();
      reject(new OcreError("timeout"));
    });
  });
}

function responseOf({ start, headers, body }: Parsed): HttpResponse {
  return {
    status: Number(start[1]),
    headers,
    body,
    text: () => decodeText(body),
    json: () => JSON.parse(decodeText(body)),
  };
}

/** Collects what arrives until it is one whole message. */
class MessageReader {
  #received = new Uint8Array();
  #isDone = false;

  add(data: Uint8Array): Parsed | "bad" | "incomplete" | "long" {
    if (this.#isDone) return "incomplete";
    const all = new Uint8Array(this.#received.length + data.length);
    all.set(this.#received);
    all.set(data, this.#received.length);
    this.#received = all;
    const parsed = all.length > longest ? "long" : parse(all, false);
    this.#isDone = parsed !== "incomplete";
    return parsed;
  }

  /** The other end has sent everything: a body without a length ends here. */
  end(): Parsed | "bad" | "incomplete" {
    return this.#isDone ? "incomplete" : parse(this.#received, true);
  }
}

function parse(all: Uint8Array, ended: boolean): Parsed | "bad" | "incomplete" {
  const end = headEnd(all);
  if (end < 0) return "incomplete";
  const [first = "", ...lines] = decodeText(all.subarray(0, end)).split("\r\n");
  const start = first.split(" ");
  if (start.length < 3 || !first.includes("HTTP/1.")) return "bad";
  const headers = new Map<string, string>();
  for (const line of lines) {
    const colon = line.indexOf(":");
    if (colon <= 0) return "bad";
    headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  const rest = all.slice(end + 4);
  const given = headers.get("content-length");
  const length = given === undefined ? (first.startsWith("HTTP/") ? undefined : 0) : Number(given);
  if (length === undefined) return ended ? { start, headers, body: rest } : "incomplete";
  if (!Number.isInteger(length) || length < 0) return "bad";
  return rest.length < length ? "incomplete" : { start, headers, body: rest.slice(0, length) };
}

/** Where the empty line is. */
function headEnd(all: Uint8Array): number {
  // The search for one byte is not a loop of the script.
  for (let i = all.indexOf(13); i >= 0; i = all.indexOf(13, i + 1))
    if (all[i + 1] === 10 && all[i + 2] === 13 && all[i + 3] === 10) return i;
  return -1;
}
