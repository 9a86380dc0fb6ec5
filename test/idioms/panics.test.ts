/** A panic and a failed assertion are one line of level error with their message, and a trap, in every language. */
import { expect, it } from "vitest";
import { coreLanguages } from "../support/core-languages.js";
import { runSource } from "../support/run-source.js";

interface Panicking {
  readonly path: string;
  readonly options?: Readonly<Record<string, string | number>>;
  /** Around the statements, which are one line. */
  readonly app: (statements: string) => string;
  /** Panics where the log keeps traces: one module does for both. */
  readonly panic: string;
  /** Fails where it does not. */
  readonly assertion: string;
  /** What the line of the assertion says. */
  readonly says: RegExp;
}

const panicking: Readonly<Record<string, Panicking>> = {
  c: {
    path: "src/app.c",
    app: (statements) => `#include "command.h"
bool ocre_app_run(void) {
  ${statements}
  return true;
}
OCRE_APP_RUN_EXPORT();
`,
    panic: 'if (ocre_system_log_threshold() == OCRE_SYSTEM_LOG_LEVEL_TRACE) OCRE_PANIC("out of %s", "paint");',
    assertion: "OCRE_ASSERT(ocre_system_log_threshold() == OCRE_SYSTEM_LOG_LEVEL_TRACE);",
    says: /^app\.c:3: assertion failed: ocre_system_log_threshold/,
  },
  cpp: {
    path: "src/app.cpp",
    app: (statements) => `#include "command.hpp"
struct app {
  static bool run() {
    ${statements}
    return true;
  }
};
WIT_APP(app);
`,
    panic: 'if (ocre::system::log::threshold() == ocre::system::log::level::trace) ocre::panic("out of {}", "paint");',
    assertion: "OCRE_ASSERT(ocre::system::log::threshold() == ocre::system::log::level::trace);",
    says: /^app\.cpp:4: assertion failed: ocre::system::log::threshold/,
  },
  rust: {
    path: "src/lib.rs",
    app: (statements) => `#![no_std]
use sdk::Failed;
use sdk::ocre::app::run::Run;
struct App;
sdk::export_run!(App);

impl Run for App {
    fn run() -> Result<(), Failed> {
        ${statements}
        Ok(())
    }
}
`,
    panic: 'if sdk::ocre::system::log::threshold() == sdk::ocre::system::log::Level::Trace { panic!("out of paint") }',
    assertion: "assert!(sdk::ocre::system::log::threshold() == sdk::ocre::system::log::Level::Trace);",
    says: /^assertion failed: sdk::ocre::system::log::threshold.* at src\/lib\.rs:9$/,
  },
  zig: {
    path: "src/app.zig",
    app: (statements) => `const sdk = @import("sdk");
const log = sdk.ocre.system.log;
pub const panic = sdk.log.panic;

pub const App = struct {
    pub const run = struct {
        pub fn run() !void {
            ${statements}
        }
    };
};

comptime {
    sdk.exportApp(App);
}
`,
    panic: 'if (log.threshold() == .trace) @panic("out of paint");',
    assertion: 'sdk.log.assert(log.threshold() == .trace, "all is told");',
    says: /^assertion failed: all is told$/,
  },
  go: {
    path: "src/app.go",
    app: (statements) => `package main

import (
	"ocre.local/sdk/exports/app/run"
	"ocre.local/sdk/system/log"
)

func init() {
	run.Export(run.Handlers{Run: func() error {
		${statements}
		return nil
	}})
}

func main() {}
`,
    // The language has no assertions.
    panic: 'if log.Threshold() == log.LevelTrace { panic("out of paint") };',
    assertion: "_ = []int{}[log.Threshold()]",
    says: /^panic: runtime error: index out of range/,
  },
  assemblyscript: {
    path: "src/app.ts",
    app: (statements) => `import { Run, exportRun } from "../build/sdk/exports/app/run";
import "../build/sdk/runtime/failures";
import { Result, Unit, ok } from "../build/sdk/runtime/values";
import { Level, threshold } from "../build/sdk/system/log";

class App implements Run {
  run(): Result<Unit, Unit> {
    ${statements}
    return ok();
  }
}
exportRun(new App());
`,
    panic: 'if (threshold() == Level.Trace) throw new Error("out of paint");',
    assertion: 'assert(threshold() == Level.Trace, "all is told");',
    says: /^all is told \(src\/app\.ts:8:\d+\)$/,
  },
  typescript: {
    path: "src/app.ts",
    app: (statements) => `import { run } from "@ocrekit/sdk";
import { threshold } from "@ocrekit/sdk/system/log";

run(() => {
  ${statements}
});
`,
    panic: 'if (threshold() === "trace") throw new Error("out of paint");',
    // The language has no assertions that end an app.
    assertion: "JSON.parse('{');",
    says: /SyntaxError/,
  },
  d: {
    path: "src/app.d",
    app: (statements) => `module app;

static import log = ocre.system.log;
import sdk, wit;

struct App
{
    struct run
    {
        static Result!(void, void) run()
        {
            ${statements}
            return typeof(return).ok;
        }
    }
}

alias exported = exportApp!App;
`,
    panic: 'assert(log.threshold() != log.Level.trace, "out of paint");',
    assertion: "assert(log.threshold() == log.Level.trace);",
    says: /^src\/app\.d:12: .*threshold/,
  },
};

const cases = coreLanguages.flatMap((language) =>
  (["panic", "assertion"] as const).map((what) => [language, what] as const),
);

it.for(cases)("%s: %s", { timeout: 300_000 }, ([language, what], context) => {
  const known = panicking[language];
  if (known === undefined) throw new Error(`no app in ${language}`);
  const { path, app, panic, assertion } = known;
  const source = app(`${panic} ${assertion}`);
  const level = what === "panic" ? "trace" : "info";
  const ran = runSource({ language, path, source, world: "command" }, context, "--log-level", level);
  expect(ran.logs).toHaveLength(1);
  const [kind, ...words] = (ran.logs[0] ?? "").split(" ");
  expect(kind).toBe("error");
  expect(words.join(" ")).toMatch(what === "panic" ? /out of paint/ : known.says);
  expect(ran).toMatchObject({ ended: ["trap"], status: 12 });
});
