/** A container without a guest: drivers are called as the host would call them. */
import { compilePolicy, Decider, sourceFromFlag } from "ocrekit/policy";
import { Container } from "../../runtime-host/src/kernel/container.js";
import { driverLimits, lateDecisions } from "../../runtime-host/src/kernel/policy.js";
import { type Timeline, VirtualTimeline } from "../../runtime-host/src/kernel/timeline.js";
import { standardScopes } from "../../runtime-host/src/standard-scopes.js";

export interface BareOptions {
  readonly allow?: readonly string[];
  readonly deny?: readonly string[];
  readonly limits?: Partial<Container["limits"]>;
  readonly lines?: Container["lines"];
  readonly timeline?: Timeline;
}

export function deciderOf(allow: readonly string[], deny: readonly string[] = []): Decider {
  const { policy, diagnostics } = compilePolicy({
    app: "evil",
    imports: [...standardScopes.keys()],
    allow: allow.map((permission) => sourceFromFlag("--allow", permission)),
    deny: deny.map((permission) => sourceFromFlag("--deny", permission)),
    scopes: standardScopes,
  });
  if (policy === undefined) throw new Error(diagnostics.map((d) => d.message).join("\n"));
  return new Decider(policy);
}

let nextId = 1;

export function bare(name: string, options: BareOptions = {}): Container & { readonly decider: Decider } {
  const decider = deciderOf(options.allow ?? [], options.deny);
  const container = new Container({
    id: nextId++,
    name,
    kind: "command",
    limits: { ...driverLimits(decider.policy), ...options.limits },
    lines: options.lines ?? new Map(),
    handled: new Set(),
    timeline: options.timeline ?? new VirtualTimeline(),
    late: lateDecisions(decider),
    onWake: () => undefined,
    onQuiet: () => undefined,
    onFault: (_, error) => {
      throw error;
    },
  });
  return Object.assign(container, { decider });
}

/** The code that a driver refuses with. */
export function refusal(work: () => unknown): unknown {
  try {
    work();
    return undefined;
  } catch (error) {
    if (error instanceof Error && "payload" in error) return error.payload;
    throw error;
  }
}
