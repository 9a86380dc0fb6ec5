/** examples/shared-settings: what one app writes the other is told of, but for what it may not see; and how the writer is. */
import { join } from "node:path";
import { expect, it } from "vitest";
import { exampleCopy } from "../support/example.js";
import { ocrekit, temporaryFolder } from "../support/ocrekit.js";
import { buildApp, patience, runApps } from "../support/run-app.js";

const root = exampleCopy("shared-settings");
const [editor, viewer] = [join(root, "editor-ts"), join(root, "viewer-zig")];
const mine = "info the settings are not mine to change";

it("shows each change below the prefix, and none beside it", { timeout: 300_000 }, (context) => {
  for (const app of [editor, viewer]) buildApp(app, context);
  const folder = temporaryFolder();
  const args = ["--for", "5s", "--dir", join(folder, "state")];
  const run = runApps([viewer, editor], join(folder, "lines.jsonl"), args);
  const [cellar, attic] = ["info room/cellar is", "info room/attic is 19"];
  // `spare` is written third, and is nobody's business.
  const shown = [mine, `${cellar} 12`, attic, `${cellar} 12`, attic, `${cellar} 14`];
  expect(run.logs).toEqual(shown.map((line) => `viewer: ${line}`));
  expect(run).toMatchObject({ status: 0, denied: [], stderr: "" });

  // The store outlives both; a writer that starts again changes it again.
  const again = runApps([viewer, editor], join(folder, "lines.jsonl"), [
    "--for",
    "1500ms",
    "--dir",
    join(folder, "state"),
  ]);
  expect(again.logs).toEqual([mine, attic, `${cellar} 12`].map((line) => `viewer: ${line}`));
});

it("answers how it is, before and after its work", { timeout: 300_000 }, (context) => {
  buildApp(editor, context);
  const grants = ["--grants", join(editor, "grants.json"), "--grants", patience];
  const sim = ["--sim", join(root, "questions.jsonl"), "--virtual-time", "--for", "5s", "--dir", temporaryFolder()];
  const { status, stdout } = ocrekit(["run", editor, ...grants, ...sim, "--json"]);
  const events: readonly { readonly event: string; readonly state?: string; readonly detail?: string }[] = stdout
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));
  const said = events.filter(({ event }) => event === "health").map(({ state, detail }) => [state, detail]);
  expect(said).toEqual([
    ["starting", undefined],
    ["healthy", "everything is written"],
    ["healthy", undefined],
  ]);
  expect(status).toBe(0);
});

it("is told before it starts that it may not watch", { timeout: 300_000 }, (context) => {
  buildApp(viewer, context);
  const deny = ["--deny", "kv.watch(settings, room/**)"];
  const { status, refused } = runApps([viewer], join(temporaryFolder(), "lines.jsonl"), deny);
  expect({ status, refused }).toEqual({ status: 11, refused: ["policy/required-denied"] });
});
