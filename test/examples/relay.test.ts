/** A user's own package with a scope of its own: a C guest and a guarded host, without a change to the tools. */
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { exampleCopy } from "../support/example.js";
import { ocrekit, ocrekitScript } from "../support/ocrekit.js";
import { cache, findTool, repository, requireTool } from "../support/toolchain.js";

const relay = exampleCopy("relay");
const folder = dirname(relay);
const board = join(relay, "build/js/host/board.js");

beforeAll(() => {
  // Together they take seconds, and every test needs them.
  if (findTool("zig") === undefined) return;
  command([ocrekitScript, "generate", "host-ts", "relay/wit", "--world", "board", "--out-dir", "relay/build/host"]);
  command([join(repository, "node_modules/typescript/bin/tsc"), "-p", "relay"]);
  command([ocrekitScript, "build", "relay"]);
});

function command(args: readonly string[]): void {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...args], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, OCREKIT_CACHE: cache },
  });
  if (status !== 0) throw new Error(`${args.join(" ")}\n${stdout}${stderr}`);
}

const run = (...args: readonly string[]) => ocrekit(["run", "relay", "--with", board, ...args], { cwd: folder });

describe("examples/relay", () => {
  it("is not started without its grant, and told which", (context) => {
    requireTool("zig", context);
    const { status, stdout, stderr } = run();
    expect({ status, stdout }).toEqual({ status: 11, stdout: "" });
    expect(stderr).toContain("'relay' requires relay.switch(pump), which is not granted");
    expect(stderr).toContain("--allow 'relay.switch(pump)'");
  });

  it("switches the relay that was granted, and no other", (context) => {
    requireTool("zig", context);
    const { status, stdout, stderr } = run("--grants", "relay/grants.json");
    expect(status).toBe(0);
    expect(stdout.match(/host: .*/g)).toEqual(["host: relay pump is on", "host: relay pump is off"]);
    expect(stdout).toContain("heater: refused");
    expect(stderr).toContain(
      'denied: relay called acme:relay/relays.switch-relay(name="heater"): needs relay.switch(heater)',
    );
  });

  it("is granted exactly what the denial's hint says", (context) => {
    requireTool("zig", context);
    const hint = /Grant it with --allow '([^']+)'/.exec(run("--grants", "relay/grants.json").stderr)?.[1] ?? "";
    expect(hint).toBe("relay.switch(heater)");
    const { stdout, stderr } = run("--grants", "relay/grants.json", "--allow", `relay:${hint}`);
    expect(stdout).toContain("host: relay heater is on");
    expect(stderr).toBe("");
  });

  it("obeys a denial above all grants", (context) => {
    requireTool("zig", context);
    const { stdout, stderr } = run("--allow", "relay.switch(*)", "--deny", "relay.switch(heater)");
    expect(stdout).toContain("heater: refused");
    expect(stderr).toContain("which relay.switch(heater) denies");
  });

  it("is refused by a host without the board, which says what is missing", (context) => {
    requireTool("zig", context);
    const { status, stderr } = ocrekit(["run", "relay", "--allow-all"], { cwd: folder });
    expect(status).toBe(1);
    expect(stderr).toContain("import 'switch-relay' of 'acme:relay/relays@1.0.0' is missing");
    expect(stderr).toContain("--with MODULE");
  });

  it("says what is wrong with a board that is none", (context) => {
    requireTool("zig", context);
    const wrong = join(relay, "build/js/build/host/index.js");
    const { status, stderr } = ocrekit(["run", "relay", "--with", wrong, "--allow-all"], { cwd: folder });
    expect(status).toBe(1);
    expect(stderr).toContain("it exports no 'host'");
  });
});
