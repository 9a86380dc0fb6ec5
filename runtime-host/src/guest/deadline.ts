/** Runs code under a deadline that interrupts endless loops of guests, waits of calls included. */
import { Script } from "node:vm";

/** The interrupted code is gone without its `finally` blocks: nothing that it held may be used again. */
export class DeadlineError extends Error {
  readonly ms: number;

  constructor(ms: number) {
    super(`took longer than ${ms} ms`);
    this.name = "DeadlineError";
    this.ms = ms;
  }
}

// `vm` can time out a script only, so the work hangs on a name that the script calls.
const slot = Symbol.for("ocrekit.turn");
const script = new Script(`globalThis[Symbol.for("ocrekit.turn")]()`);

export function underDeadline(ms: number, work: () => void): void {
  Reflect.set(globalThis, slot, work);
  try {
    script.runInThisContext({ timeout: ms });
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ERR_SCRIPT_EXECUTION_TIMEOUT") {
      throw new DeadlineError(ms);
    }
    throw error;
  }
}
