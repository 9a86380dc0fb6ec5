/** A TCP echo server on the loopback, on a thread of its own: tests that wait for a process do not serve. */
import { once } from "node:events";
import { Worker } from "node:worker_threads";

const script = `
const { createServer } = require("node:net");
const { parentPort } = require("node:worker_threads");
const server = createServer({ allowHalfOpen: true }, (socket) => {
  socket.on("data", (bytes) => { parentPort.postMessage({ text: bytes.toString() }); socket.write(bytes); });
  socket.on("end", () => socket.end());
  socket.on("error", () => undefined);
});
server.listen(0, "127.0.0.1", () => parentPort.postMessage({ port: server.address().port }));
`;

export class EchoServer {
  readonly port: number;
  readonly #worker: Worker;
  readonly #texts: string[] = [];

  private constructor(worker: Worker, port: number) {
    this.port = port;
    this.#worker = worker;
    worker.on("message", (message: { text?: string }) => this.#texts.push(message.text ?? ""));
  }

  static async start(): Promise<EchoServer> {
    const worker = new Worker(script, { eval: true });
    const [message]: { port: number }[] = await once(worker, "message");
    if (message === undefined) throw new Error("the server did not start");
    return new EchoServer(worker, message.port);
  }

  /** What came over the wire so far. */
  async received(): Promise<string> {
    // Messages of the other thread are delivered between turns of this one.
    await new Promise((resolve) => setImmediate(resolve));
    return this.#texts.join("");
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }
}
