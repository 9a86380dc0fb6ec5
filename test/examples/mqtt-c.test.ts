/** examples/mqtt-c against a broker of a few lines that looks at every byte. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { exampleCopy } from "../support/example.js";
import { ocrekitScript, temporaryFolder } from "../support/ocrekit.js";
import { buildApp } from "../support/run-app.js";
import { cache } from "../support/toolchain.js";

const app = exampleCopy("mqtt-c");

interface Packet {
  readonly type: number;
  readonly flags: number;
  readonly rest: Buffer;
}

/** Listens, and gives the packets of the one client that comes, as the standard frames them. */
async function broker() {
  const packets: Packet[] = [];
  let wake = (): void => {};
  let client: Socket | undefined;
  const server = createServer((socket) => {
    client = socket;
    let bytes = Buffer.alloc(0);
    socket.on("data", (part: Buffer) => {
      bytes = Buffer.concat([bytes, part]);
      for (;;) {
        let length = 0;
        let at = 1;
        for (; at < bytes.length; at++) {
          length += ((bytes[at] ?? 0) & 127) * 128 ** (at - 1);
          if ((bytes[at] ?? 0) < 128) break;
        }
        if (at >= bytes.length || bytes.length < at + 1 + length) break;
        const first = bytes[0] ?? 0;
        packets.push({ type: first >> 4, flags: first & 15, rest: bytes.subarray(at + 1, at + 1 + length) });
        bytes = bytes.subarray(at + 1 + length);
      }
      wake();
    });
    socket.on("error", () => undefined);
  });
  server.listen(0, "127.0.0.1");
  onTestFinished(() => {
    client?.destroy();
    server.close();
  });
  await once(server, "listening");
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    port: address.port,
    send: (hex: string, text = "") => client?.write(Buffer.concat([Buffer.from(hex, "hex"), Buffer.from(text)])),
    /** The next packet of a type; those of others before it are dropped. */
    async next(type: number): Promise<Packet> {
      for (;;) {
        const packet = packets.shift();
        if (packet?.type === type) return packet;
        if (packet === undefined)
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
      }
    },
  };
}

/** Runs the app with the broker's port in its configuration. */
function run(port: number) {
  const grants = join(temporaryFolder(), "grants.json");
  const allow = ["net.connect(tcp, 127.0.0.1, *)"];
  writeFileSync(grants, JSON.stringify({ for: "mqtt-c", allow, config: { "broker-port": String(port) } }));
  const child = spawn(process.execPath, [ocrekitScript, "run", app, "--grants", grants, "--for", "100s"], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, NO_COLOR: "1", FORCE_COLOR: undefined, OCREKIT_CACHE: cache },
  });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  let output = "";
  child.stdout.on("data", (part) => {
    output += String(part);
  });
  const closed = once(child, "close");
  return { end: async () => ({ status: (await closed)[0], output }) };
}

const text = (of: string): Buffer => Buffer.concat([Buffer.from([0, of.length]), Buffer.from(of)]);

it("connects, subscribes, publishes, acknowledges, pings and ends when it is told", {
  timeout: 300_000,
}, async (context) => {
  buildApp(app, context);
  const server = await broker();
  const client = run(server.port);

  const connect = await server.next(1);
  // Level 4 is 3.1.1; a clean session; three seconds of silence at most.
  expect(connect).toEqual({
    type: 1,
    flags: 0,
    rest: Buffer.concat([text("MQTT"), Buffer.from([4, 2, 0, 3]), text("mqtt-c")]),
  });
  server.send("20020000");
  const subscribe = await server.next(8);
  expect(subscribe).toEqual({
    type: 8,
    flags: 2,
    rest: Buffer.concat([Buffer.from([0, 1]), text("ocre/command"), Buffer.from([1])]),
  });
  server.send("9003000101");
  for (const count of ["1", "2"])
    expect(await server.next(3)).toEqual({
      type: 3,
      flags: 0,
      rest: Buffer.concat([text("ocre/count"), Buffer.from(count)]),
    });

  // At least once: acknowledged by its number; and a packet in two pieces, with another behind it.
  server.send("3217000c", "ocre/command");
  server.send("1234", "quickly");
  expect(await server.next(4)).toEqual({ type: 4, flags: 0, rest: Buffer.from("1234", "hex") });
  expect(await server.next(12)).toEqual({ type: 12, flags: 0, rest: Buffer.alloc(0) });
  server.send("d000");
  const long = "x".repeat(200);
  // 214 bytes: the length takes two groups of seven bits.
  server.send("30d601000c", `ocre/command${long}`);
  server.send("3012000c", "ocre/commandstop");
  await server.next(14);
  const { status, output } = await client.end();
  expect(status).toBe(0);
  expect(output).toContain("hears ocre/command\n");
  expect(output).toContain("ocre/command: quickly\n");
  expect(output).toContain(`ocre/command: ${long}\n`);
  expect(output).toContain("ocre/command: stop\n");
});

it.for([
  ["a broker that refuses", "20020005", "the broker refuses, with code 5"],
  ["bytes that are no packet", "20ffffff7f", "the broker sent what is no packet for this client"],
  ["a publish whose topic is longer than itself", "20020000300300ff00", "no packet for this client"],
])("says what is wrong: %s", { timeout: 300_000 }, async ([, answer = "", said], context) => {
  buildApp(app, context);
  const server = await broker();
  const client = run(server.port);
  await server.next(1);
  server.send(answer);
  const { status, output } = await client.end();
  expect(output).toContain(said);
  expect(status).toBe(10);
});
