/**
 * `--target component`: over modules as componentize-js brings them, which lift and lower by themselves. They are made of
 * plain classes and functions here; errors come as what has a `payload`, a status as its name.
 */
import { dirname, join } from "node:path/posix";
import { build } from "esbuild";
import { beforeAll, expect, it } from "vitest";
import type { FileSet } from "../../../../generator/src/emit/files.js";
import { sdkFor } from "./generate.js";

const wit = `
package test:things@0.1.0;
interface errors {
  enum failure { jammed, lost }
  /// @status failure
  enum status { ok, jammed, lost }
}
interface tools {
  use errors.{failure, status};
  resource pin {
    constructor(line: u32);
    write: func(high: bool) -> status;
    read: func() -> result<u32, failure>;
    close: func() -> u32;
    twin: static func(of: borrow<pin>) -> pin;
  }
  look: func(names: list<string>) -> result<list<string>, failure>;
  reset: func() -> status;
}
interface counters {
  use errors.{failure, status};
  resource counter {
    constructor(start: u32);
    add: func(by: u32) -> u32;
  }
  f: func(names: list<string>) -> result<list<string>, failure>;
  g: func(stop: bool) -> status;
}
world app { import tools; export counters; }`;

const app = `
import { exportCounters } from "./exports/things/counters.js";
import { OcreError } from "./runtime/errors.js";
import { look, Pin, reset } from "./things/tools.js";

class MyCounter {
  constructor(public value: number) {}
  add(by: number): number {
    return (this.value += by);
  }
}
const codeOf = (call: () => unknown): string => {
  try {
    return String(call());
  } catch (error) {
    if (error instanceof OcreError) return error.code;
    throw error;
  }
};
exportCounters({
  Counter: MyCounter,
  f(names) {
    const pin = new Pin(7);
    const said = [codeOf(() => pin.write(true)), codeOf(() => pin.read()), codeOf(reset), String(pin.close_())];
    using twin = Pin.twin(pin);
    pin.close();
    pin.close();
    if (names.length === 0) throw new OcreError("lost");
    return [...look(names), ...said, String(pin.isClosed), String(twin.isClosed)];
  },
  g(stop) {
    if (stop) throw new OcreError("jammed");
  },
});
`;

interface Exports {
  readonly f: (names: readonly string[]) => readonly string[];
  readonly g: (stop: boolean) => unknown;
  readonly Counter: new (start: number) => { add(by: number): number };
}

const log: string[] = [];
const host = {
  Pin: class Pin {
    readonly line: number;
    constructor(line: number) {
      this.line = line;
    }
    write(high: boolean): string {
      log.push(`write ${this.line} ${high}`);
      return "jammed";
    }
    read(): number {
      throw Object.assign(new Error("result"), { payload: "lost" });
    }
    close(): number {
      return 42;
    }
    static twin(of: Pin): Pin {
      return new Pin(of.line + 100);
    }
    [Symbol.dispose](): void {
      log.push(`drop ${this.line}`);
    }
  },
  look: (names: readonly string[]) => names.map((name) => `${name}!`),
  reset: () => "ok",
};

let component: Exports;

beforeAll(async () => {
  const files: FileSet = [
    ...sdkFor(wit, undefined, undefined, "component"),
    { path: "app.ts", text: app },
    { path: "entry.ts", text: 'import "./app.js";\nexport * from "./component.js";\n' },
  ];
  const { outputFiles } = await build({
    entryPoints: ["entry.ts"],
    bundle: true,
    write: false,
    format: "cjs",
    target: "es2022",
    logLevel: "silent",
    plugins: [
      {
        name: "in-memory",
        setup(builder) {
          builder.onResolve({ filter: /^test:/ }, ({ path }) => ({ path, namespace: "host" }));
          builder.onResolve({ filter: /.*/ }, ({ path, importer, kind }) => ({
            path: kind === "entry-point" ? path : join(dirname(importer), path).replace(/\.js$/, ".ts"),
            namespace: "sdk",
          }));
          builder.onLoad({ filter: /.*/, namespace: "host" }, () => ({ contents: "module.exports = $host;" }));
          builder.onLoad({ filter: /.*/, namespace: "sdk" }, ({ path }) => ({
            contents: files.find((f) => f.path === path)?.text ?? "",
            loader: "ts",
          }));
        },
      },
    ],
  });
  const module: { exports: Record<string, Exports> } = { exports: {} };
  new Function("module", "$host", outputFiles[0]?.text ?? "")(module, host);
  const found = module.exports["test:things/counters@0.1.0"];
  if (found === undefined) throw new Error("the component exports nothing");
  component = found;
});

it("throws errors as the core does, and closes what has a method of that name", () => {
  log.length = 0;
  expect(component.f(["a"])).toEqual(["a!", "jammed", "lost", "undefined", "42", "true", "false"]);
  expect(log).toEqual(["write 7 true", "drop 7", "drop 107"]);
});

it("answers with a payload, or with the name of a status", () => {
  expect(() => component.f([])).toThrow(expect.objectContaining({ payload: "lost" }));
  expect([component.g(false), component.g(true)]).toEqual(["ok", "jammed"]);
});

it("exports the app's classes", () => {
  expect(new component.Counter(5).add(3)).toBe(8);
});
