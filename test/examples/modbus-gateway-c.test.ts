/** examples/modbus-gateway-c, spoken to in Modbus over the loopback; the frames here are written by hand. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, it, onTestFinished } from "vitest";
import { exampleCopy } from "../support/example.js";
import { ocrekitScript, temporaryFolder } from "../support/ocrekit.js";
import { buildApp } from "../support/run-app.js";
import { cache } from "../support/toolchain.js";

const app = exampleCopy("modbus-gateway-c");

/** Runs the app until `stop`; its log lines, one by one. */
function serve(state: string) {
  const args = ["run", app, "--grants", join(app, "grants.json"), "--json", "--for", "100s", "--dir", state];
  const child = spawn(process.execPath, [ocrekitScript, ...args, "--sim", join(app, "room.jsonl")], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, OCREKIT_CACHE: cache },
  });
  const stop = async (): Promise<void> => {
    child.kill("SIGKILL");
    if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  };
  onTestFinished(stop);
  const lines = logs(createInterface({ input: child.stdout }));
  return { stop, next: async (): Promise<string> => String((await lines.next()).value) };
}

async function* logs(lines: AsyncIterable<string>): AsyncGenerator<string, void> {
  for await (const line of lines) {
    const event: { readonly event: string; readonly message?: string } = JSON.parse(line);
    if (event.event === "log") yield event.message ?? "";
  }
}

/** Sends bytes as they are; answers are read by the length in their header. */
class Client {
  readonly socket: Socket;
  #bytes = Buffer.alloc(0);
  #waiting: (() => void) | undefined;

  constructor(socket: Socket) {
    this.socket = socket;
    socket.on("data", (part: Buffer) => {
      this.#bytes = Buffer.concat([this.#bytes, part]);
      this.#waiting?.();
    });
  }

  static async at(port: number): Promise<Client> {
    const socket = connect(port, "127.0.0.1");
    onTestFinished(() => {
      socket.destroy();
    });
    await once(socket, "connect");
    return new Client(socket);
  }

  /** The transaction's number, and the answer behind the header. */
  async answer(): Promise<readonly [number, string]> {
    while (this.#bytes.length < 6 || this.#bytes.length < 6 + this.#bytes.readUInt16BE(4))
      await new Promise<void>((resolve) => {
        this.#waiting = resolve;
      });
    const length = 6 + this.#bytes.readUInt16BE(4);
    const frame = this.#bytes.subarray(0, length);
    this.#bytes = this.#bytes.subarray(length);
    return [frame.readUInt16BE(0), frame.subarray(7).toString("hex")];
  }

  async ask(pdu: string): Promise<string> {
    this.socket.write(frame(7, pdu));
    const [transaction, answer] = await this.answer();
    expect(transaction).toBe(7);
    return answer;
  }
}

function frame(transaction: number, pdu: string): Buffer {
  const header = Buffer.alloc(7);
  header.writeUInt16BE(transaction, 0);
  header.writeUInt16BE(pdu.length / 2 + 1, 4);
  header[6] = 1;
  return Buffer.concat([header, Buffer.from(pdu, "hex")]);
}

it("answers functions 3, 4 and 6, refuses the rest, and keeps what was written", {
  timeout: 300_000,
}, async (context) => {
  buildApp(app, context);
  const state = temporaryFolder();
  const first = serve(state);
  const portOf = (line: string): number => Number(/^listens on port (\d+)$/.exec(line)?.[1]);
  const port = portOf(await first.next());
  const client = await Client.at(port);

  // 21.46 degrees and 40.5 percent, in tenths; or -4.2 degrees when the second of the script has come.
  expect(["040400d70195", "0404ffd60195"]).toContain(await client.ask("0400000002"));
  expect(await client.ask("0300000003")).toBe("0306000000000000");
  expect(await client.ask("0600000001")).toBe("0600000001");
  expect(await client.ask("060002beef")).toBe("060002beef");
  expect(await client.ask("0300000003")).toBe("030600010000beef");

  // What is wrong is said, by the number of the standard.
  expect(await client.ask("0600000002")).toBe("8603");
  expect(await client.ask("0600080001")).toBe("8602");
  expect(await client.ask("0300070002")).toBe("8302");
  expect(await client.ask("0400020001")).toBe("8402");
  expect(await client.ask("03ffff0002")).toBe("8302");
  expect(await client.ask("0300000000")).toBe("8303");
  expect(await client.ask("030000007e")).toBe("8303");
  expect(await client.ask("03000000")).toBe("8303");
  expect(await client.ask("0100000001")).toBe("8101");

  // Bytes come as they like: two frames in one piece, one in three.
  client.socket.write(Buffer.concat([frame(1, "0300020001"), frame(2, "0300000001")]));
  expect([await client.answer(), await client.answer()]).toEqual([
    [1, "0302beef"],
    [2, "03020001"],
  ]);
  const whole = frame(3, "0300020001");
  for (const part of [whole.subarray(0, 5), whole.subarray(5, 9), whole.subarray(9)]) {
    client.socket.write(part);
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(await client.answer()).toEqual([3, "0302beef"]);

  // One client's nonsense ends its own connection only.
  const wrong = await Client.at(port);
  wrong.socket.write("GET / HTTP/1.1\r\n\r\n");
  await once(wrong.socket, "close");
  expect(await first.next()).toBe("a client sent what is no Modbus");
  expect(await client.ask("0300020001")).toBe("0302beef");

  await first.stop();
  const again = await Client.at(portOf(await serve(state).next()));
  // The relay went to its safe state; the setpoint is still there.
  expect(await again.ask("0300000003")).toBe("030600000000beef");
});
