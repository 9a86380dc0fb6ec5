import { readModule } from "ocrekit/wasm";
import { describe, expect, it } from "vitest";
import wabt from "wabt";
import { exportTable } from "../../../runtime-host/src/gen/index.js";
import { checkExports } from "../../../runtime-host/src/run/app.js";

const tool = await wabt();
const refusals = (body: string): readonly string[] => {
  const module = tool.parseWat("case.wat", `(module ${body})`).toBinary({}).buffer;
  return checkExports(readModule(module), exportTable).map((r) => r.message);
};

describe("the exports of a module", () => {
  it("may be what the host calls, and anything it does not know", () => {
    expect(
      refusals(
        '(memory (export "memory") 1) (func (export "ocre:app/run@0.1.0#run") (result i32) (i32.const 0)) (func (export "mine") (param f64))',
      ),
    ).toEqual([]);
  });

  it.each([
    [
      "a handler with other parameters",
      '(func (export "ocre:system/timer-handler@0.1.0#on-timer") (param i32))',
      "is (i32) -> (), but the host calls (i32, i32) -> ()",
    ],
    [
      "a global in place of a function",
      '(global (export "ocre:app/run@0.1.0#run") i32 (i32.const 0))',
      "is a global, but the host calls () -> i32",
    ],
    [
      "an allocator of another type",
      '(func (export "cabi_realloc") (param i32) (result i32) (i32.const 0))',
      "but the host calls (i32, i32, i32, i32) -> i32",
    ],
    [
      "an initializer with a result",
      '(func (export "_initialize") (result i32) (i32.const 0))',
      "but the host calls () -> ()",
    ],
    ["a memory that is none", '(func (export "memory"))', "exports 'memory' as a func"],
  ])("are refused before the start: %s", (_, body, message) => {
    expect(refusals(body).join("\n")).toContain(message);
  });
});
