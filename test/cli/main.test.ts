/** The command as a whole: help, versions, near misses, exit statuses. */
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { commands } from "../../generator/src/cli/help.js";
import { ocrekit, ocrekitScript, temporaryFolder } from "../support/ocrekit.js";
import { repository } from "../support/toolchain.js";

describe("ocrekit", () => {
  it("lists every command with --help, and ends with 0", () => {
    const { status, stdout } = ocrekit(["--help"]);
    expect(status).toBe(0);
    for (const [name, { summary }] of commands)
      expect(stdout).toMatch(new RegExp(`^  ${name} +${summary.slice(0, 20)}`, "m"));
  });

  it("shows the same without arguments, but ends with 2", () => {
    expect(ocrekit([])).toMatchObject({ status: 2, stdout: ocrekit(["--help"]).stdout });
  });

  it("prints the version of its package", () => {
    const { version } = JSON.parse(readFileSync(join(repository, "generator/package.json"), "utf8"));
    expect(ocrekit(["--version"]).stdout).toBe(`${version}\n`);
  });

  it.each([...commands.keys()])("answers '%s --help', and the other way round, with the same text", (name) => {
    const byOption = ocrekit([name, "--help"]);
    expect(byOption).toMatchObject({ status: 0, stderr: "" });
    expect(byOption.stdout).toContain(`ocrekit ${name}`);
    expect(ocrekit(["help", name]).stdout).toBe(byOption.stdout);
  });

  it.each([
    [["generat"], "unknown command 'generat'; did you mean 'generate'?"],
    [["frobnicate"], "unknown command 'frobnicate'\n"],
    [["--versoin"], "unknown option '--versoin'; did you mean '--version'?"],
    [["doctor", "--jsn"], "unknown option '--jsn'; did you mean '--json'?"],
    [["doctor", "extra"], "unexpected argument 'extra'"],
    [["doctor", "--install"], "option '--install <value>' argument missing"],
    [["new", "c"], "NAME is missing"],
    [["new", "cc", "app"], "'cc' is no language that apps are built of"],
    [["new", "c", "App"], "'App' is no name for an app"],
  ])("says what is wrong with %j, and ends with 2", (args, message) => {
    const { status, stdout, stderr } = ocrekit(args);
    expect(stderr).toContain(message);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  });

  it("writes no colours into a pipe, and does when told to", () => {
    expect(ocrekit(["doctor"], { env: { NO_COLOR: undefined } }).stdout).not.toContain("\u001b[");
    expect(ocrekit(["doctor"], { env: { FORCE_COLOR: "1" } }).stdout).toContain("\u001b[");
  });

  it("blames the disk, not itself, when a folder cannot be written", () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "file"), "");
    const { status, stderr } = ocrekit(["new", "c", "app", "--dir", "file/app"], { cwd: folder });
    expect(status).toBe(1);
    expect(stderr).toMatch(/^ocrekit new: .*file.app.*: a folder is needed, and there is a file\n$/);
  });

  it("asks for a report when the mistake is its own, and ends with 70", () => {
    // A language that cannot be loaded is a mistake in the package.
    const script = `import { commands } from ${JSON.stringify(join(repository, "generator/dist/cli/help.js"))};
commands.get("doctor").load = async () => { throw new TypeError("half a command"); };
process.argv = ["node", "ocrekit", "doctor"];
await import(${JSON.stringify(join(repository, "generator/dist/cli/main.js"))});`;
    const { status, stderr } = spawnSync(process.execPath, ["--input-type=module", "--eval", script], {
      encoding: "utf8",
    });
    expect(status).toBe(70);
    expect(stderr).toMatch(
      /^ocrekit doctor: internal error; this is a bug of ocrekit[\s\S]*half a command[\s\S]*Node 2\d/,
    );
  });

  it("ends quietly when the reader of its output goes away", () => {
    const { stderr, status } = spawnSync(`"${process.execPath}" "${ocrekitScript}" --help | true; echo $?`, {
      shell: true,
      encoding: "utf8",
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  });
});
