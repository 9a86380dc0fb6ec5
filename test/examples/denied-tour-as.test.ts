/** examples/denied-tour-as: every denial reaches the app as an error code, and the operator as a sentence with its remedy. */
import { join } from "node:path";
import { expect, it } from "vitest";
import { exampleCopy } from "../support/example.js";
import { ocrekit, temporaryFolder } from "../support/ocrekit.js";
import { buildApp, runApps } from "../support/run-app.js";

const app = exampleCopy("denied-tour-as");
const scopes = [
  ["read a line", "gpio.read(button)"],
  ["write a line", "gpio.write(led0)"],
  ["publish", "messaging.publish(tour/hello)"],
  ["request", "messaging.request(tour/question)"],
  ["subscribe", "messaging.subscribe(tour/#)"],
  ["read a file", "storage.read(/data/notes.txt)"],
  ["make a folder", "storage.write(/data/notes)"],
  ["open a store", "kv.open(default)"],
  ["read a sensor", "sensors.read(room)"],
  ["connect", "net.connect(tcp, example.com, 80)"],
  ["listen", "net.listen(tcp, 127.0.0.1, 8080)"],
  ["resolve a name", "net.resolve(example.com)"],
  ["know the device", "system.identity()"],
  ["raise an alert", "health.alert(tour)"],
  ["restart", "system.restart()"],
] as const;

it("is denied everything, goes on, and ends well", { timeout: 300_000 }, (context) => {
  buildApp(app, context);
  const run = runApps([app], join(temporaryFolder(), "lines.jsonl"), []);
  expect(run.logs).toEqual([...scopes.map(([what]) => `info ${what}: denied`), "info 15 denied"]);
  expect(run.denied).toEqual(scopes.map(([, scope]) => scope));
  expect({ status: run.status, ended: run.ended }).toEqual({ status: 0, ended: ["exited 0"] });
});

it("is allowed what the hints say, and nothing else", { timeout: 300_000 }, (context) => {
  buildApp(app, context);
  const { stderr } = ocrekit(["run", app]);
  const hints = [...stderr.matchAll(/--allow '([^']+)'/g)].map(([, hint]) => hint ?? "");
  expect(hints).toEqual(scopes.map(([, scope]) => scope));
  const chosen = ["gpio.write(led0)", "messaging.publish(tour/hello)", "system.identity()"];
  const trace = join(temporaryFolder(), "lines.jsonl");
  const run = runApps(
    [app],
    trace,
    chosen.flatMap((hint) => ["--allow", hint]),
  );
  const allowed = scopes.filter(([, scope]) => chosen.includes(scope)).map(([what]) => `info ${what}: allowed`);
  expect(run.logs.filter((line) => line.endsWith("allowed"))).toEqual(allowed);
  expect(run.logs.at(-1)).toBe("info 12 denied");
});
