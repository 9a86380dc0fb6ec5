/** wasm-tools inside jco as an oracle: does it accept a core module's names and signatures for a world? */
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { createInterface, type Interface } from "node:readline";
import { fileURLToPath } from "node:url";

export interface Wrapping {
  readonly module: Uint8Array;
  readonly wit: string;
  readonly world: string;
}

export class ComponentOracle {
  #child: ChildProcessWithoutNullStreams | undefined;
  #answers: AsyncIterator<string> | undefined;

  /** `undefined`: accepted; else what the tool says. */
  async refusal(wrapping: Wrapping): Promise<string | undefined> {
    const child = this.#start();
    child.stdin.write(`${JSON.stringify({ ...wrapping, module: Buffer.from(wrapping.module).toString("base64") })}\n`);
    const line = await this.#answers?.next();
    if (line === undefined || line.done) {
      this.close();
      return "the tool crashed";
    }
    const answer: { error?: string; fatal?: boolean } = JSON.parse(line.value);
    if (answer.fatal) this.close();
    return answer.error;
  }

  close(): void {
    this.#child?.kill();
    this.#child = undefined;
  }

  #start(): ChildProcessWithoutNullStreams {
    if (this.#child !== undefined) return this.#child;
    this.#child = spawn(process.execPath, [fileURLToPath(new URL("component-oracle.mjs", import.meta.url))], {
      stdio: "pipe",
    });
    const reader: Interface = createInterface({ input: this.#child.stdout });
    this.#answers = reader[Symbol.asyncIterator]();
    return this.#child;
  }
}
