import { describe, expect, it } from "vitest";
import { app, run } from "./guests.js";

const log = `(import "ocre:system/log@0.1.0" "log" (func $log (param i32 i32 i32 i32 i32)))`;

describe("a command", () => {
  it("runs to its end and writes to the log", async () => {
    const hello = app(
      "hello",
      `(module ${log} (memory (export "memory") 1) (data (i32.const 8) "hello")
        (func (export "ocre:app/run@0.1.0#run") (result i32)
          (call $log (i32.const 2) (i32.const 0) (i32.const 0) (i32.const 8) (i32.const 5))
          (i32.const 0)))`,
    );
    const recorded = await run([hello]);
    expect(recorded.faults).toEqual([]);
    expect(recorded.logs).toEqual(["hello: hello"]);
    expect(recorded.outcomes.get("hello")).toEqual({ kind: "exited", code: 0 });
  });
});
