/**
 * Nanoseconds a call: a bare import, our guarded glue and jco's, with one core module in one run. Only ratios mean
 * anything: the variants take turns, and the best of many short rounds counts for each.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { transpileBytes } from "@bytecodealliance/jco-transpile";
import { componentEmbed, componentNew } from "@bytecodealliance/jco-transpile/wasm-tools";
import { createInstanceRuntime, type ImportObject } from "@ocrekit/host/rt";
import { planWorld } from "ocrekit/abi";
import { loadWit, selectWorld } from "ocrekit/graph";
import { compilePolicy, Decider, scopeTable, sourceFromFlag } from "ocrekit/policy";
import wabt from "wabt";
import { generate } from "../../generator/src/backend/index.js";
import { backend } from "../../generator/src/backends/host-ts/backend.js";
import { parseDirectives } from "../../generator/src/graph/directives.js";

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const cache = fileURLToPath(new URL("../../.cache/bench/", import.meta.url));

type Loop = (n: number, length: number) => number;
interface Variant {
  readonly name: "bare" | "ocrekit" | "jco";
  readonly loops: Readonly<Record<Row, Loop>>;
}

const rows = {
  scalar: { title: "u32 -> u32", export: "loop-scalar", length: 0, aim: 50 },
  write: { title: "pin.write", export: "loop-write", length: 0, aim: 50 },
  text: { title: "string, 19 bytes", export: "loop-text", length: 19, aim: 50 },
  publish: { title: "string + 64-byte list", export: "loop-publish", length: 64, aim: 30 },
  bytes: { title: "1 KB returned", export: "loop-bytes", length: 0, aim: 30 },
} as const;
type Row = keyof typeof rows;
const rowNames: readonly Row[] = ["scalar", "write", "text", "publish", "bytes"];

const kilobyte = new Uint8Array(1024).fill(7);
/** What the implementations leave behind, so that no call can be optimised away. */
const sink = { number: 0, text: "" };

class Pin {
  active = false;
  write(active: boolean): undefined {
    this.active = active;
  }
}

// Each variant gets functions of its own, so that one's types do not slow the other's call sites.
const implementation = () => ({
  scalar: (x: number): number => {
    sink.number = x;
    return x + 1;
  },
  text: (name: string): undefined => {
    sink.text = name;
  },
  publish: (topic: string, payload: Uint8Array): undefined => {
    sink.text = topic;
    sink.number = payload.length;
  },
  bytes: (): Uint8Array => kilobyte,
});

/** The wat is compiled once; every variant runs the same bytes. */
async function coreModule(): Promise<Uint8Array> {
  const tool = await wabt();
  const wat = tool.parseWat("calls.wat", readFileSync(here("calls.wat"), "utf8"));
  return wat.toBinary({}).buffer;
}

function loopsOf(exports: Readonly<Record<string, unknown>>, spell: (name: string) => string): Variant["loops"] {
  const find = (row: Row): Loop => {
    const found = exports[spell(rows[row].export)];
    if (typeof found !== "function") throw new Error(`no export ${spell(rows[row].export)}`);
    return (n, length) => Number(found(n, length));
  };
  return {
    scalar: find("scalar"),
    write: find("write"),
    text: find("text"),
    publish: find("publish"),
    bytes: find("bytes"),
  };
}

function bare(module: WebAssembly.Module): Variant {
  const nothing = (): number => 0;
  const instance = new WebAssembly.Instance(module, {
    "bench:calls/api@0.1.0": { scalar: (x: number) => x, text: nothing, publish: nothing, bytes: nothing },
    "bench:calls/pins@0.1.0": {
      "[static]pin.open": nothing,
      "[method]pin.write": nothing,
      "[resource-drop]pin": nothing,
    },
  });
  return { name: "bare", loops: loopsOf(instance.exports, (name) => name) };
}

async function ocrekit(module: WebAssembly.Module): Promise<Variant> {
  const { graph } = loadWit(here("calls.wit"));
  const world = graph === undefined ? undefined : selectWorld(graph, "bench");
  if (graph === undefined || typeof world !== "number") throw new Error("calls.wit does not load");
  const { directives } = parseDirectives(graph);
  const { plan } = planWorld(graph, directives, world, { side: "host", profile: backend.profile });
  const folder = `${cache}host/`;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const file of generate(backend, plan).files) writeFileSync(folder + file.path, file.text);
  const generated: { createImports(rt: unknown, hosts: unknown): ImportObject } = await import(
    pathToFileURL(`${folder}index.ts`).href
  );
  const scopes = scopeTable([...directives.scopes.values()]);
  const { policy } = compilePolicy({
    app: "bench",
    scopes,
    imports: [...scopes.keys()],
    allow: ["bench.name(sensors/*)", "bench.publish(sensors/#)", "bench.pin(led0)"].map((text) =>
      sourceFromFlag("--allow", text),
    ),
  });
  if (policy === undefined) throw new Error("the benchmark's policy does not compile");
  const rt = createInstanceRuntime({ decider: new Decider(policy), limits: {} });
  const instance = new WebAssembly.Instance(
    module,
    generated.createImports(rt, { api: implementation(), pins: { pin: { open: () => new Pin() } } }),
  );
  rt.attach(instance);
  return { name: "ocrekit", loops: loopsOf(instance.exports, (name) => name) };
}

async function jco(core: Uint8Array): Promise<Variant> {
  const embedded = await componentEmbed({
    binary: core,
    witSource: readFileSync(here("calls.wit"), "utf8"),
    world: "bench",
  });
  const component = await componentNew(embedded);
  const { files } = await transpileBytes(component, {
    name: "calls",
    instantiation: { tag: "async" },
    wasiShim: false,
  });
  const folder = `${cache}jco/`;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [name, bytes] of Object.entries(files)) writeFileSync(`${folder}${name.split("/").at(-1)}`, bytes);
  writeFileSync(`${folder}package.json`, '{"type":"module"}\n');
  const { instantiate } = await import(pathToFileURL(`${folder}calls.js`).href);
  // jco knows no `@status`: there an implementation returns the enum's case.
  class JcoPin {
    readonly pin = new Pin();
    static open(): JcoPin {
      return new JcoPin();
    }
    write(active: boolean): "ok" {
      this.pin.write(active);
      return "ok";
    }
  }
  const api = implementation();
  const instance = await instantiate((path: string) => new WebAssembly.Module(readFileSync(folder + path)), {
    "bench:calls/api": {
      ...api,
      text: (name: string) => {
        api.text(name);
        return "ok";
      },
      publish: (topic: string, payload: Uint8Array) => {
        api.publish(topic, payload);
        return "ok";
      },
    },
    "bench:calls/pins": { Pin: JcoPin },
  });
  return {
    name: "jco",
    loops: loopsOf(instance, (name) => name.replace(/-([a-z])/g, (_, c: string) => c.toUpperCase())),
  };
}

export interface CallResult {
  readonly row: string;
  readonly aim: number;
  readonly bare: number;
  readonly ocrekit: number;
  readonly jco: number;
}

export async function benchCalls(rounds = 15): Promise<readonly CallResult[]> {
  const core = await coreModule();
  const module = new WebAssembly.Module(new Uint8Array(core));
  const variants = [bare(module), await ocrekit(module), await jco(core)];
  for (const row of rowNames) agree(variants.slice(1), row);
  return rowNames.map((row) => {
    const best = race(variants, row, rounds);
    return {
      row: rows[row].title,
      aim: rows[row].aim,
      bare: best[0] ?? Number.NaN,
      ocrekit: best[1] ?? Number.NaN,
      jco: best[2] ?? Number.NaN,
    };
  });
}

/** A refused call is fast, and worth nothing: every guarded variant must give the same answer. */
function agree(variants: readonly Variant[], row: Row): void {
  const answers = variants.map((v) => v.loops[row](3, rows[row].length));
  if (new Set(answers).size !== 1) throw new Error(`${row}: the variants answer ${answers.join(" and ")}`);
}

/** Each variant's rounds are about four milliseconds long; the turns are interleaved. */
function race(variants: readonly Variant[], row: Row, rounds: number): readonly number[] {
  const { length } = rows[row];
  const timed = (v: Variant, n: number): number => {
    const start = process.hrtime.bigint();
    v.loops[row](n, length);
    return Number(process.hrtime.bigint() - start) / n;
  };
  const counts = variants.map((v) => {
    timed(v, 20_000);
    return Math.max(200, Math.round(4e6 / timed(v, 20_000)));
  });
  const best = variants.map(() => Number.POSITIVE_INFINITY);
  for (let round = 0; round < rounds; round++) {
    variants.forEach((v, i) => {
      best[i] = Math.min(best[i] ?? Number.POSITIVE_INFINITY, timed(v, counts[i] ?? 200));
    });
  }
  return best;
}
