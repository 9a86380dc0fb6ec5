#!/usr/bin/env node
/** The tasks of package.json: installs, builds, then runs the task. Needs nothing but Node. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { install } from "./install.mjs";
import { inRepository, node, tool } from "./process.mjs";

const [task = "", ...rest] = process.argv.slice(2);
// Everything that biome looks at; not `.`, because it takes a configuration found below the root for a second one.
const linted = ["generator", "runtime-host", "sdk-ts", "sdk-templates", "examples", "test", ".dev"];
const quickTests = ["test/generator", "test/golden", "test/runtime-host", "test/repository"];

/** How much the tests of random input do; a variable that is set already stays as it is. */
const fuzzing = {
  OCREKIT_FUZZ_WORLDS: "10000",
  OCREKIT_FUZZ_RUNS: "20000",
  OCREKIT_FUZZ_SHAPES: "200",
  OCREKIT_FUZZ_C_WORLDS: "200",
  OCREKIT_FUZZ_AS_WORLDS: "100",
  OCREKIT_FUZZ_ZIG_WORLDS: "100",
  OCREKIT_FUZZ_CPP_WORLDS: "100",
  OCREKIT_FUZZ_RUST_WORLDS: "100",
  OCREKIT_FUZZ_GO_WORLDS: "100",
  OCREKIT_FUZZ_D_WORLDS: "100",
  OCREKIT_FUZZ_PYTHON_WORLDS: "300",
  OCREKIT_FUZZ_TS_WORLDS: "100",
  OCREKIT_FUZZ_CONFORMANCE_WORLDS: "1000",
  OCREKIT_FUZZ_TEXTS: "5000",
  OCREKIT_FUZZ_CALLS: "1000000",
  FUZZ_RUNS: "10000",
  ...process.env,
};

const tasks = {
  build: () => 0,
  demo: () => node([inRepository(".dev/demo.mjs"), ...rest]),
  test: () => {
    toolchains();
    return tests(rest);
  },
  lint,
  check: () =>
    inTurn(
      () => lint(),
      () => {
        toolchains();
        return tests(quickTests.filter(exists));
      },
    ),
  conformance: () => {
    toolchains();
    return script("test/conformance/main.ts");
  },
  bench: () => {
    if (!rest.includes("--help")) toolchains();
    return script("test/bench/main.ts");
  },
  fuzz: () => {
    toolchains();
    return tests([...(rest.length > 0 ? rest : randomTests()), "--testTimeout=7200000"], fuzzing);
  },
  gen: () =>
    inTurn(
      () => script("test/support/regenerate-host.ts"),
      () => script("test/support/regenerate-sdk.ts"),
    ),
  docs: () =>
    inTurn(
      () => script("test/support/regenerate-docs.ts"),
      () => sdkPages(),
    ),
  "golden:update": () => script("test/golden/update.ts"),
};

if (!Object.hasOwn(tasks, task)) {
  console.error(`usage: node .dev/run.mjs ${Object.keys(tasks).join("|")}`);
  process.exit(2);
}
install();
// The others work on the sources: they must be possible when generated files or types are wrong.
const needsBuild = ["build", "demo", "test"].includes(task);
process.exitCode = inTurn(() => (needsBuild ? compile(".config/tsconfig.product.json") : 0), tasks[task]);

/** Compiles what changed; tests' own types are checked by `check`. */
function compile(project) {
  return tool("typescript", ["-b", inRepository(project)], { bin: "tsc" });
}

/** Format, rules and types; no test is run. */
function lint() {
  return inTurn(
    () =>
      tool(
        "@biomejs/biome",
        ["check", "--error-on-warnings", "--config-path", ".config/biome.json", ...linted.filter(exists)],
        { bin: "biome" },
      ),
    () => compile(".config/tsconfig.json"),
  );
}

function toolchains() {
  node([inRepository(".dev/compilers.mjs")]);
}

/** The pages of @ocrekit/sdk, into `.cache/typedoc`. */
function sdkPages() {
  const cache = process.env.OCREKIT_CACHE ?? inRepository(".cache");
  const typedoc = `${cache}/toolchains/typedoc-0.28.20/node_modules/typedoc/bin/typedoc`;
  if (!existsSync(typedoc)) {
    console.log("sdk-ts: no pages without typedoc; 'sh .dev/toolchains.sh typedoc' gets it");
    return 0;
  }
  return node([typedoc, "--options", inRepository("sdk-ts/typedoc.json"), "--logLevel", "Warn"]);
}

/** All tests, or those below the given folders; the last line is the tally. */
function tests(paths, env = {}) {
  const results = inRepository(".cache/test-results.json");
  mkdirSync(inRepository(".cache"), { recursive: true });
  rmSync(results, { force: true });
  const status = tool(
    "vitest",
    [
      "run",
      "--config",
      ".config/vitest.config.ts",
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${results}`,
      ...paths,
    ],
    { env },
  );
  const tally = existsSync(results)
    ? count(JSON.parse(readFileSync(results, "utf8")))
    : { passed: 0, failed: 1, skipped: 0 };
  // A test file that does not load, or an error outside of any test, fails the run without a failed test.
  if (status !== 0 && tally.failed === 0) tally.failed = 1;
  console.log(`${tally.passed} passed, ${tally.failed} failed, ${tally.skipped} skipped`);
  return status === 0 && tally.failed === 0 ? 0 : 1;
}

/** Those that read one of the variables above. */
function randomTests() {
  return readdirSync(inRepository("test"), { recursive: true })
    .filter((path) => path.endsWith(".test.ts"))
    .map((path) => `test/${path}`)
    .filter((path) => readFileSync(inRepository(path), "utf8").includes("FUZZ_"));
}

function count(report) {
  const unloaded = report.testResults.filter(
    (file) => file.status === "failed" && file.assertionResults.length === 0,
  ).length;
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** TypeScript that belongs to the tests, against the sources. */
function script(path) {
  if (!exists(path)) {
    console.error(`${path} is not there yet`);
    return 1;
  }
  return node(["--conditions=source", "--import", "tsx", inRepository(path), ...rest]);
}

/** Each step after the one before it went well; the first status that is not 0. */
function inTurn(...steps) {
  for (const step of steps) {
    const status = step();
    if (status !== 0) return status;
  }
  return 0;
}

function exists(path) {
  return existsSync(inRepository(path));
}
