/** examples/config-watch-ts follows its settings: a new text at once, a new pace with a new timer, and no nonsense. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { exampleCopy } from "../support/example.js";
import { temporaryFolder } from "../support/ocrekit.js";
import { buildApp, runApps } from "../support/run-app.js";

const app = exampleCopy("config-watch-ts");

/** Says when which greeting came. */
const listener = `import { defineApp, textTopic } from "@ocrekit/sdk";
import { now } from "@ocrekit/sdk/system/monotonic-clock";

defineApp({
  onStart() {
    const start = now();
    textTopic("greetings").subscribe((text) => console.log(\`\${(now() - start) / 1_000_000n} \${text}\`));
  },
});
`;

it("publishes at the pace and with the text that are set", { timeout: 300_000 }, (context) => {
  const folder = join(temporaryFolder(), "listener");
  mkdirSync(join(folder, "src"), { recursive: true });
  writeFileSync(join(folder, "src/app.ts"), listener);
  const allow = ["messaging.subscribe(greetings)"];
  writeFileSync(join(folder, "grants.json"), JSON.stringify({ for: "listener", allow }));
  const build = { lang: "typescript", sources: ["src/app.ts"] };
  const manifest = { name: "listener", version: "0.1.0", world: "ocre:app/reactor", module: "build/app.wasm", build };
  writeFileSync(join(folder, "ocre.json"), JSON.stringify({ ...manifest, requires: allow }));
  for (const built of [folder, app]) buildApp(built, context);
  const run = runApps([folder, app], join(folder, "lines.jsonl"), [
    "--sim",
    join(app, "changes.jsonl"),
    "--for",
    "6500ms",
  ]);
  expect(run).toMatchObject({ status: 0, denied: [] });
  const heard = run.logs.flatMap((line) => /^listener: info (.*)$/.exec(line)?.[1] ?? []);
  expect(heard).toEqual([
    "1000 hello",
    "2000 hello",
    "3000 good morning",
    "4000 good morning",
    "4500 good morning",
    "5000 good morning",
    "6100 good morning",
  ]);
  expect(run.logs.filter((line) => line.startsWith("config-watch-ts"))).toEqual([
    'config-watch-ts: info settings { greeting: "hello", periodMs: 1000 }',
    "config-watch-ts: info greeting good morning",
    'config-watch-ts: info settings { greeting: "good morning", periodMs: 500 }',
    'config-watch-ts: info settings { greeting: "good morning", periodMs: 1000 }',
  ]);
});
