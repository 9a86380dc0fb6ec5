/** `ocrekit doctor`: which toolchains are there, and how to get the others. */
import { describe, expect, it } from "vitest";
import { ocrekit, temporaryFolder } from "../support/ocrekit.js";
import { requireTool } from "../support/toolchain.js";

interface Report {
  readonly cache: string;
  readonly toolchains: readonly {
    readonly id: string;
    readonly found: boolean;
    readonly version?: string;
    readonly howToGet?: string;
  }[];
  readonly languages: Readonly<Record<string, string | null>>;
}

function doctor(env: Readonly<Record<string, string | undefined>> = {}): Report {
  return JSON.parse(ocrekit(["doctor", "--json"], { env }).stdout);
}

describe("ocrekit doctor", () => {
  it("finds what is there, with versions, and the compiler of each language", (context) => {
    requireTool("zig", context);
    const { toolchains, languages } = doctor();
    expect(toolchains).toContainEqual(expect.objectContaining({ id: "zig", found: true, version: "0.16.0" }));
    expect(toolchains).toContainEqual(
      expect.objectContaining({ id: "assemblyscript", found: true, version: "0.28.20" }),
    );
    expect(languages).toMatchObject({ c: "zig", cpp: "zig", zig: "zig", assemblyscript: "assemblyscript" });
  });

  it("says of what is missing how to get it, and downloads nothing unasked", () => {
    const empty = temporaryFolder();
    const env = { OCREKIT_CACHE: empty, PATH: empty };
    const report = doctor(env);
    expect(report.cache).toBe(empty);
    expect(report.languages["c"]).toBeNull();
    expect(report.toolchains.find(({ id }) => id === "zig")).toMatchObject({
      found: false,
      howToGet: expect.stringContaining("ocrekit doctor --install zig"),
    });
    const quiet = ocrekit(["doctor", "--quiet"], { env }).stdout.split("\n");
    expect(quiet).toEqual(expect.arrayContaining(["c", "cpp", "zig"].map((id) => `${id}: no compiler yet`)));
    expect(quiet.filter((line) => line !== "" && !line.endsWith(": no compiler yet"))).toEqual([]);
    expect(ocrekit(["doctor"], { env }).stdout).toContain("not there. ocrekit doctor --install zig");
  });

  it("installs by name only", () => {
    expect(ocrekit(["doctor", "--install", "zigg"])).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(
        /'zigg' cannot be installed; it is one of zig, .*assemblyscript.*; did you mean 'zig'\?/m,
      ),
    });
  });
});
