/** examples/publisher-go: five readings as JSON, which an app in another language understands. */
import { join } from "node:path";
import { expect, it } from "vitest";
import { exampleCopy } from "../support/example.js";
import { temporaryFolder } from "../support/ocrekit.js";
import { buildApp, runApps } from "../support/run-app.js";

const publisher = exampleCopy("publisher-go");
const subscriber = exampleCopy("subscriber-as");

it("publishes what subscriber-as reads", { timeout: 300_000 }, (context) => {
  buildApp(publisher, context);
  buildApp(subscriber, context);
  const run = runApps([subscriber, publisher], join(temporaryFolder(), "lines.jsonl"), ["--for", "4s"]);
  const readings = [21.5, 22, 22.5, 23, 23.5].map((c, i) => `reading ${i + 1}: ${c.toFixed(1)} degrees`);
  expect(run.logs).toEqual(readings.map((text) => `subscriber-as: info ${text} from publisher-go`));
  expect(run).toMatchObject({ status: 0, denied: [], stderr: "" });
});

it("is not started when it may not publish", { timeout: 300_000 }, (context) => {
  buildApp(publisher, context);
  const deny = ["--deny", "messaging.publish(plant/temperature)"];
  const { status, refused } = runApps([publisher], join(temporaryFolder(), "lines.jsonl"), deny);
  expect({ status, refused }).toEqual({ status: 11, refused: ["policy/required-denied"] });
});
