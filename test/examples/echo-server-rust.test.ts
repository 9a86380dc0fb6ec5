/** examples/echo-server-rust over the loopback: one client after the other, long lines, a client that breaks off, and the end. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, it, onTestFinished } from "vitest";
import { exampleCopy } from "../support/example.js";
import { ocrekitScript } from "../support/ocrekit.js";
import { buildApp } from "../support/run-app.js";
import { cache } from "../support/toolchain.js";

const app = exampleCopy("echo-server-rust");

interface Event {
  readonly event: string;
  readonly message?: string;
  readonly code?: number;
}

/** Runs the app until it ends, or the test does; what it logs, and how it ends. */
function serve(): AsyncIterator<string> {
  const args = ["run", app, "--grants", join(app, "grants.json"), "--json", "--for", "100s"];
  const child = spawn(process.execPath, [ocrekitScript, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, OCREKIT_CACHE: cache },
  });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  return told(createInterface({ input: child.stdout }));
}

async function* told(lines: AsyncIterable<string>): AsyncGenerator<string, void> {
  for await (const line of lines) {
    const event: Event = JSON.parse(line);
    if (event.event === "log") yield event.message ?? "";
    if (event.event === "ended") yield `ended ${event.code}`;
  }
}

async function client(port: number): Promise<Socket> {
  const socket = connect(port, "127.0.0.1");
  onTestFinished(() => {
    socket.destroy();
  });
  await once(socket, "connect");
  return socket;
}

/** What comes back until there is as much as was sent. */
async function echo(socket: Socket, text: string): Promise<string> {
  const parts: Buffer[] = [];
  const wanted = Buffer.byteLength(text);
  return await new Promise((resolve, reject) => {
    socket.on("close", () => reject(new Error(`closed after ${Buffer.concat(parts).length} bytes`)));
    socket.on("data", (part: Buffer) => {
      parts.push(part);
      const all = Buffer.concat(parts);
      if (all.length >= wanted) resolve(all.toString());
    });
    socket.write(text);
  });
}

it("serves one client after the other, and ends when one asks it to", { timeout: 300_000 }, async (context) => {
  buildApp(app, context);
  const lines = serve();
  const next = async (): Promise<string> => String((await lines.next()).value);
  const port = Number(/^listens on port (\d+)$/.exec(await next())?.[1]);

  const first = await client(port);
  expect(await next()).toBe("client 1 is here");
  // Far more than its buffer holds, in lines and in one.
  const text = `${"a line of text, again and again\n".repeat(1000)}${"x".repeat(50_000)}\n`;
  expect(await echo(first, text)).toBe(text);
  first.end();
  expect(await next()).toBe("client 1 is gone");

  const second = await client(port);
  expect(await next()).toBe("client 2 is here");
  expect(await echo(second, "straße\n")).toBe("straße\n");
  second.resetAndDestroy();
  expect(await next()).toMatch(/^client 2(: .*reset| is gone)/);

  const third = await client(port);
  expect(await next()).toBe("client 3 is here");
  expect(await echo(third, "bye\n")).toBe("bye\n");
  expect(await next()).toBe("bye");
  expect(await next()).toBe("ended 0");
});
