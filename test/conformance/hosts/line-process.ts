/** A helper process that answers one JSON line for each JSON line, in order; it is started again when it has died. */
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { createInterface } from "node:readline";

export class LineProcess {
  readonly #command: string;
  readonly #args: readonly string[];
  #child: ChildProcessWithoutNullStreams | undefined;
  #waiting: ((line: string | undefined) => void)[] = [];
  #stderr = "";

  constructor(command: string, args: readonly string[]) {
    this.#command = command;
    this.#args = args;
  }

  /** Counts up when a new process answers: what the old one knew is gone. */
  generation = 0;

  /** The answer's JSON. Throws when the process died over the question, or did not answer in time. */
  async ask(question: unknown, timeout = 120_000): Promise<string> {
    const child = this.#start();
    const answer = new Promise<string | undefined>((resolve) => this.#waiting.push(resolve));
    child.stdin.write(`${JSON.stringify(question)}\n`);
    const timer = setTimeout(() => child.kill("SIGKILL"), timeout);
    const line = await answer;
    clearTimeout(timer);
    if (line === undefined) throw new Error(`the helper process died: ${this.#stderr.trim().slice(-2000)}`);
    return line;
  }

  close(): void {
    this.#child?.kill("SIGKILL");
    this.#child = undefined;
  }

  #start(): ChildProcessWithoutNullStreams {
    if (this.#child !== undefined) return this.#child;
    const child = spawn(this.#command, [...this.#args], { stdio: "pipe" });
    this.#child = child;
    this.generation++;
    this.#stderr = "";
    child.stderr.on("data", (data) => {
      this.#stderr = `${this.#stderr}${String(data)}`.slice(-10_000);
    });
    child.stdin.on("error", () => undefined);
    createInterface({ input: child.stdout }).on("line", (line) => this.#waiting.shift()?.(line));
    child.on("close", () => {
      if (this.#child === child) this.#child = undefined;
      for (const resolve of this.#waiting.splice(0)) resolve(undefined);
    });
    return child;
  }
}
