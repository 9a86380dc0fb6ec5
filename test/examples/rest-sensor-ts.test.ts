/** examples/rest-sensor-ts answers HTTP over the loopback: readings, history, and what it does not have. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, it, onTestFinished } from "vitest";
import { exampleCopy } from "../support/example.js";
import { ocrekitScript } from "../support/ocrekit.js";
import { buildApp } from "../support/run-app.js";
import { cache } from "../support/toolchain.js";

const app = exampleCopy("rest-sensor-ts");

/** Runs the app until the test ends; the port that it says. */
async function serve(): Promise<number> {
  const options = ["--grants", join(app, "grants.json"), "--sim", join(app, "world.jsonl"), "--json", "--for", "100s"];
  const child = spawn(process.execPath, [ocrekitScript, "run", app, ...options], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, OCREKIT_CACHE: cache },
  });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const event: { readonly event: string; readonly message?: string } = JSON.parse(line);
    const port = /^listens on port (\d+)$/.exec(event.message ?? "")?.[1];
    if (port !== undefined) return Number(port);
  }
  throw new Error("the app ended");
}

/** All that comes back for bytes, in as many parts as given. */
async function exchange(port: number, parts: readonly string[]): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  let received = "";
  socket.on("data", (data) => {
    received += data.toString();
  });
  await once(socket, "connect");
  for (const part of parts) {
    socket.write(part);
    await new Promise((resolve) => setImmediate(resolve));
  }
  await once(socket, "close");
  return received;
}

it("answers what the sensor measures", { timeout: 300_000 }, async (context) => {
  buildApp(app, context);
  const port = await serve();
  const ask = (path: string) => fetch(`http://127.0.0.1:${port}${path}`);
  const now = await ask("/");
  expect([now.status, now.headers.get("content-type")]).toEqual([200, "application/json"]);
  expect(await now.json()).toEqual({ quantity: "temperature", value: 20.5 });
  expect(await (await ask("/history?all=1")).json()).toMatchObject({ quantity: "temperature", periodMs: 1000 });
  expect([(await ask("/door")).status, (await fetch(`http://127.0.0.1:${port}/`, { method: "POST" })).status]).toEqual([
    404, 405,
  ]);

  expect(await exchange(port, ["GET / HT", "TP/1.1\r\nHost: here\r\n", "\r\n"])).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  expect(await exchange(port, ["hello\r\n\r\n"])).toMatch(/^HTTP\/1\.1 400 /);
  expect(await exchange(port, [`GET / HTTP/1.1\r\nX: ${"x".repeat(20_000)}`])).toMatch(/^HTTP\/1\.1 413 /);
  expect((await ask("/")).status).toBe(200);
});
