/** `ocrekit generate` and `ocrekit languages`, in this process. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { CommandIo } from "../../generator/src/cli/command-io.js";
import { generateCommand } from "../../generator/src/cli/generate.js";
import { languagesCommand } from "../../generator/src/cli/languages.js";
import { temporaryFolder } from "../support/ocrekit.js";

const wit = `package a:b;
interface i { f: func(n: u32) -> u32; }
world w { import i; export i; }
`;

function start(text = wit) {
  const cwd = temporaryFolder();
  mkdirSync(join(cwd, "wit"));
  writeFileSync(join(cwd, "wit/b.wit"), text);
  const run = async (...argv: readonly string[]) => {
    const out: string[] = [];
    const err: string[] = [];
    const io: CommandIo = {
      stdout: (t) => void out.push(t),
      stderr: (t) => void err.push(t),
      colour: false,
      cwd,
      env: {},
    };
    const status = await generateCommand(argv, io);
    return { status, out: out.join(""), err: err.join("") };
  };
  const read = (path: string): string => readFileSync(join(cwd, path), "utf8");
  return { cwd, run, read };
}

describe("ocrekit generate", () => {
  it("takes ./wit and its only world by default", async () => {
    const { run, read } = start();
    expect(await run("c", "--out-dir", "sdk")).toEqual({
      status: 0,
      err: "",
      out: "C for a:b/w in sdk: 9 written, 0 unchanged\n",
    });
    expect(read("sdk/w.h")).toContain("from wit/b.wit; do not edit.");
  });

  it("writes the same a second time, from another folder too", async () => {
    const { run } = start();
    await run("c", "--out-dir", "sdk");
    expect((await run("c", "--out-dir", "sdk")).out).toBe("C for a:b/w in sdk: 0 written, 9 unchanged\n");
    const here = start();
    await here.run("c", "--out-dir", "sdk");
    const there = start();
    await there.run("c", join(there.cwd, "wit"), "--out-dir", "sdk");
    for (const path of ["w.h", "a/b.h"]) expect(there.read(`sdk/${path}`)).toBe(here.read(`sdk/${path}`));
  });

  it("compares under --check, writes nothing, and names what differs", async () => {
    const { run, cwd } = start();
    expect((await run("c", "--out-dir", "sdk", "--check")).status).toBe(1);
    expect(existsSync(join(cwd, "sdk"))).toBe(false);
    await run("c", "--out-dir", "sdk");
    expect(await run("c", "--out-dir", "sdk", "--check")).toMatchObject({ status: 0, out: "sdk is up to date\n" });
    writeFileSync(join(cwd, "sdk/w.h"), "");
    expect(await run("c", "--out-dir", "sdk", "--check")).toMatchObject({
      status: 1,
      out: "sdk is not up to date:\n  w.h\n",
    });
  });

  it("writes nothing when there is one error", async () => {
    const { run, cwd } = start(wit.replace("-> u32", "-> u33"));
    const { status, out, err } = await run("c", "--out-dir", "sdk");
    expect([status, out]).toEqual([1, ""]);
    expect(err).toContain("wit/b.wit:2:");
    expect(existsSync(join(cwd, "sdk"))).toBe(false);
  });

  it("writes stubs once: they are the user's", async () => {
    const { run, read, cwd } = start();
    await run("c", "--out-dir", "sdk", "--stubs=echo");
    expect(read("sdk/app.c")).toContain("return a_b_i_f(n);");
    writeFileSync(join(cwd, "sdk/app.c"), "mine");
    expect((await run("c", "--out-dir", "sdk", "--stubs", "empty")).out).toContain("1 of yours kept");
    expect(read("sdk/app.c")).toBe("mine");
  });

  it("passes a language's own options on", async () => {
    const { run, read } = start();
    await run("c", "--out-dir", "sdk", "--arena-bytes", "96");
    expect(read("sdk/okrt_config.h")).toContain("#define OKRT_ARENA_BYTES 96");
  });

  it("sums up as JSON, mistakes too", async () => {
    const { run } = start();
    const { out } = await run("c", "--out-dir", "sdk", "--json");
    expect(JSON.parse(out)).toMatchObject({
      language: "c",
      world: "a:b/w",
      outDir: "sdk",
      unchanged: [],
      kept: [],
      diagnostics: [],
    });
    const wrong = start("package a:b; world {");
    const told = JSON.parse((await wrong.run("c", "--out-dir", "sdk", "--json")).out);
    expect(told.diagnostics[0]).toMatchObject({ severity: "error" });
  });

  it("wants a guard on every function of a host, or to be told otherwise", async () => {
    const { run, cwd } = start();
    const refused = await run("host-ts", "--out-dir", "host");
    expect([refused.status, existsSync(join(cwd, "host"))]).toEqual([1, false]);
    expect((await run("host-ts", "--out-dir", "host", "--undirected", "deny")).status).toBe(0);
    expect(readdirSync(join(cwd, "host")).length).toBeGreaterThan(0);
  });

  it.each([
    [["c"], "--out-dir is missing"],
    [[], "LANG is missing"],
    [["cc", "--out-dir", "x"], "unknown language 'cc'"],
    [["c", "no-such", "--out-dir", "x"], "there is no 'no-such'"],
    [["c", "--out-dir", "x", "--stubs", "full"], "--stubs is 'full'; it takes empty, echo"],
    [
      ["c", "--out-dir", "x", "--realloc", "areno"],
      "--realloc is 'areno'; it takes none, arena, libc; did you mean 'arena'?",
    ],
    [["c", "--out-dir", "x", "--arena-byte", "1"], "unknown option '--arena-byte'; did you mean '--arena-bytes'?"],
    [["c", "wit", "more", "--out-dir", "x"], "unexpected argument 'more'"],
  ])("says what is wrong with %j", async (argv, message) => {
    await expect(start().run(...argv)).rejects.toThrow(message);
  });

  it("shows the options of a language with its help", async () => {
    const { run } = start();
    expect((await run("c", "--help")).out).toMatch(/--arena-bytes/);
    expect((await run("--help")).out).not.toMatch(/--arena-bytes/);
  });
});

it("ocrekit languages lists what is built and what is not, as JSON with what each can do", async () => {
  const out: string[] = [];
  const io: CommandIo = { stdout: (t) => void out.push(t), stderr: () => undefined, colour: false, cwd: ".", env: {} };
  expect(await languagesCommand(["--json"], io)).toBe(0);
  const all: readonly { id: string; available: boolean }[] = JSON.parse(out.join(""));
  expect(all.find((l) => l.id === "c")).toMatchObject({ available: true, side: "guest", supports: { async: false } });
  expect(all.find((l) => l.id === "moonbit")).toMatchObject({ available: true, side: "guest" });
  out.length = 0;
  await languagesCommand([], io);
  expect(out.join("")).toMatch(/^c +C +guest +available$/m);
});
