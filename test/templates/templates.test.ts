/** Starter apps do the same in every language: what they log, which lines they move and when, and how they end. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { templateFiles, templatesOf } from "../../generator/src/build/app-templates.js";
import { strictAppLanguages, strictMessages } from "../generator/backends/strict-app.js";
import { coreLanguages } from "../support/core-languages.js";
import { ocrekit, temporaryFolder } from "../support/ocrekit.js";
import { type AppRun, buildApp, runApps } from "../support/run-app.js";

/** A button that bounces for 8 ms when it is pressed. */
const presses = `{"at":"100ms","line":"button","level":"high"}
{"at":"105ms","line":"button","level":"low"}
{"at":"108ms","line":"button","level":"high"}
{"at":"300ms","line":"button","level":"low"}
{"at":"500ms","line":"button","level":"high"}
{"at":"600ms","line":"button","level":"low"}
`;

const blinks = Array.from({ length: 21 }, (_, i) => `${i * 100} led0 ${i % 2}`);

const expected: Readonly<Record<string, Partial<AppRun>>> = {
  blinky: { status: 0, logs: [], ended: ["stopped"], denied: [], lines: blinks },
  button: {
    status: 0,
    logs: ["info led0 on", "info led0 off"],
    ended: ["stopped"],
    denied: [],
    lines: [
      "0 button 0",
      "0 led0 0",
      "100 button 1",
      "105 button 0",
      "108 button 1",
      // The line must have been quiet for 20 ms.
      "128 led0 1",
      "300 button 0",
      "500 button 1",
      "520 led0 0",
      "600 button 0",
    ],
  },
  pubsub: {
    status: 0,
    logs: [1, 2, 3, 4, 5].map((n) => `info received ${n}`),
    ended: ["stopped"],
    denied: [],
    lines: [],
  },
  command: { status: 0, logs: ["info published"], ended: ["exited 0"], denied: [], lines: [] },
};

const apps = coreLanguages.flatMap((language) =>
  templatesOf(language).map((template) => [language, template] as const),
);

describe("a starter app", () => {
  it.for(apps)("%s %s does what it does in every language", { timeout: 300_000 }, ([language, template], context) => {
    const cwd = temporaryFolder();
    const app = join(cwd, "app");
    const made = ocrekit(["new", language, "app", "--template", template], { cwd });
    expect({ status: made.status, stderr: made.stderr }).toEqual({ status: 0, stderr: "" });
    buildApp(app, context);
    const sim = join(cwd, "sim.jsonl");
    writeFileSync(sim, presses);
    // The others end by themselves.
    const args = template === "button" ? ["--for", "5s", "--sim", sim] : [];
    const run = runApps([app], join(cwd, "lines.jsonl"), args);
    expect(run).toMatchObject({ ...expected[template] });
    expect(run.stderr).toBe("");
  });

  it("is known here by its name", () => {
    expect(apps.filter(([, template]) => expected[template] === undefined)).toEqual([]);
  });

  const strict = apps.filter(([language]) => strictAppLanguages.includes(language));
  it.for(strict)(
    "%s %s has no warning, of the strictest compiler",
    { timeout: 300_000 },
    async ([language, template], context) => {
      const files = templateFiles(language, template, "app");
      const textOf = (pattern: RegExp): string => files.find(({ path }) => pattern.test(path))?.text ?? "";
      const { world }: { readonly world: string } = JSON.parse(textOf(/^ocre\.json$/));
      const source = textOf(/^src\//);
      expect(source).not.toBe("");
      expect(await strictMessages({ language, world: world.replace("ocre:app/", ""), source }, context)).toBe("");
    },
  );
});
