/** The guest thread's side of remote drivers: a call blocks the thread until the main thread has answered. */
import { type MessagePort, receiveMessageOnPort } from "node:worker_threads";
import { HostError } from "../fail.js";
import type { CallReply, CallRequest, DropRequest } from "./protocol.js";

/** What a guest thread gets to reach the main thread. */
export interface LinkEnds {
  /** One cell, counted up and notified after each reply. */
  readonly signal: Int32Array<SharedArrayBuffer>;
  readonly replies: MessagePort;
}

export class Link {
  private readonly ends: LinkEnds;
  private readonly send: (message: CallRequest | DropRequest) => void;
  private sequence = 0;

  constructor(ends: LinkEnds, send: (message: CallRequest | DropRequest) => void) {
    this.ends = ends;
    this.send = send;
  }

  call(container: number, service: string, resource: number | undefined, path: string, args: readonly unknown[]) {
    this.sequence += 1;
    const sequence = this.sequence;
    this.send({
      type: "call",
      container,
      sequence,
      service,
      path,
      args,
      ...(resource === undefined ? {} : { resource }),
    });
    const reply = this.receive(sequence);
    switch (reply.kind) {
      case "value":
        return reply.value;
      case "resource":
        return this.proxy(container, service, reply.resource, "");
      case "error":
        throw new HostError(reply.code);
      default:
        return unreachable(reply);
    }
  }

  /** A host interface whose functions are calls to the main thread. */
  service(container: number, service: string) {
    // What a proxy is depends on the driver at its other end, so its type is the caller's to say.
    const holder: object = { service: this.proxy(container, service, undefined, "") };
    return Reflect.get(holder, "service");
  }

  private receive(sequence: number): CallReply {
    const { signal, replies } = this.ends;
    for (;;) {
      // Read before looking: a reply that comes in between changes the cell, and the wait returns at once.
      const seen = Atomics.load(signal, 0);
      for (let packet = receiveMessageOnPort(replies); packet !== undefined; packet = receiveMessageOnPort(replies)) {
        const reply: CallReply = packet.message;
        // A deadline may end a guest while it waits: the answer to that call is not for this one.
        if (reply.sequence === sequence) return reply;
      }
      Atomics.wait(signal, 0, seen);
    }
  }

  private proxy(container: number, service: string, resource: number | undefined, path: string): unknown {
    const members = new Map<string, unknown>();
    const invoke = (...args: unknown[]): unknown => this.call(container, service, resource, path, args);
    return new Proxy(invoke, {
      get: (_, name) => {
        // `then` would make it look like a promise to anything that awaits it.
        if (typeof name !== "string" || name === "then") return undefined;
        if (name === "drop" && resource !== undefined) {
          return () => this.send({ type: "drop", container, resource });
        }
        const known = members.get(name);
        if (known !== undefined) return known;
        const made = this.proxy(container, service, resource, path === "" ? name : `${path}.${name}`);
        members.set(name, made);
        return made;
      },
    });
  }
}

function unreachable(value: never): never {
  throw new Error(`unexpected reply ${JSON.stringify(value)}`);
}
