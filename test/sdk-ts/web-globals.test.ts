/** What programs of the web expect, on QuickJS in `ocrekit run`: it gives what Node gives for the same lines. */
import { beforeAll, describe, expect, it } from "vitest";
import { engineIsThere } from "../generator/toolchain/engine.js";
import { runSource } from "../support/run-source.js";
import { requireTool } from "../support/toolchain.js";

beforeAll(() => {
  if (!engineIsThere) requireTool("cargo");
});

/** Bodies of async functions, whose results are compared as text. */
const bodies: Readonly<Record<string, string>> = {
  "TextEncoder: halves of pairs": `return new TextEncoder().encode("é€😀\\ud800").join();`,
  "TextEncoder: into": `const to = new Uint8Array(6); return JSON.stringify(new TextEncoder().encodeInto("a€😀", to)) + to;`,
  "TextEncoder: nothing": `return new TextEncoder().encode().length;`,
  "TextDecoder: a mark in front": `const b = new Uint8Array([239, 187, 191, 97]);
    return [new TextDecoder().decode(b), new TextDecoder("UTF8", { ignoreBOM: true }).decode(b).length].join();`,
  "TextDecoder: broken": `return encodeURIComponent(new TextDecoder().decode(new Uint8Array([0xf0, 0x9f, 0x41, 0xff, 0xe2, 0x82])));`,
  "TextDecoder: fatal": `try { new TextDecoder("utf-8", { fatal: true }).decode(new Uint8Array([97, 255])); } catch (e) { return e.name; }`,
  "TextDecoder: fatal, but good": `return new TextDecoder("utf-8", { fatal: true }).decode(new TextEncoder().encode("\\ufffd€").buffer);`,
  "TextDecoder: part of a buffer": `return new TextDecoder().decode(new DataView(new TextEncoder().encode("abcdef").buffer, 2, 3));`,
  "TextDecoder: unknown": `try { new TextDecoder("klingon"); } catch (e) { return e.name; }`,
  "URL: parts": `const u = new URL("../x?y=1&y=2#z", "http://u:p@h:81/a/b/c"); return [u.href, u.host, u.pathname, u.search, u.hash, u.username];`,
  "URL: changed parameters": `const u = new URL("http://h/?a=1"); u.searchParams.append("b", "ü &"); u.searchParams.set("a", "2"); return u.href;`,
  "URL: none": `try { new URL("nowhere"); } catch (e) { return e.name; }`,
  URLSearchParams: `const p = new URLSearchParams({ a: "1", b: "x y" }); p.append("a", "3"); p.delete("b"); return p + "|" + p.getAll("a") + p.has("b");`,
  "crypto: fills what it is given": `const a = new Uint8Array(300); return crypto.getRandomValues(a) === a && new Set(a).size > 100;`,
  "crypto: wider numbers": `return crypto.getRandomValues(new Uint32Array(16)).some((n) => n > 0xffffff);`,
  performance: `const a = performance.now(); let b = a; for (let i = 0; i < 1000; i++) b = Math.max(b, performance.now());
    return typeof a + (b >= a) + Number.isFinite(b);`,
  "performance: over a timer": `const a = performance.now(); await new Promise((r) => setTimeout(r, 30)); const b = performance.now() - a; return b >= 29 && b < 10000;`,
  "structuredClone: data": `const o = { d: new Date(5), r: /a+/gi, n: null, u: undefined, b: 2n, l: [1, , "x"], m: new Map([[{ k: 1 }, new Set([1])]]) };
    const c = structuredClone(o); return [c.d.getTime(), String(c.r), c.b, c.l.length, 1 in c.l, [...c.m][0][0].k, [...c.m][0][1].has(1), "u" in c, c.l !== o.l].join();`,
  "structuredClone: circles": `const o = { name: "o" }; o.self = o; o.list = [o]; const c = structuredClone(o); return (c !== o) + "" + (c.self === c) + (c.list[0] === c);`,
  "structuredClone: bytes": `const b = new Uint8Array([1, 2, 3, 4]); const o = { a: b.subarray(1), b: new DataView(b.buffer), c: new Float64Array([0.5]) };
    const c = structuredClone(o); b[1] = 9; return [c.a, c.b.getUint8(1), c.a.buffer === c.b.buffer, c.c, c.a.constructor.name].join();`,
  "structuredClone: errors": `const c = structuredClone(new RangeError("no", { cause: [1] })); return [c instanceof RangeError, c.message, c.cause[0], typeof c.stack].join();`,
  "structuredClone: classes": `class A { x = 1; get y() { return 2; } } const c = structuredClone(new A()); return JSON.stringify(c) + (c instanceof A);`,
  "structuredClone: functions": `try { structuredClone({ f() {} }); } catch (e) { return e.name; }`,
  "structuredClone: symbols": `try { structuredClone([Symbol("s")]); } catch (e) { return e.name; }`,
  "AbortSignal: once": `const c = new AbortController(); let s = ""; const no = () => { s += "no"; };
    c.signal.onabort = () => { s += "first "; }; c.signal.addEventListener("abort", () => { s += "second "; });
    c.signal.addEventListener("abort", no); c.signal.removeEventListener("abort", no);
    s += c.signal.aborted; c.abort(); c.abort("again"); return s + c.signal.aborted + c.signal.reason.name;`,
  "AbortSignal: a reason": `const c = new AbortController(); c.abort("why"); try { c.signal.throwIfAborted(); } catch (e) { return e; }`,
  "AbortSignal: of many": `const [a, b] = [new AbortController(), new AbortController()]; const any = AbortSignal.any([a.signal, b.signal]);
    b.abort(5); a.abort(6); return any.reason + "" + AbortSignal.any([a.signal]).reason + AbortSignal.abort().reason.name;`,
  "AbortSignal: of a time": `const s = AbortSignal.timeout(10); await new Promise((r) => s.addEventListener("abort", () => r())); return s.reason.name;`,
  "queueMicrotask and timers: in their order": `const said = []; const say = (what) => () => { said.push(what); };
    setTimeout(say("later"), 40); setTimeout(say("soon"), 1); const no = setTimeout(say("never"), 5); clearTimeout(no);
    queueMicrotask(say("job")); Promise.resolve().then(say("promise")); say("now")();
    await new Promise((r) => setTimeout(r, 80)); return said;`,
  "setInterval: until it is cleared": `let count = 0; await new Promise((r) => { const t = setInterval((a, b) => { if (++count + a + b === 8) { clearInterval(t); r(); } }, 10, 2, 3); });
    await new Promise((r) => setTimeout(r, 35)); return count;`,
  "setTimeout: its arguments": `return new Promise((r) => setTimeout((...all) => r(all), 1, "a", 2));`,
  "atob, btoa": `return atob(btoa("hello")) + btoa("\\u00ff");`,
};

const app = `import { defineApp } from "@ocrekit/sdk";
const bodies: Record<string, () => Promise<unknown>> = {
${Object.entries(bodies)
  .map(([name, body]) => `${JSON.stringify(name)}: async () => { ${body} },\n`)
  .join("")}};
defineApp({
  async onStart() {
    for (const [name, body] of Object.entries(bodies)) console.log(name + " = " + String(await body()));
    console.log("log", 1); console.info("info", { a: [2n] }); console.debug("debug"); console.trace("trace"); console.warn("warn");
    console.error("error"); console.dir({ deep: { er: 1 } }); console.assert(true, "not said"); console.assert(false, "said", 3);
    Promise.reject(new Error("last"));
  },
});
`;

/** One run for all: it is the same app. */
let logs: readonly string[] | undefined;
function logsOf(context: Parameters<typeof runSource>[1]): readonly string[] {
  logs ??= runSource({ language: "typescript", path: "src/app.ts", source: app, world: "reactor" }, context).logs;
  return logs;
}

const AsyncFunction: FunctionConstructor = Object.getPrototypeOf(async () => {}).constructor;

describe("globals of the web", () => {
  it.for(Object.entries(bodies))("%s", { timeout: 120_000 }, async ([name, body], context) => {
    const inNode: unknown = await new AsyncFunction(body)();
    expect(logsOf(context).find((line) => line.startsWith(`info ${name} = `))).toBe(`info ${name} = ${String(inNode)}`);
  });

  it("console writes to the log, at the level of its name", { timeout: 120_000 }, (context) => {
    const said = logsOf(context);
    expect(said.slice(Object.keys(bodies).length)).toEqual([
      "info log 1",
      "info info { a: [2n] }",
      "warn warn",
      "error error",
      "info { deep: { er: 1 } }",
      "error Assertion failed said 3",
      expect.stringMatching(/^error Unhandled rejection: Error: last at onStart \(src\/app\.ts:\d+:24\)/),
    ]);
  });
});
