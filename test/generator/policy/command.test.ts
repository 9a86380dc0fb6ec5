/** `ocrekit policy` on apps in a folder. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { policyCommand, runPolicy } from "../../../generator/src/cli/policy.js";
import { scopes } from "./scopes-of-tests.js";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "ocrekit-policy-"));
  const put = (name: string, value: unknown) => writeFileSync(join(folder, name), JSON.stringify(value));
  put("ocre.json", { name: "thermostat", requires: ["gpio.write(relay)"], optional: ["messaging.publish(site/#)"] });
  put("grants.json", {
    for: "thermostat",
    allow: ["gpio.write(relay)", "messaging.publish(#)"],
    deny: ["messaging.publish(+/admin)"],
  });
  put("bad.json", { allow: ["gpio.wrte(relay)"], alow: [] });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function listening() {
  const written = { stdout: "", stderr: "" };
  const io = {
    stdout: (text: string) => {
      written.stdout += text;
    },
    stderr: (text: string) => {
      written.stderr += text;
    },
    colour: false,
    cwd: folder,
    env: {},
  };
  return { written, io };
}

async function run(...argv: readonly string[]) {
  const { written, io } = listening();
  return { status: await runPolicy(argv, io, scopes), ...written };
}

describe("policy check", () => {
  it("lists everything that keeps the app from starting, with the grant", async () => {
    const { status, stderr, stdout } = await run("check");
    expect(status).toBe(1);
    expect(stderr).toContain("ocre.json:1:34 error policy/not-granted: 'thermostat' requires gpio.write(relay)");
    expect(stderr).toContain("--allow 'gpio.write(relay)'");
    expect(stdout).toContain("would not start");
  });

  it("is content when it is granted, and shows the rules with their places", async () => {
    const { status, stderr, stdout } = await run("check", ".", "--grants", "grants.json", "--deny", "gpio.read(*)");
    expect([status, stderr]).toEqual([0, ""]);
    expect(stdout).toContain("would start");
    expect(stdout).toMatch(/allow {2}gpio\.write\(relay\) +grants\.json:1/);
    expect(stdout).toMatch(/deny {3}gpio\.read\(\*\) +--deny/);
  });

  it("gives the policy as JSON", async () => {
    const { status, stdout } = await run("check", "ocre.json", "--allow", "gpio.write(*)", "--json");
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      app: "thermostat",
      ok: true,
      missing: [],
      policy: { allow: [{ effect: "allow", permission: "gpio.write(*)", origin: "--allow" }] },
    });
  });

  it("reports mistakes of files and flags at their places", async () => {
    const files = await run("check", "--grants", "bad.json");
    expect([files.status, files.stdout]).toEqual([1, ""]);
    expect(files.stderr).toContain(
      "bad.json:1:31 error policy/unknown-key: a grant has no key 'alow'; did you mean 'allow'?",
    );
    const flags = await run("check", "--allow", "gpio.wrte(relay)");
    expect(flags.stderr).toContain(
      "--allow:1:1 error policy/unknown-scope: there is no scope 'gpio.wrte'; did you mean 'gpio.write'?",
    );
  });
});

describe("policy explain", () => {
  it.each([
    ["gpio.write(relay)", 0, "allowed: gpio.write(relay)\n  by gpio.write(relay) (grants.json:1)\n"],
    ["gpio.write(led)", 1, "denied (not-requested)"],
    [
      "messaging.publish(site/admin)",
      1,
      "denied (explicit-deny): needs messaging.publish(site/admin), which messaging.publish(+/admin) denies",
    ],
    ["messaging.publish(site/+)", 1, "denied (invalid-argument)"],
  ])("%s", async (question, status, text) => {
    const answer = await run("explain", ".", question, "--grants", "grants.json");
    expect([answer.status, answer.stderr]).toEqual([status, ""]);
    expect(answer.stdout.startsWith(text)).toBe(true);
  });

  it("answers as JSON, and does not mind that the app would not start", async () => {
    const { status, stdout } = await run("explain", "gpio.write(relay)", "--json");
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      ok: true,
      allowed: false,
      reason: "not-granted",
      args: ["relay"],
      diagnostics: [],
    });
  });

  it("points into a question that is none", async () => {
    expect((await run("explain", "gpio.write(relay")).stderr).toContain("question:1:17 error policy/permission-syntax");
    expect((await run("explain", "gpoi.write(relay)")).stderr).toContain("did you mean 'gpio.write'?");
  });
});

describe("the command line", () => {
  it.each([
    [[]],
    [["expalin"]],
    [["explain"]],
    [["check", "nowhere"]],
    [["check", "--grants", "nowhere.json"]],
    [["check", "--alow", "x"]],
  ])("%j is a usage error", async (argv) => {
    await expect(run(...argv)).rejects.toThrow(expect.objectContaining({ name: "UsageError" }));
  });

  it("finds the scopes of the WIT packages by itself", async () => {
    const { written, io } = listening();
    expect(
      await policyCommand(
        ["explain", "net.connect(tls, API.acme.io, 443)", "--allow", "net.connect(tls, *.acme.io, *)"],
        io,
      ),
    ).toBe(1);
    expect(written.stdout).toContain("needs net.connect(tls, api.acme.io, 443), which the manifest does not request");
  });
});
