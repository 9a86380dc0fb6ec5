/** One TCP connection: vetted addresses tried in turn, bounded buffers both ways, readiness. */
import { connect as connectSocket, type Socket } from "node:net";
import { type ErrorCode, fail, HostError } from "../../fail.js";
import type { ContainerContext } from "../../kernel/context.js";
import { Condition, waitFor } from "../../kernel/waiting.js";
import { ServedResource } from "../../remote/served.js";
import { type SocketAddress, socketAddress } from "./address.js";
import { networkCode, readiness, vettedAddresses } from "./network.js";
import { SocketWatch } from "./socket-watch.js";

const bufferBytes = 64 * 1024;

export class Connection extends ServedResource {
  private readonly cx: ContainerContext;
  private readonly release: () => void;
  private readonly changed = new Condition();
  private readonly watching: SocketWatch;
  private readonly received: Uint8Array[] = [];
  private receivedBytes = 0;
  private socket: Socket | undefined;
  private connecting: Socket | undefined;
  private ended = false;
  private finished = false;
  private dropped = false;
  private failure: ErrorCode | undefined;
  private noDelay = false;
  private keepAliveS = 0;

  constructor(cx: ContainerContext, release: () => void) {
    super();
    this.cx = cx;
    this.release = release;
    this.watching = new SocketWatch(cx, () => this.ready());
  }

  /** Looks the name up and connects, without anyone waiting for it. */
  async start(host: string, port: number): Promise<void> {
    try {
      let last: unknown;
      for (const address of await vettedAddresses(this.cx, "tcp", host, port)) {
        if (this.dropped) break;
        try {
          this.adopt(await this.connectTo(address, port));
          return;
        } catch (error) {
          last = error;
        }
      }
      this.fail(networkCode(last));
    } catch (error) {
      this.fail(networkCode(error, "unresolved"));
    }
  }

  private connectTo(address: string, port: number): Promise<Socket> {
    return new Promise((resolve, reject) => {
      // For an address no name is looked up: only vetted ones are connected to.
      const socket = connectSocket({ host: address, port, allowHalfOpen: true });
      this.connecting = socket;
      // Without an error when it is given up.
      socket.once("close", () => reject(new HostError("cancelled")));
      socket.once("error", reject);
      socket.once("connect", () => {
        socket.off("error", reject);
        socket.pause();
        resolve(socket);
      });
    });
  }

  /** A socket that is connected. */
  adopt(socket: Socket): void {
    this.socket = socket;
    socket.on("close", () => this.release());
    if (this.dropped) {
      socket.on("error", () => undefined);
      socket.destroy();
      return;
    }
    socket.setNoDelay(this.noDelay);
    if (this.keepAliveS > 0) socket.setKeepAlive(true, this.keepAliveS * 1000);
    socket.on("data", (chunk: Buffer) => {
      this.received.push(chunk);
      this.receivedBytes += chunk.length;
      // The peer is held back by TCP itself while the guest does not read.
      if (this.receivedBytes >= bufferBytes) socket.pause();
      this.notify();
    });
    socket.on("end", () => {
      this.ended = true;
      this.notify();
    });
    socket.on("drain", () => this.notify());
    socket.on("error", (error) => this.fail(networkCode(error, "reset")));
    socket.on("close", () => {
      this.ended = true;
      this.notify();
    });
    socket.resume();
    this.notify();
  }

  /** The connection itself, once it is connected. */
  connected(timeoutMs: number): Connection | Promise<Connection> {
    return waitFor<Connection>(this.cx, this.changed, {
      timeoutMs,
      attempt: () => {
        if (this.failure !== undefined) {
          this.drop();
          return fail(this.failure);
        }
        return this.socket === undefined ? undefined : this;
      },
      onBlock: () => this,
      onTimeout: () => this.giveUp("timeout"),
      onStop: () => this.giveUp("cancelled"),
    });
  }

  send(data: Uint8Array, timeoutMs: number): number | Promise<number> {
    if (data.length === 0) return fail("invalid-argument");
    return waitFor(this.cx, this.changed, {
      timeoutMs,
      attempt: () => {
        if (this.failure !== undefined) return fail(sendCode(this.failure));
        if (this.finished) return fail("invalid-state");
        const room = this.room();
        if (room === 0) return undefined;
        const taken = data.slice(0, room);
        this.socket?.write(taken);
        return taken.length;
      },
    });
  }

  receive(maxLen: number, timeoutMs: number): Uint8Array | Promise<Uint8Array> {
    return waitFor(this.cx, this.changed, {
      timeoutMs,
      attempt: () => {
        if (this.receivedBytes > 0) return this.take(maxLen);
        if (this.failure !== undefined) return fail(this.failure);
        return this.ended ? new Uint8Array() : undefined;
      },
    });
  }

  finish(): undefined {
    if (this.socket === undefined || this.finished) fail("invalid-state");
    this.finished = true;
    this.socket?.end();
  }

  watch(interest: number, token: number): undefined {
    this.watching.set(interest, token);
  }

  remoteAddress(): SocketAddress {
    const { remoteAddress, remotePort } = this.socket ?? {};
    if (remoteAddress === undefined || remotePort === undefined) return fail("invalid-state");
    return socketAddress(remoteAddress, remotePort);
  }

  localAddress(): SocketAddress {
    const { localAddress, localPort } = this.socket ?? {};
    if (localAddress === undefined || localPort === undefined) return fail("invalid-state");
    return socketAddress(localAddress, localPort);
  }

  setNoDelay(on: boolean): undefined {
    if (this.failure !== undefined) fail("invalid-state");
    this.noDelay = on;
    this.socket?.setNoDelay(on);
  }

  setKeepAlive(idleS: number): undefined {
    if (this.failure !== undefined) fail("invalid-state");
    this.keepAliveS = idleS;
    this.socket?.setKeepAlive(idleS > 0, idleS * 1000);
  }

  drop(): void {
    if (this.dropped) return;
    this.dropped = true;
    this.watching.close();
    const { socket } = this;
    if (socket === undefined) {
      // It counts until the attempt is over: else a guest could begin any number of them.
      this.connecting?.destroy();
      return;
    }
    if (socket.closed) this.release();
    // What was taken to send still goes out; what comes in is of no interest any more.
    socket.end();
    socket.resume();
    setTimeout(() => socket.destroy(), 1000).unref();
  }

  private ready(): number {
    const readable = this.receivedBytes > 0 || this.ended || this.failure !== undefined;
    const closed = this.ended || this.failure !== undefined;
    return (
      (readable ? readiness.readable : 0) |
      (this.room() > 0 && !this.finished ? readiness.writable : 0) |
      (closed ? readiness.closed : 0)
    );
  }

  private room(): number {
    if (this.socket === undefined || !this.socket.writable || this.failure !== undefined) return 0;
    return Math.max(0, bufferBytes - this.socket.writableLength);
  }

  private take(maxLen: number): Uint8Array {
    const bytes = new Uint8Array(Math.min(maxLen, this.receivedBytes));
    for (let at = 0; at < bytes.length; ) {
      const chunk = this.received[0];
      if (chunk === undefined) break;
      const part = chunk.subarray(0, bytes.length - at);
      bytes.set(part, at);
      at += part.length;
      if (part.length === chunk.length) this.received.shift();
      else this.received[0] = chunk.subarray(part.length);
    }
    this.receivedBytes -= bytes.length;
    if (this.receivedBytes < bufferBytes) this.socket?.resume();
    return bytes;
  }

  private fail(code: ErrorCode): void {
    this.failure ??= code;
    this.release();
    this.notify();
  }

  private giveUp(code: "timeout" | "cancelled"): never {
    this.drop();
    return fail(code);
  }

  private notify(): void {
    this.changed.changed();
    this.watching.changed();
  }
}

/** A connection that never came to be has nothing to send to. */
function sendCode(failure: ErrorCode): ErrorCode {
  return failure === "reset" ? "reset" : "invalid-state";
}
