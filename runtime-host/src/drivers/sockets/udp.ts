/** `ocre:sockets/udp` for one container: sockets, and peers that are known by name. */
import { createSocket, type Socket } from "node:dgram";
import { isIPv6 } from "node:net";
import { type ErrorCode, fail } from "../../fail.js";
import type { ContainerContext } from "../../kernel/context.js";
import { Condition, waitFor } from "../../kernel/waiting.js";
import { ServedResource } from "../../remote/served.js";
import { addressText, type IpAddress, type SocketAddress, socketAddress } from "./address.js";
import { networkCode, readiness, type SocketCount, vettedAddresses } from "./network.js";
import { SocketWatch } from "./socket-watch.js";

const maxDatagram = 65_507;
const maxWaiting = 64;
const maxWaitingBytes = 256 * 1024;
const sendBufferBytes = 256 * 1024;
const freshNs = 60_000_000_000n;

export interface Datagram {
  readonly data: Uint8Array;
  readonly truncated: boolean;
  readonly source: SocketAddress;
}

interface Waiting {
  readonly data: Buffer;
  readonly source: SocketAddress;
}

class UdpSocket extends ServedResource {
  private readonly cx: ContainerContext;
  private readonly socket: Socket;
  private readonly family: "udp4" | "udp6";
  private readonly release: () => void;
  private readonly arrived = new Condition();
  private readonly waiting: Waiting[] = [];
  private readonly groups = new Set<string>();
  private readonly watching: SocketWatch;
  private waitingBytes = 0;
  private lookups = 0;
  private dropped = false;

  constructor(cx: ContainerContext, socket: Socket, family: "udp4" | "udp6", release: () => void) {
    super();
    this.cx = cx;
    this.socket = socket;
    this.family = family;
    this.release = release;
    this.watching = new SocketWatch(cx, () => this.ready());
    socket.on("message", (data, from) => {
      // As on any system: when nobody reads, datagrams are lost.
      if (this.waiting.length >= maxWaiting || this.waitingBytes + data.length > maxWaitingBytes) return;
      this.waiting.push({ data, source: socketAddress(from.address, from.port) });
      this.waitingBytes += data.length;
      this.arrived.changed();
      this.watching.changed();
    });
    socket.on("error", () => undefined);
  }

  get closed(): boolean {
    return this.dropped;
  }

  peer(host: string, port: number): Peer {
    return new Peer(this.cx, this, host, port);
  }

  sendTo(data: Uint8Array, destination: SocketAddress): undefined {
    this.transmit(data, addressText(destination.address), destination.port);
  }

  receive(maxLen: number, timeoutMs: number): Datagram | Promise<Datagram> {
    return waitFor(this.cx, this.arrived, {
      timeoutMs,
      attempt: () => {
        const first = this.waiting.shift();
        if (first === undefined) return undefined;
        this.waitingBytes -= first.data.length;
        return {
          data: Uint8Array.from(first.data.subarray(0, maxLen)),
          truncated: first.data.length > maxLen,
          source: first.source,
        };
      },
    });
  }

  join(group: IpAddress): undefined {
    const text = addressText(group);
    try {
      this.socket.addMembership(text);
    } catch {
      fail("not-supported");
    }
    this.groups.add(text);
  }

  leave(group: IpAddress): undefined {
    const text = addressText(group);
    if (!this.groups.delete(text)) fail("not-found");
    this.socket.dropMembership(text);
  }

  watch(interest: number, token: number): undefined {
    this.watching.set(interest, token);
  }

  localAddress(): SocketAddress {
    const { address, port } = this.socket.address();
    return socketAddress(address, port);
  }

  drop(): void {
    if (this.dropped) return;
    this.dropped = true;
    this.watching.close();
    this.socket.close();
    this.release();
  }

  transmit(data: Uint8Array, address: string, port: number): void {
    if (data.length > maxDatagram) fail("too-large");
    if ((isIPv6(address) ? "udp6" : "udp4") !== this.family) fail("unreachable");
    if (port === 0) fail("invalid-argument");
    if (this.socket.getSendQueueSize() > sendBufferBytes) fail("would-block");
    this.socket.send(data.slice(), port, address, () => this.watching.changed());
  }

  lookup<T>(work: Promise<T>): Promise<T> {
    this.lookups += 1;
    const release = this.cx.holdOpen();
    return work.finally(() => {
      this.lookups -= 1;
      release();
      this.watching.changed();
    });
  }

  usable(addresses: readonly string[]): string | undefined {
    return addresses.find((address) => (isIPv6(address) ? "udp6" : "udp4") === this.family);
  }

  private ready(): number {
    const writable = this.lookups === 0 && !this.dropped && this.socket.getSendQueueSize() <= sendBufferBytes;
    return (this.waiting.length > 0 ? readiness.readable : 0) | (writable ? readiness.writable : 0);
  }
}

/** The addresses of the name are looked up again when they are a minute old. */
class Peer extends ServedResource {
  private readonly cx: ContainerContext;
  private readonly socket: UdpSocket;
  private readonly host: string;
  private readonly port: number;
  private address: string | undefined;
  private failure: ErrorCode | undefined;
  private looking = false;
  private knownSince = 0n;

  constructor(cx: ContainerContext, socket: UdpSocket, host: string, port: number) {
    super();
    this.cx = cx;
    this.socket = socket;
    this.host = host;
    this.port = port;
    this.refresh();
  }

  send(data: Uint8Array): undefined {
    if (this.socket.closed) fail("closed");
    if (this.cx.timeline.now() - this.knownSince > freshNs) this.refresh();
    if (this.address !== undefined) this.socket.transmit(data, this.address, this.port);
    else fail(this.looking ? "would-block" : (this.failure ?? "unresolved"));
  }

  drop(): void {
    // Nothing is held for it.
  }

  private refresh(): void {
    if (this.looking) return;
    this.looking = true;
    this.knownSince = this.cx.timeline.now();
    const known = vettedAddresses(this.cx, "udp", this.host, this.port)
      .then(
        (addresses) => {
          this.address = this.socket.usable(addresses);
          this.failure = this.address === undefined ? "unreachable" : undefined;
        },
        (error: unknown) => {
          // `denied` is what the guest would see had the name been refused; an old address must not be used on.
          this.address = undefined;
          this.failure = networkCode(error, "unresolved");
        },
      )
      .then(() => {
        this.looking = false;
      });
    // The socket counts as writable again only once the answer is in place.
    void this.socket.lookup(known);
  }
}

function bind(socket: Socket, address: IpAddress | undefined, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once("error", reject);
    socket.bind({ port, ...(address === undefined ? {} : { address: addressText(address) }) }, () => {
      socket.off("error", reject);
      resolve();
    });
  });
}

/** The driver of one container. */
export function createUdp(cx: ContainerContext, count: SocketCount) {
  return {
    udpSocket: {
      open: async (address: IpAddress | undefined, port: number): Promise<UdpSocket> => {
        const release = count.take();
        const family = address?.tag === "ipv6" ? "udp6" : "udp4";
        const socket = createSocket(family);
        try {
          await bind(socket, address, port);
          return new UdpSocket(cx, socket, family, release);
        } catch (error) {
          release();
          socket.close();
          return fail(networkCode(error, "not-ready"));
        }
      },
    },
  };
}
