/** What the SDK and the build add to componentize-py, in a component that wasmtime runs. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { backend } from "../../../../generator/src/backends/python/backend.js";
import { recipe } from "../../../../generator/src/backends/python/recipe.js";
import { buildModule } from "../../../conformance/build-module.js";
import { guestOf } from "../../../conformance/guest-of.js";
import { exportModule, type Instance, importKey } from "../../../conformance/hosts/host.js";
import { wasmtimeHost } from "../../../conformance/hosts/wasmtime.js";
import { loadSubject } from "../../../conformance/subject.js";
import { fields } from "../../../conformance/values.js";
import { cache, requireTool } from "../../../support/toolchain.js";

const wit = `
package test:around@0.1.0;

interface things {
  resource thing {
    constructor(n: u32);
    twin: func() -> thing;
  }
  resource token;
  take: func(t: thing) -> u32;
  read: func(t: borrow<thing>) -> u32;
  gone: func() -> list<u32>;
}

interface words {
  forward: func(v: map<string, u32>) -> result<map<string, list<u8, 2>>, list<s8>>;
}

world w {
  import noted: interface {
    note: func(v: map<string, u32>) -> result<map<string, list<u8, 2>>, list<s8>>;
    plain: func() -> u32;
  }
  import bare: interface {
    plain: func() -> u32;
  }
  export things;
  export words;
}
`;

const app = [
  {
    path: "app.py",
    text: `from sdk import exports
from sdk.inlined import bare, noted

import test_around_things


class TestAroundThings:
    def take(self, t):
        return t.n

    def read(self, t):
        return t.n

    def gone(self):
        return test_around_things.gone


class TestAroundWords(exports.TestAroundWords):
    def forward(self, v):
        return noted.note({**v, "noted": noted.plain(), "bare": bare.plain()})
`,
  },
  {
    path: "test_around_things.py",
    text: `gone: list[int] = []


class Thing:
    def __init__(self, n):
        self.n = n

    def twin(self):
        return Thing(self.n + 100)

    def __del__(self):
        gone.append(self.n)


class Token:
    pass
`,
  },
];

function subjectOf() {
  const folder = join(cache, "conformance/around");
  mkdirSync(folder, { recursive: true });
  const path = join(folder, "around.wit");
  writeFileSync(path, wit);
  return loadSubject("around", path);
}

const started: Instance[] = [];
afterAll(async () => {
  for (const instance of started) await instance.close();
  await wasmtimeHost.close();
});

it("objects are released, functions written out in place are there, values are Python's", {
  timeout: 300_000,
}, async (context) => {
  requireTool("componentize-py", context);
  requireTool("wasmtime", context);
  const subject = subjectOf();
  const { world, name: shownAs } = subject;
  const built = await buildModule(backend, recipe, { wit: subject.wit, shownAs, world, app, options: new Map() });
  if (!built.ok) throw new Error(built.why);
  const instance = await wasmtimeHost.start(subject, guestOf("python", "component", built.path, subject));
  started.push(instance);
  const functions = subject.plan.groups.flatMap((group) => group.functions.map((fn) => ({ fn, group })));
  const answers = new Map<string, unknown>();
  const call = async (name: string, ...args: readonly unknown[]): Promise<unknown> => {
    const found = functions.find(({ fn, group }) => group.direction === "export" && fn.name === name);
    if (found === undefined) throw new Error(`no ${name}`);
    expect(exportModule(subject, found.fn)).toBe(found.group.module);
    const outcome = await instance.call(found.fn, args, answers);
    if ("trap" in outcome) throw new Error(outcome.trap);
    return outcome.returned;
  };
  const make = async (n: number) => String(fields(await call("[constructor]thing", n))["handle"]);

  const first = await make(1);
  expect(await call("read", { handle: first })).toBe(1);
  expect(await call("gone")).toEqual([]);
  await instance.drop(first);
  expect(await call("gone")).toEqual([1]);
  // By value: the app owns it again, and lets it go.
  const second = await make(2);
  expect(await call("take", { handle: second })).toBe(2);
  expect(await call("gone")).toEqual([1, 2]);
  const third = await make(3);
  const twin = String(fields(await call("[method]thing.twin", { handle: third }))["handle"]);
  await instance.drop(third);
  expect(await call("gone")).toEqual([1, 2, 3]);
  expect(await call("take", { handle: twin })).toBe(103);
  expect(await call("gone")).toEqual([1, 2, 3, 103]);

  for (const { fn, group } of functions) {
    if (group.direction === "import") answers.set(importKey(fn), group.module === "bare" ? 8 : 7);
  }
  const note = functions.find(({ fn, group }) => group.direction === "import" && fn.name === "note")?.fn;
  if (note === undefined) throw new Error("no note");
  const ok = { tag: "ok", val: [["x", [1, 255]]] };
  answers.set(importKey(note), ok);
  expect(await call("forward", [["a", 5]])).toEqual(ok);
  const err = { tag: "err", val: [-1, 127] };
  answers.set(importKey(note), err);
  expect(await call("forward", [])).toEqual(err);
});
