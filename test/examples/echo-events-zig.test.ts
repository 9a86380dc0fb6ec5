/** examples/echo-events-zig: several clients at once over the loopback, more bytes than its buffer, and one too many. */
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

const app = exampleCopy("echo-events-zig");

/** Runs the app until the test ends; its log lines, one by one. */
function serve(): AsyncIterator<string> {
  const args = ["run", app, "--grants", join(app, "grants.json"), "--json", "--for", "100s"];
  const child = spawn(process.execPath, [ocrekitScript, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, OCREKIT_CACHE: cache },
  });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  return logs(createInterface({ input: child.stdout }));
}

async function* logs(lines: AsyncIterable<string>): AsyncGenerator<string, void> {
  for await (const line of lines) {
    const event: { readonly event: string; readonly message?: string } = JSON.parse(line);
    if (event.event === "log") yield event.message ?? "";
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
async function echo(socket: Socket, bytes: Buffer): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  const all = new Promise<Buffer>((resolve, reject) => {
    socket.on("close", () => reject(new Error(`closed after ${length} bytes`)));
    socket.on("data", (part: Buffer) => {
      parts.push(part);
      length += part.length;
      if (length >= bytes.length) resolve(Buffer.concat(parts));
    });
  });
  socket.write(bytes);
  return await all;
}

it("echoes what each of four clients sends, and has no room for a fifth", { timeout: 300_000 }, async (context) => {
  buildApp(app, context);
  const lines = serve();
  const next = async (): Promise<string> => String((await lines.next()).value);
  const port = Number(/^listens on port (\d+)$/.exec(await next())?.[1]);
  const sockets: Socket[] = [];
  for (let i = 1; i <= 4; i++) {
    sockets.push(await client(port));
    expect(await next()).toBe(`client ${i} is here`);
  }
  const sent = sockets.map((_, i) => Buffer.alloc(20_000 + i, `client ${i} says hello. `));
  expect(await Promise.all(sockets.map((socket, i) => echo(socket, sent[i] ?? Buffer.alloc(0))))).toEqual(sent);

  const fifth = await client(port);
  fifth.resume();
  expect(await next()).toBe("no room for one more");
  await once(fifth, "close");

  sockets[1]?.end();
  expect(await next()).toBe("client 2 is gone");
  const late = await client(port);
  expect(await next()).toBe("client 2 is here");
  expect(await echo(late, Buffer.from("again"))).toEqual(Buffer.from("again"));
});
