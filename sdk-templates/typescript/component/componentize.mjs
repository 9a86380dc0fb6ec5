/**
 * Runs componentize-js with the bindings of `bindings.ts` in place of those that it would generate. Its argument is a
 * JSON file that says what is made of what. What does not look as in the version that this was written for is refused.
 */
import { readFileSync, writeFileSync } from "node:fs";

const job = JSON.parse(readFileSync(process.argv[2], "utf8"));
const { componentize } = await import(new URL("src/componentize.js", job.package).href);
const { splicer } = await import(
  new URL("lib/spidermonkey-embedding-splicer.js", job.package).href
);

// What the bindings rely on: the order of what they are given, and the names that the engine looks for.
const marks = [
  "contentGlobal",
  "let [$memory, $realloc, $dealloc",
  "] = $bindings;",
  "function bindExports(",
];

function refuse(why) {
  throw new Error(`this version of componentize-js is not the one that ocrekit knows: ${why}`);
}

const { spliceBindings } = splicer;
splicer.spliceBindings = (...args) => {
  const spliced = spliceBindings(...args);
  for (const mark of marks)
    if (!spliced.jsBindings.includes(mark)) refuse(`its bindings have no '${mark}'`);
  const names = WebAssembly.Module.exports(new WebAssembly.Module(spliced.wasm)).map(
    ({ name }) => name,
  );
  // The engine's own exports come first.
  const own = names
    .filter((name) => !name.startsWith("cabi_post_"))
    .slice(-spliced.exports.length || names.length);
  const expected = new Set(job.exports);
  const exports = spliced.exports.map(([, { retptr, retsize }], i) => {
    if (!expected.has(own[i])) refuse(`it exports '${own[i]}'`);
    return { name: own[i], resultBytes: retptr ? retsize : 0 };
  });
  if (exports.length !== expected.size)
    refuse(`it exports ${exports.length} functions of ${expected.size}`);
  const imports = spliced.imports.map(([module, name]) => {
    const resultBytes = job.imports[`${module}\n${name}`];
    if (resultBytes === undefined) refuse(`it imports '${name}' of '${module}'`);
    return { module, name, resultBytes };
  });
  return {
    ...spliced,
    exports: spliced.exports.map(([, type], i) => [`$${i}`, type]),
    jsBindings: `const $world = ${JSON.stringify({ imports, exports })};\n${job.bindings}`,
  };
};

const { component } = await componentize({
  sourcePath: job.source,
  witPath: job.wit,
  worldName: job.world,
  engine: job.engine,
  // Without any feature of the engine that would import WASI.
  disableFeatures: ["random", "clocks", "http", "stdio", "fetch-event"],
});
writeFileSync(job.output, component);
