/** examples/dashboard-go over the loopback: pages from the image, its state, what is not there, and two clients at once. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, it, onTestFinished } from "vitest";
import { exampleCopy } from "../support/example.js";
import { ocrekitScript } from "../support/ocrekit.js";
import { buildApp } from "../support/run-app.js";
import { cache } from "../support/toolchain.js";

const app = exampleCopy("dashboard-go");

/** Runs the app until the test ends; where it listens. */
async function serve(): Promise<string> {
  const args = ["run", app, "--grants", join(app, "grants.json"), "--json", "--for", "100s"];
  const child = spawn(process.execPath, [ocrekitScript, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, OCREKIT_CACHE: cache },
  });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const event: { readonly event: string; readonly message?: string } = JSON.parse(line);
    const [, place] = /^listens on (.*)$/.exec(event.message ?? "") ?? [];
    if (place !== undefined) return place;
  }
  throw new Error("it does not listen");
}

it("serves its resources and its state", { timeout: 300_000 }, async (context) => {
  buildApp(app, context);
  const place = await serve();
  const get = async (path: string, method = "GET") => {
    const response = await fetch(`http://${place}${path}`, { method });
    return { status: response.status, type: response.headers.get("content-type"), text: await response.text() };
  };
  // One who says nothing keeps nobody else from being served.
  const [host = "", port = ""] = place.split(":");
  const silent = connect(Number(port), host);
  onTestFinished(() => {
    silent.destroy();
  });
  await once(silent, "connect");

  const file = (name: string): string => readFileSync(join(app, "www", name), "utf8");
  expect(await get("/")).toEqual({ status: 200, type: "text/html; charset=utf-8", text: file("index.html") });
  expect(await Promise.all([get("/style.css"), get("/state.json")])).toEqual([
    { status: 200, type: "text/css", text: file("style.css") },
    {
      status: 200,
      type: "application/json",
      text: expect.stringMatching(/^\{"container":"dashboard-go","seconds":\d+\}\n$/),
    },
  ]);
  expect(await get("/nope.html")).toMatchObject({ status: 404, text: "no such page\n" });
  expect(await get("/", "POST")).toMatchObject({ status: 405 });
});
