/**
 * A process that compiles the projects on its standard input, many in one go: most are clean, and then one go tells.
 * JavaScript, because a loader of types would read the compiler's megabytes as well.
 */
import { readFileSync } from "node:fs";
import { posix } from "node:path";
import { pathToFileURL } from "node:url";
import asc from "assemblyscript/asc";
import { touched } from "./assemblyscript-touch.mjs";

// 904 says that an access to an array by index is checked.
const options =
  `--config none.json --runtime minimal --pedantic --disableWarning 904 --use abort= --outFile out.wasm`.split(" ");

/** A mistake costs a go for each half of its batch. */
const together = 32;

/** `transform`: path of the SDK's; `projects`: pairs of a name and of pairs of path and text. */
const input = JSON.parse(readFileSync(0, "utf8"));
const { default: transform } = await import(pathToFileURL(input.transform).href);
const said = new Map();
for (let at = 0; at < input.projects.length; at += together) await check(input.projects.slice(at, at + together));
process.stdout.write(JSON.stringify([...said]));

async function check(projects) {
  const messages = await compile(projects);
  const middle = projects.length >> 1;
  if (messages === "" || middle === 0) for (const [name] of projects) said.set(name, messages);
  else for (const half of [projects.slice(0, middle), projects.slice(middle)]) await check(half);
}

async function compile(projects) {
  const sources = new Map();
  for (const [i, [, files]] of projects.entries()) {
    for (const [path, text] of touched(files, i)) sources.set(posix.join(String(i), path), withOwnExports(text, i));
  }
  const entries = [...sources.keys()].filter((path) => /^\d+\/(app|touch)\.ts$/.test(path));
  const stderr = asc.createMemoryStream();
  const { error } = await asc.main([...entries, ...options], {
    stderr,
    stdout: asc.createMemoryStream(),
    readFile: (path) => sources.get(posix.join(path)) ?? null,
    writeFile: () => {},
    listFiles: () => [],
    transforms: [transform],
  });
  return `${stderr.toString()}${error === null ? "" : error.message}`;
}

/** Two worlds may export the same name, which one module cannot. */
function withOwnExports(text, project) {
  return text.replaceAll('@canonical("', `@canonical("${project} `);
}
