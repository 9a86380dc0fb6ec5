/** The main thread's side of remote drivers: calls by name, resources by number, promises for what must wait. */
import { codeOf } from "../fail.js";
import { type CallReply, type CallRequest, callPath } from "./protocol.js";

/** A resource of a driver on the main thread. It ends when its handle is dropped or its container ends. */
export abstract class ServedResource {
  abstract drop(): void;
}

/** A host interface as a driver on the main thread implements it: it may answer later. */
export type Served<Host> = {
  readonly [Name in keyof Host]: Host[Name] extends (...args: infer Args) => infer Result
    ? (...args: Args) => ServedAnswer<Result> | Promise<ServedAnswer<Result>>
    : Served<Host[Name]>;
};

// Resource interfaces of the generated host have an optional `drop`; nothing else has.
type ServedAnswer<Result> = Result extends object
  ? "drop" extends keyof Result
    ? ServedResource & Served<Omit<Result, "drop">>
    : Result
  : Result;

/** The services and resources of one container. */
export class ServiceTable {
  private readonly services: ReadonlyMap<string, unknown>;
  private readonly onFault: (error: unknown, request: CallRequest) => void;
  private readonly resources = new Map<number, ServedResource>();
  private nextResource = 1;
  private closed = false;

  constructor(services: ReadonlyMap<string, unknown>, onFault: (error: unknown, request: CallRequest) => void) {
    this.services = services;
    this.onFault = onFault;
  }

  /** Answers at once, or with a promise when the driver waits. */
  call(request: CallRequest): CallReply | Promise<CallReply> {
    try {
      const answer = this.invoke(request);
      if (answer instanceof Promise) {
        return answer.then(
          (value) => this.reply(request, value),
          (error: unknown) => this.failure(request, error),
        );
      }
      return this.reply(request, answer);
    } catch (error) {
      return this.failure(request, error);
    }
  }

  drop(id: number): void {
    const resource = this.resources.get(id);
    this.resources.delete(id);
    resource?.drop();
  }

  /** Ends all resources, the newest first. */
  close(): void {
    this.closed = true;
    for (const id of [...this.resources.keys()].reverse()) this.drop(id);
  }

  private invoke(request: CallRequest): unknown {
    if (!callPath.test(request.path)) throw new Error(`'${request.path}' is not the name of a function`);
    const target =
      request.resource === undefined ? this.services.get(request.service) : this.resources.get(request.resource);
    if (target === undefined) throw new Error(`there is no ${request.service} for '${request.path}'`);
    const names = request.path.split(".");
    const last = names.pop();
    let owner: unknown = target;
    for (const name of names) owner = member(owner, name);
    const method = member(owner, last ?? "");
    if (typeof method !== "function") throw new Error(`${request.service} has no function '${request.path}'`);
    return Reflect.apply(method, owner, [...request.args]);
  }

  private reply(request: CallRequest, value: unknown): CallReply {
    if (!(value instanceof ServedResource)) return { sequence: request.sequence, kind: "value", value };
    const resource = this.nextResource;
    this.nextResource += 1;
    this.resources.set(resource, value);
    // The container ended while the call was under way: nobody will drop it any more.
    if (this.closed) this.drop(resource);
    return { sequence: request.sequence, kind: "resource", resource };
  }

  private failure(request: CallRequest, error: unknown): CallReply {
    const code = codeOf(error);
    if (code === undefined) this.onFault(error, request);
    return { sequence: request.sequence, kind: "error", code: code ?? "internal" };
  }
}

function member(owner: unknown, name: string): unknown {
  if (typeof owner !== "object" || owner === null || name === "constructor") return undefined;
  return Reflect.get(owner, name);
}
