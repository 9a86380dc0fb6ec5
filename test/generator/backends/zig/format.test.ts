/** What is generated is as zig fmt leaves it. */
import { expect, it } from "vitest";
import { unformatted } from "../../../compile/zig.js";
import { cases, generateCase } from "../../../support/golden.js";
import { requireTool } from "../../../support/toolchain.js";
import { coreGuests, ourWorld } from "../core-guests.js";

const worlds = ["core", "imports", "command", "reactor", "mcu-reactor", "blinky"];

it("everything is as zig fmt leaves it", { timeout: 300_000 }, async (context) => {
  const zig = requireTool("zig", context);
  const compiled = cases.filter((name) => name !== "unsupported");
  const all = await Promise.all(compiled.map(async (name) => [name, (await generateCase(name, "zig")).all] as const));
  const ours = worlds.map((world) => [`world-${world}`, ourWorld(coreGuests.zig, world).files] as const);
  expect(unformatted(zig, new Map([...all, ...ours]))).toBe("");
});

it("what is not formatted is found", (context) => {
  const files = [{ path: "app.zig", text: "pub fn f() void {  }\n" }];
  expect(unformatted(requireTool("zig", context), new Map([["bad", files]]))).toContain("app.zig");
});
