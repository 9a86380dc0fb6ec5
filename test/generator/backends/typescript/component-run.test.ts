/** Real components of componentize-js under jco: what a test cannot know from a model of the engine. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, expect, it } from "vitest";
import { generateFromWit } from "../../../../generator/src/backend/from-wit.js";
import { backend } from "../../../../generator/src/backends/typescript/backend.js";
import { makeComponent } from "../../../../generator/src/backends/typescript/make-component.js";
import { closeComponentTools, transpile } from "../../../conformance/hosts/components.js";
import { loadSubject } from "../../../conformance/subject.js";
import { temporaryFolder } from "../../../support/ocrekit.js";
import { requireTool } from "../../../support/toolchain.js";
import { keptComponent } from "../../../support/typescript-component.js";

afterAll(() => closeComponentTools());

const world = `package test:waits;
world waits {
  import ocre:system/log@0.1.0;
  import ocre:system/timers@0.1.0;
  import ocre:system/events@0.1.0;
  export ocre:app/run@0.1.0;
}
`;

const app = `
import { log, OcreError, run, sleep } from "@ocrekit/sdk";

run(async () => {
  let sum = 0;
  for (let i = 0; i < 2000; i++) sum += await i;
  log.info("added up to " + sum);
  await sleep(20);
  const both = await Promise.all([sleep(9).then(() => "late"), sleep(4).then(() => "early")]);
  log.info(both.join());
  await new Promise((go) => setTimeout(go, 30, "passed on")).then((text) => log.info(text));
  setTimeout(() => log.info("never"), 1000);
  throw new OcreError(undefined);
});
`;

interface Timer {
  readonly token: number;
  readonly due: number;
}

/** Time goes on only while the app waits for it. */
class Device {
  readonly lines: string[] = [];
  now = 0;
  #timers: readonly Timer[] = [];

  readonly imports = {
    "ocre:system/log@0.1.0": {
      log: (_level: string, _target: string, message: string) => void this.lines.push(`${this.now} ${message}`),
      threshold: () => "trace",
    },
    "ocre:system/timers@0.1.0": {
      start: (token: number, delay: number) => {
        this.#timers = [...this.#timers, { token, due: this.now + delay }].toSorted((a, b) => a.due - b.due);
        return "ok";
      },
      cancel: () => "ok",
      remaining: () => 0,
    },
    "ocre:system/events@0.1.0": {
      wait: () => {
        const [first, ...rest] = this.#timers;
        if (first === undefined) throw new Error("the app waits for nothing");
        this.#timers = rest;
        this.now = first.due;
        return { kind: "timer", token: first.token, data: 0, lost: 0, time: BigInt(this.now) };
      },
    },
  };
}

it("a command waits for what it promised, whatever it takes", { timeout: 300_000 }, async (context) => {
  requireTool("componentize-js", context);
  const folder = temporaryFolder();
  const wit = join(folder, "world.wit");
  writeFileSync(wit, world);
  const subject = loadSubject("waits", wit);
  const { files: sdk, plan } = generateFromWit(backend, { wit, world: "waits" });
  if (plan === undefined) throw new Error("there is no plan");
  const source = [{ path: "app.ts", text: app }];
  const kept = await keptComponent({ sdk, app: source, entry: "app.ts", plan, wit: world });
  if (!kept.ok) throw new Error(kept.why);
  const scripts = await transpile(kept.path, subject);
  const { instantiate } = await import(pathToFileURL(join(scripts, "app.js")).href);
  const core = (path: string): WebAssembly.Module =>
    new WebAssembly.Module(new Uint8Array(readFileSync(join(scripts, path))));
  const device = new Device();
  const component = await instantiate(core, device.imports);
  const run = (): unknown => component["ocre:app/run@0.1.0"].run();
  expect(run).toThrow();
  expect(device.lines).toEqual(["0 added up to 1999000", "29 late,early", "59 passed on"]);
  expect(device.now).toBe(59);
});

it("says how to get what makes a component", async () => {
  const folder = temporaryFolder();
  const wit = join(folder, "world.wit");
  writeFileSync(wit, world);
  const { files: sdk, plan } = generateFromWit(backend, { wit, world: "waits" });
  if (plan === undefined) throw new Error("there is no plan");
  const toolchain = { id: "quickjs", version: "0", command: "none", args: [], place: folder };
  const job = { folder, sources: [], sdkFolder: "sdk", sdk, plan, toolchain, output: "app.wasm", progress: () => {} };
  const made = await makeComponent({ ...job, options: new Map(), env: { OCREKIT_CACHE: folder } });
  expect(made.messages).toContain("ocrekit doctor --install componentize-js");
});
