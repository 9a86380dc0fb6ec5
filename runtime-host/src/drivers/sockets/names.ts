/** `ocre:sockets/names` for one container: lookups of names, and services of the containers of this run. */
import { type ErrorCode, fail } from "../../fail.js";
import type { ContainerContext } from "../../kernel/context.js";
import { nsPerMs } from "../../kernel/timeline.js";
import { Condition, waitFor } from "../../kernel/waiting.js";
import { ServedResource } from "../../remote/served.js";
import { type IpAddress, isAddress, parseAddress, type SocketAddress } from "./address.js";
import { lookUp, networkCode } from "./network.js";

const maxKnown = 32;
const freshNs = 30_000_000_000n;
const maxServices = 256;

export interface Service {
  readonly name: string;
  readonly host: string;
  readonly address: SocketAddress;
  readonly properties: [string, string][];
}

interface Advertised {
  readonly kind: string;
  readonly service: Service;
}

/** The services that containers of this run advertise. DNS-SD on the local network would join in here. */
export class ServiceDirectory {
  readonly changed = new Condition();
  private readonly advertised = new Set<Advertised>();

  find(kind: string): Service[] {
    return [...this.advertised]
      .filter((entry) => entry.kind === kind)
      .map((entry) => entry.service)
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  add(kind: string, service: Service): () => void {
    if (this.find(kind).some((other) => other.name === service.name)) return fail("exists");
    if (this.advertised.size >= maxServices) return fail("exhausted");
    const entry = { kind, service };
    this.advertised.add(entry);
    this.changed.changed();
    return () => {
      this.advertised.delete(entry);
    };
  }
}

type Answer = { readonly addresses: readonly IpAddress[] } | { readonly failure: ErrorCode };

class Advertisement extends ServedResource {
  readonly drop: () => void;

  constructor(withdraw: () => void) {
    super();
    this.drop = withdraw;
  }
}

class Names {
  private readonly cx: ContainerContext;
  private readonly directory: ServiceDirectory;
  private readonly known = new Map<string, { readonly answer: Answer; readonly since: bigint }>();
  private readonly looking = new Map<string, Promise<void>>();
  private readonly answered = new Condition();
  private readonly collected = new Set<string>();
  readonly advertisement: {
    open(kind: string, name: string, port: number, properties: readonly [string, string][]): Advertisement;
  };

  constructor(cx: ContainerContext, directory: ServiceDirectory) {
    this.cx = cx;
    this.directory = directory;
    this.advertisement = {
      open: (kind, name, port, properties) => {
        const bytes = properties.reduce((sum, [key, value]) => sum + Buffer.byteLength(key + value), 0);
        if (properties.length > 8 || bytes > 256 || port === 0 || Buffer.byteLength(name) > 63) {
          return fail("invalid-argument");
        }
        const address: SocketAddress = { address: { tag: "ipv4", val: [127, 0, 0, 1] }, port, scopeId: 0 };
        return new Advertisement(
          directory.add(kind, { name, host: "localhost", address, properties: [...properties] }),
        );
      },
    };
  }

  resolve(host: string, timeoutMs: number): IpAddress[] | Promise<IpAddress[]> {
    if (isAddress(host)) return [parseAddress(host)];
    if (this.cx.mayWait && timeoutMs !== 0 && this.answer(host) === undefined) void this.look(host);
    return waitFor(this.cx, this.answered, {
      timeoutMs,
      attempt: () => {
        const answer = this.answer(host);
        if (answer === undefined) return undefined;
        return "failure" in answer ? fail(answer.failure) : [...answer.addresses];
      },
    });
  }

  startResolve(host: string, token: number): undefined {
    const source = this.cx.events.register("name", token);
    this.known.delete(host);
    void this.look(host).then(() => {
      const answer = this.answer(host);
      source.postLast(answer === undefined || "failure" in answer ? 0 : answer.addresses.length);
    });
  }

  find(kind: string, timeoutMs: number, maxEntries: number): Service[] | Promise<Service[]> {
    const all = (): Service[] => this.directory.find(kind).slice(0, maxEntries);
    return waitFor(this.cx, this.directory.changed, {
      timeoutMs,
      attempt: () => (this.collected.has(kind) || this.directory.find(kind).length > 0 ? all() : undefined),
      onTimeout: all,
    });
  }

  startFind(kind: string, token: number, collectMs: number): undefined {
    const { timeline } = this.cx;
    const source = this.cx.events.register("name", token);
    timeline.at(timeline.now() + BigInt(collectMs) * nsPerMs, () => {
      if (this.collected.size < maxKnown) this.collected.add(kind);
      source.postLast(this.directory.find(kind).length);
    });
  }

  private answer(host: string): Answer | undefined {
    const entry = this.known.get(host);
    if (entry === undefined || this.cx.timeline.now() - entry.since > freshNs) return undefined;
    return entry.answer;
  }

  private look(host: string): Promise<void> {
    const running = this.looking.get(host);
    if (running !== undefined) return running;
    const release = this.cx.holdOpen();
    const work = lookUp(host)
      .then(
        (addresses): Answer => ({ addresses: addresses.map(parseAddress) }),
        (error: unknown): Answer => ({ failure: networkCode(error, "unresolved") }),
      )
      .then((answer) => {
        this.looking.delete(host);
        const oldest = this.known.keys().next().value;
        if (this.known.size >= maxKnown && oldest !== undefined) this.known.delete(oldest);
        this.known.set(host, { answer, since: this.cx.timeline.now() });
        release();
        this.answered.changed();
      });
    this.looking.set(host, work);
    return work;
  }
}

/** The driver of one container. */
export function createNames(cx: ContainerContext, directory: ServiceDirectory) {
  return new Names(cx, directory);
}
