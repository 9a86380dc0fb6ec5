/** A guest that echoes gives the same on our host and, as a component, under jco: every kind of value, random ones. */
import { join } from "node:path";
import fc from "fast-check";
import type { Plan } from "ocrekit/abi";
import { printWit } from "ocrekit/graph";
import { describe, expect, it } from "vitest";
import { generateFromWit } from "../../generator/src/backend/from-wit.js";
import { backend as assemblyscript } from "../../generator/src/backends/assemblyscript/backend.js";
import { backend as c } from "../../generator/src/backends/c/backend.js";
import { backend as hostTs } from "../../generator/src/backends/host-ts/backend.js";
import { loadWit } from "../../generator/src/graph/index.js";
import { compile } from "../compile/assemblyscript.js";
import { linkModule } from "../compile/c.js";
import { arbitraryOf } from "../conformance/values.js";
import { loadGenerated } from "../support/generated-host.js";
import { repository, requireTool } from "../support/toolchain.js";
import { onOurHost, underJco } from "./runners.js";

const wit = join(repository, "test/components/rich.wit");
const module = "test:rich/echo@0.1.0";
const runs = Number(process.env["OCREKIT_FUZZ_RUNS"] ?? 2000);

const guests = [
  {
    language: "C",
    build: () => {
      const options = new Map([["arena-bytes", "1048576"]]);
      return linkModule(requireTool("zig"), generateFromWit(c, { wit, stubs: "echo", options }).files);
    },
  },
  {
    language: "AssemblyScript",
    build: () =>
      compile(requireTool("asc"), generateFromWit(assemblyscript, { wit, stubs: "echo" }).files, "incremental"),
  },
] as const;

describe.each(guests)("an echo guest in $language", ({ build }) => {
  it("gives equal results on our host and under jco", { timeout: 600_000 }, async () => {
    const { wasm, messages } = build();
    expect(messages).toBe("");
    const { files, plan } = generateFromWit(hostTs, { wit, undirected: "allow" });
    if (plan === undefined) throw new Error("rich.wit has no plan");
    const { graph } = loadWit(wit);
    if (graph === undefined) throw new Error("rich.wit does not load");

    const asked: unknown[] = [];
    let answer: unknown;
    const serve = (): unknown => answer;
    const ours = onOurHost(plan, await loadGenerated(files), wasm, serve);
    const jco = await underJco(plan, printWit(graph), "rich", wasm, serve);
    for (const call of calls(plan)) {
      fc.assert(
        fc.property(call.args, call.result, (args, result) => {
          answer = result;
          asked.push([`${module} ${call.name}`, ...args]);
          const returned = ours.call(module, call.name, args);
          expect(returned).toEqual(result);
          expect(jco.call(module, call.name, args)).toEqual(result);
        }),
        { numRuns: Math.ceil(runs / 20) },
      );
    }
    // What the import heard is what the export was called with.
    const heard = (log: readonly unknown[]): readonly unknown[] => log.filter((line) => typeof line !== "string");
    expect(heard(ours.log)).toEqual(asked);
    expect(jco.log).toEqual(ours.log);
  });
});

interface Call {
  readonly name: string;
  readonly args: fc.Arbitrary<readonly unknown[]>;
  readonly result: fc.Arbitrary<unknown>;
}

function calls(plan: Plan): readonly Call[] {
  const exported = plan.groups.filter((g) => g.direction === "export").flatMap((g) => g.functions);
  return exported.map((fn) => ({
    name: fn.name,
    args: fc.tuple(...fn.params.map((p) => arbitraryOf(plan, p.type))),
    result: fn.result === undefined ? fc.constant(undefined) : arbitraryOf(plan, fn.result),
  }));
}
