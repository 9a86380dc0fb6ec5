/** The apps of the examples do the same on our host and, wrapped as components, under jco: call by call, value by value. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { FuncPlan } from "ocrekit/abi";
import { describe, expect, it } from "vitest";
import { generateFromWit } from "../../generator/src/backend/from-wit.js";
import { backend as hostTs } from "../../generator/src/backends/host-ts/backend.js";
import { loadWit } from "../../generator/src/graph/index.js";
import { fields, items } from "../conformance/values.js";
import { ourHost } from "../coverage/served.js";
import { exampleCopy } from "../support/example.js";
import { loadGenerated } from "../support/generated-host.js";
import { ocrekit } from "../support/ocrekit.js";
import { repository, requireTool } from "../support/toolchain.js";
import { exactWorld } from "./exact-world.js";
import { GuestExit, onOurHost, type Runner, type Serve, underJco } from "./runners.js";

const bytes = (text: string): readonly number[] => [...new TextEncoder().encode(text)];

const copies = { beacon: exampleCopy("beacon-c"), listener: exampleCopy("listener-as"), relay: exampleCopy("relay") };

/** Builds an example as its author does. */
function build(folder: string): Uint8Array {
  const { status, stderr } = ocrekit(["build", folder]);
  expect(stderr).toBe("");
  expect(status).toBe(0);
  return readFileSync(join(folder, "build/app.wasm"));
}

/** Both runners of one of our own worlds. */
async function both(world: string, wasm: Uint8Array, serve: () => Serve): Promise<readonly Runner[]> {
  const { plan, graph } = await ourHost();
  const generated: Record<string, unknown> = await import("../../runtime-host/src/gen/index.js");
  const host = {
    value: (name: string) => generated[name],
    fn: (name: string) => {
      const found = generated[name];
      if (!isCallable(found)) throw new Error(`no ${name}`);
      return found;
    },
  };
  const jco = await underJco(plan, exactWorld(graph, world, wasm), "exact", wasm, serve());
  return [onOurHost(plan, host, wasm, serve()), jco];
}

const isCallable = (value: unknown): value is (...args: unknown[]) => unknown => typeof value === "function";

/** Until the app ends: what each call returned. */
function drive(
  runner: Runner,
  calls: readonly (readonly [module: string, name: string, args: readonly unknown[]])[],
): readonly unknown[] {
  const returned: unknown[] = [];
  for (const [module, name, args] of calls) {
    try {
      returned.push(runner.call(module, name, args));
    } catch (error) {
      if (!(error instanceof GuestExit)) throw error;
      returned.push(`exit ${error.code}`);
      break;
    }
  }
  return returned;
}

const lifecycle = "ocre:app/lifecycle@0.1.0";

/** Grants everything, and has one object of each resource. */
function serveAll(fn: FuncPlan, args: readonly unknown[]): unknown {
  switch (`${fn.core.module.split("@")[0]} ${fn.name}`) {
    case "ocre:gpio/lines [static]output.open":
      return { tag: "ok", val: { handle: `output ${String(args[0])}` } };
    case "ocre:messaging/bus [static]subscription.open":
      return { tag: "ok", val: { handle: `subscription ${String(args[0])}` } };
    case "ocre:system/process exit":
      throw new GuestExit(Number(args[0]));
    case "ocre:system/timers start":
    case "ocre:gpio/lines [method]output.write":
    case "ocre:messaging/bus publish":
      return "ok";
    case "ocre:system/log log":
      return undefined;
    default:
      throw new Error(`nobody expects ${fn.core.module} ${fn.name}`);
  }
}

/** Arguments of the calls of one import. */
const of = (log: readonly unknown[], name: string): readonly (readonly unknown[])[] =>
  log.filter((line) => Array.isArray(line) && line[0] === name).map((line) => items(line).slice(1));

describe("an example as a component", () => {
  it("in C blinks and publishes alike", { timeout: 300_000 }, async (context) => {
    requireTool("zig", context);
    const runners = await both("mcu-reactor", build(copies.beacon), () => serveAll);
    const timer = ["ocre:system/timer-handler@0.1.0", "on-timer", [1, 0]] as const;
    const [ours, jco] = runners.map((r) =>
      drive(r, [[lifecycle, "on-start", ["boot"]], ...Array.from({ length: 30 }, () => timer)]),
    );
    expect(ours).toEqual([{ tag: "ok" }, ...Array.from({ length: 19 }, () => undefined), "exit 0"]);
    expect(jco).toEqual(ours);
    const log = runners[0]?.log ?? [];
    expect(runners[1]?.log).toEqual(log);
    const levels = of(log, "ocre:gpio/lines@0.1.0 [method]output.write").map(([, level]) => level);
    expect(levels).toEqual(Array.from({ length: 20 }, (_, i) => i % 2 === 0));
    const published = of(log, "ocre:messaging/bus@0.1.0 publish").map(([topic, payload]) => [topic, payload]);
    expect(published).toEqual([
      ...levels.map((level) => ["demo/blink", bytes(level === true ? "on" : "off")]),
      ["demo/blink", bytes("done")],
    ]);
  });

  it("in AssemblyScript receives alike", { timeout: 300_000 }, async (context) => {
    requireTool("asc", context);
    const runners = await both("mcu-reactor", build(copies.listener), () => serveAll);
    const message = (text: string) => ({
      topic: "demo/blink",
      payload: bytes(text),
      "content-type": { tag: "some", val: "text/plain" },
      properties: [{ name: "a", value: "ü" }],
      sender: "blinky",
      qos: "at-most-once",
      retained: false,
      time: 12n,
      ticket: 2n ** 63n,
    });
    const heard = ["on", "naïve 🎈", "", "done", "never"].map(
      (text) => ["ocre:messaging/message-handler@0.1.0", "on-message", [1, message(text)]] as const,
    );
    const [ours, jco] = runners.map((r) => drive(r, [[lifecycle, "on-start", ["installed"]], ...heard]));
    expect(ours).toEqual([{ tag: "ok" }, "accept", "accept", "accept", "exit 0"]);
    expect(jco).toEqual(ours);
    const log = runners[0]?.log ?? [];
    expect(runners[1]?.log).toEqual(log);
    expect(of(log, "ocre:system/log@0.1.0 log").map((line) => line[2])).toEqual(
      ["on", "naïve 🎈", "", "done"].map((text) => `demo/blink: ${text} (from blinky)`),
    );
  });

  it("for a package of a user's own is answered alike", { timeout: 300_000 }, async (context) => {
    requireTool("zig", context);
    const wasm = build(copies.relay);
    const wit = join(repository, "examples/relay/wit");
    const { files, plan } = generateFromWit(hostTs, { wit, world: "app" });
    const { graph } = loadWit(wit, { builtins: { path: join(repository, "wit"), shownAs: "wit" } });
    if (plan === undefined || graph === undefined) throw new Error("the relay's WIT does not load");
    const serve = (): Serve => {
      let switched = 0;
      return (fn, [name, on]) => {
        if (fn.name !== "switch-relay") return undefined;
        return name === "pump" ? { tag: "ok", val: { on, switched: ++switched } } : { tag: "err", val: "denied" };
      };
    };
    const ours = onOurHost(plan, await loadGenerated(files), wasm, serve());
    const jco = await underJco(plan, exactWorld(graph, "app", wasm), "exact", wasm, serve());
    const run = ["ocre:app/run@0.1.0", "run", []] as const;
    expect(fields(drive(ours, [run])[0])).toEqual({ tag: "ok" });
    expect(drive(jco, [run])).toEqual([{ tag: "ok" }]);
    expect(jco.log).toEqual(ours.log);
    expect(ours.log.map((line) => items(line).slice(1))).toEqual([
      ["pump", true],
      ["pump", false],
      ["info", "", "pump: on and off again"],
      ["heater", true],
      ["info", "", "heater: refused"],
    ]);
  });
});
