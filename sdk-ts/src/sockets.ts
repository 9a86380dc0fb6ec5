/** TCP by events: connections and listeners with callbacks. */

import { exportSocketHandler } from "#gen/exports/sockets/socket-handler.js";
import { OcreError } from "#gen/runtime/errors.js";
import { Connection, Listener } from "#gen/sockets/tcp.js";
import type { IpAddress, Readiness } from "#gen/sockets/types.js";
import type { Token } from "#gen/system/types.js";
import { receive, Waiting } from "./events.js";
import { encodeText } from "./payloads.js";

const waiting: Waiting<(ready: Readiness) => void> = /* @__PURE__ */ new Waiting();
const onSocket = (token: Token, ready: Readiness): void => waiting.get(token)?.(ready);

receive("socket", ({ token, data }) =>
  onSocket(token, { readable: (data & 1) !== 0, writable: (data & 2) !== 0, closed: (data & 4) !== 0 }),
);
exportSocketHandler({ onSocket });

/** What happens on a connection. */
export interface PeerHandlers {
  /** Connected; at once for a connection that was accepted. */
  onOpen?(peer: Peer): void;
  onData?(data: Uint8Array, peer: Peer): void;
  /** The other end finished, or the connection failed. It is closed by then. */
  onEnd?(error: OcreError | undefined): void;
}

const chunk = 2048;

/** One end of a connection. */
export class Peer {
  readonly #connection: Connection;
  readonly #handlers: PeerHandlers;
  readonly #token: Token;
  #unsent: Uint8Array[] = [];
  #isOpen: boolean;
  #finishes = false;

  /** @internal */
  constructor(connection: Connection, handlers: PeerHandlers, isOpen: boolean) {
    this.#connection = connection;
    this.#handlers = handlers;
    this.#isOpen = isOpen;
    this.#token = waiting.add((ready) => this.#ready(ready));
    this.#watch();
    if (isOpen) handlers.onOpen?.(this);
  }

  /** Sends, now or when there is room. */
  send(data: Uint8Array | string): void {
    const given = typeof data === "string" ? encodeText(data) : data;
    if (given.length === 0 || this.#connection.isClosed) return;
    this.#unsent.push(given);
    if (this.#isOpen) this.#flush();
  }

  /** Closes when everything is sent. */
  end(): void {
    this.#finishes = true;
    if (this.#isOpen) this.#flush();
  }

  /** Closes now. */
  close(): void {
    waiting.delete(this.#token);
    this.#connection.close();
    this.#unsent = [];
  }

  #watch(): void {
    const writable = !this.#isOpen || this.#unsent.length > 0;
    this.#connection.watch({ readable: true, writable, closed: true }, this.#token);
  }

  #ready(ready: Readiness): void {
    if (ready.writable === true && !this.#isOpen) {
      this.#isOpen = true;
      this.#handlers.onOpen?.(this);
    }
    if (this.#isOpen && ready.writable === true) this.#flush();
    if (ready.readable === true || ready.closed === true) this.#receive();
  }

  #flush(): void {
    for (let data = this.#unsent[0]; data !== undefined; data = this.#unsent[0]) {
      const taken = this.#try(() => this.#connection.send(data, 0));
      if (taken === undefined) break;
      if (taken < data.length) this.#unsent[0] = data.subarray(taken);
      else this.#unsent.shift();
    }
    if (this.#connection.isClosed) return;
    if (this.#finishes && this.#unsent.length === 0) this.close();
    else this.#watch();
  }

  #receive(): void {
    while (!this.#connection.isClosed) {
      const data = this.#try(() => this.#connection.receive(chunk, 0));
      if (data === undefined) return;
      if (data.length === 0) this.#ended(undefined);
      else this.#handlers.onData?.(data, this);
    }
  }

  /** `undefined`: nothing can be done now, or the connection has failed. */
  #try<T>(call: () => T): T | undefined {
    try {
      return call();
    } catch (error) {
      if (!(error instanceof OcreError)) throw error;
      if (error.code !== "would-block") this.#ended(error);
      return undefined;
    }
  }

  #ended(error: OcreError | undefined): void {
    if (this.#connection.isClosed) return;
    this.close();
    this.#handlers.onEnd?.(error);
  }
}

/** Connects; the handlers say what comes of it. */
export const connect = (host: string, port: number, handlers: PeerHandlers): Peer =>
  new Peer(Connection.connect(host, port, 0), handlers, false);

/** Something that listens until it is closed. */
export interface Listening {
  readonly port: number;
  close(): void;
}

export interface ListenOptions {
  /** `127.0.0.1`: of this device only. All addresses when absent. */
  readonly address?: string | IpAddress;
  /** Connections that may wait; 8 when absent. */
  readonly backlog?: number;
}

function addressOf(text: string): IpAddress {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)?.slice(1).map(Number) ?? [];
  const [a, b, c, d] = parts;
  if (a === undefined || b === undefined || c === undefined || d === undefined || parts.some((part) => part > 255))
    throw new TypeError(`'${text}' is no IPv4 address`);
  return { tag: "ipv4", val: [a, b, c, d] };
}

/**
 * Accepts connections on a port; 0 is any that is free.
 *
 * @example
 * ```ts
 * import { listen } from "@ocrekit/sdk";
 *
 * listen(7, () => ({ onData: (data, peer) => peer.send(data) }));
 * ```
 */
export function listen(port: number, accept: () => PeerHandlers, options: ListenOptions = {}): Listening {
  const { address, backlog = 8 } = options;
  const listener = Listener.open(typeof address === "string" ? addressOf(address) : address, port, backlog);
  const token = waiting.add(() => {
    for (;;) {
      let connection: Connection;
      try {
        connection = listener.accept(0);
      } catch (error) {
        if (error instanceof OcreError && error.code === "would-block") return;
        throw error;
      }
      new Peer(connection, accept(), true);
    }
  });
  listener.watch(true, token);
  return {
    port: listener.localAddress().port,
    close() {
      if (waiting.delete(token)) listener.close();
    },
  };
}
