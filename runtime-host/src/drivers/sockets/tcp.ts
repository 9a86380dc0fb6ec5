/** `ocre:sockets/tcp` for one container: connections and listeners. */
import { createServer, type Server, type Socket } from "node:net";
import { fail } from "../../fail.js";
import type { ContainerContext } from "../../kernel/context.js";
import { Condition, waitFor } from "../../kernel/waiting.js";
import { ServedResource } from "../../remote/served.js";
import { addressText, type IpAddress, type SocketAddress, socketAddress } from "./address.js";
import { Connection } from "./connection.js";
import { networkCode, readiness, type SocketCount } from "./network.js";
import { SocketWatch } from "./socket-watch.js";

const maxBacklog = 64;

class Listener extends ServedResource {
  private readonly cx: ContainerContext;
  private readonly count: SocketCount;
  private readonly server: Server;
  private readonly release: () => void;
  private readonly arrived = new Condition();
  private readonly waiting: Socket[] = [];
  private readonly watching: SocketWatch;

  constructor(cx: ContainerContext, count: SocketCount, server: Server, backlog: number, release: () => void) {
    super();
    this.cx = cx;
    this.count = count;
    this.server = server;
    this.release = release;
    this.watching = new SocketWatch(cx, () => (this.waiting.length > 0 ? readiness.readable : 0));
    server.on("connection", (socket) => {
      if (this.waiting.length >= backlog) {
        socket.destroy();
        return;
      }
      // Whoever gives up before it was accepted makes room again.
      socket.on("error", () => this.forget(socket));
      this.waiting.push(socket);
      this.arrived.changed();
      this.watching.changed();
    });
  }

  accept(timeoutMs: number): Connection | Promise<Connection> {
    return waitFor(this.cx, this.arrived, {
      timeoutMs,
      attempt: () => {
        if (this.waiting.length === 0) return undefined;
        const connection = new Connection(this.cx, this.count.take());
        const socket = this.waiting.shift();
        if (socket !== undefined) connection.adopt(socket);
        return connection;
      },
    });
  }

  watch(on: boolean, token: number): undefined {
    this.watching.set(on ? readiness.readable : 0, token);
  }

  localAddress(): SocketAddress {
    const address = this.server.address();
    if (address === null || typeof address === "string") return fail("closed");
    return socketAddress(address.address, address.port);
  }

  drop(): void {
    this.watching.close();
    this.server.close();
    for (const socket of this.waiting) socket.destroy();
    this.waiting.length = 0;
    this.release();
  }

  private forget(socket: Socket): void {
    const at = this.waiting.indexOf(socket);
    if (at >= 0) this.waiting.splice(at, 1);
  }
}

function listen(server: Server, address: IpAddress | undefined, port: number, backlog: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ port, backlog, ...(address === undefined ? {} : { host: addressText(address) }) }, () => {
      server.off("error", reject);
      server.on("error", () => undefined);
      resolve();
    });
  });
}

/** The driver of one container. */
export function createTcp(cx: ContainerContext, count: SocketCount) {
  return {
    connection: {
      connect: (host: string, port: number, timeoutMs: number): Connection | Promise<Connection> => {
        const connection = new Connection(cx, count.take());
        void connection.start(host, port);
        return connection.connected(timeoutMs);
      },
      // The place for TLS: profiles of trust anchors and identities come with the device's own set-up.
      connectTls: (_host: string, _port: number, _profile: string, _timeoutMs: number): Connection =>
        fail("not-supported"),
    },
    listener: {
      open: async (address: IpAddress | undefined, port: number, backlog: number): Promise<Listener> => {
        const release = count.take();
        const server = createServer({ allowHalfOpen: true, pauseOnConnect: true });
        const room = Math.min(Math.max(backlog, 1), maxBacklog);
        const listener = new Listener(cx, count, server, room, release);
        try {
          await listen(server, address, port, room);
          return listener;
        } catch (error) {
          listener.drop();
          return fail(networkCode(error, "not-ready"));
        }
      },
    },
  };
}
