/** `ocrekit wit`: what it prints, and how it ends. */
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import type { CommandIo } from "../../../generator/src/cli/command-io.js";
import { witCommand } from "../../../generator/src/cli/wit.js";

const cwd = fileURLToPath(new URL("../../cases/wit/", import.meta.url));

async function run(...argv: string[]): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  let out = "";
  let err = "";
  const io: CommandIo = {
    stdout: (text) => {
      out += text;
    },
    stderr: (text) => {
      err += text;
    },
    colour: false,
    cwd,
    env: {},
  };
  const code = await witCommand(argv, io);
  return { code, out, err };
}

it("prints JSON that has every package", async () => {
  const { code, out, err } = await run("several", "--json");
  expect({ code, err }).toEqual({ code: 0, err: "" });
  const parsed: { readonly packages: readonly { readonly name: string }[] } = JSON.parse(out);
  expect(parsed.packages.map((p) => p.name)).toContain("t:t");
});

it("prints text that it reads again", async () => {
  const { code, out } = await run("several");
  expect(code).toBe(0);
  expect(out.startsWith("package t:t;\n")).toBe(true);
  expect(out).toContain("package d:d@0.1.0 {");
});

it("prints one world, and refuses one that is not there", async () => {
  expect((await run("several", "--world", "w")).out.startsWith("world w {\n")).toBe(true);
  const { code, out, err } = await run("several", "--world", "v");
  expect({ code, out }).toEqual({ code: 1, out: "" });
  expect(err).toContain("wit/unknown-world");
});

it("shows mistakes with their place and ends with status 1", async () => {
  const { code, out, err } = await run("bad-unknown-type.wit");
  expect({ code, out }).toEqual({ code: 1, out: "" });
  expect(err).toContain("bad-unknown-type.wit:2:49 error wit/unknown-type");
});

it("switches features on", async () => {
  expect((await run("gate-unstable-off.wit")).out).not.toContain("interface j");
  expect((await run("gate-unstable-off.wit", "--features", "other,off")).out).toContain("interface j");
  expect((await run("gate-unstable-off.wit", "--all-features")).out).toContain("interface j");
});

it.each([[[]], [["a.wit", "b.wit"]], [["a.wit", "--nope"]], [["a.wit", "--json", "--text"]]])(
  "refuses the command line %j",
  async (argv) => {
    await expect(run(...argv)).rejects.toMatchObject({ name: "UsageError" });
  },
);
