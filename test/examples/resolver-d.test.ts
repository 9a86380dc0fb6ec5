/** examples/resolver-d over the loopback: a name, a name that was not granted, one that nobody has, many at once. */
import { spawn } from "node:child_process";
import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, it, onTestFinished } from "vitest";
import { exampleCopy } from "../support/example.js";
import { ocrekitScript } from "../support/ocrekit.js";
import { buildApp, patience } from "../support/run-app.js";
import { cache } from "../support/toolchain.js";

const app = exampleCopy("resolver-d");

/** Runs the app until the test ends; the port it listens on. */
async function serve(...args: readonly string[]): Promise<number> {
  const grants = ["--grants", join(app, "grants.json"), "--grants", patience];
  const child = spawn(process.execPath, [ocrekitScript, "run", app, ...grants, ...args, "--json", "--for", "100s"], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, OCREKIT_CACHE: cache },
  });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const event: { readonly message?: string } = JSON.parse(line);
    const port = /^listens on port (\d+)$/.exec(event.message ?? "")?.[1];
    if (port !== undefined) return Number(port);
  }
  throw new Error("it does not listen");
}

async function client(): Promise<Socket> {
  const socket = createSocket("udp4");
  onTestFinished(() => {
    socket.close();
  });
  socket.bind(0, "127.0.0.1");
  await once(socket, "listening");
  return socket;
}

/** The next datagram that comes back. */
async function ask(socket: Socket, port: number, text: string): Promise<string> {
  const answer = once(socket, "message");
  socket.send(text, port, "127.0.0.1");
  const [bytes] = await answer;
  return String(bytes);
}

it("answers each client with what the host found, or why not", { timeout: 300_000 }, async (context) => {
  buildApp(app, context);
  const port = await serve();
  const [one, two] = [await client(), await client()];
  expect(await ask(one, port, "localhost")).toBe("127.0.0.1");
  expect(await ask(one, port, "example.com")).toBe("denied");
  expect(await Promise.all([ask(one, port, "localhost"), ask(two, port, "example.com")])).toEqual([
    "127.0.0.1",
    "denied",
  ]);
  // More than it has places for, one after the other: every place is free again.
  for (let i = 0; i < 20; i++) expect(await ask(two, port, "localhost")).toBe("127.0.0.1");
});

it("says of a name that it cannot look up that it is unknown, and nothing to what is too long", {
  timeout: 300_000,
}, async (context) => {
  buildApp(app, context);
  const port = await serve("--allow", "net.resolve(*)");
  const socket = await client();
  // No name has an empty label, so that nobody is asked.
  expect(await ask(socket, port, "no..name")).toBe("unknown");
  socket.send("x".repeat(65), port, "127.0.0.1");
  expect(await ask(socket, port, "localhost")).toBe("127.0.0.1");
});
