/** Starting a thread for guests, from compiled files or from sources. */
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { MessageChannel, type MessagePort, Worker } from "node:worker_threads";
import type { CallReply } from "../remote/protocol.js";
import type { FromGuest, ThreadData, ToGuest } from "./messages.js";

export interface ThreadHandle {
  post(message: ToGuest): void;
  /** Answers a call: the thread waits for it. */
  reply(reply: CallReply): void;
  terminate(): Promise<void>;
}

export interface ThreadEvents {
  onMessage(message: FromGuest): void;
  /** The thread ended by itself, which it never should. */
  onExit(error: Error | undefined): void;
}

export function spawnThread(events: ThreadEvents): ThreadHandle {
  const { port1: ours, port2: theirs } = new MessageChannel();
  const signal = new Int32Array(new SharedArrayBuffer(4));
  const workerData: ThreadData = { signal, replies: theirs };
  const worker = startWorker(workerData, theirs);
  let failure: Error | undefined;
  let closing = false;
  worker.on("message", (message: FromGuest) => events.onMessage(message));
  worker.on("error", (error: Error) => {
    failure = error;
  });
  worker.on("exit", () => {
    ours.close();
    if (!closing) events.onExit(failure);
  });
  return {
    post: (message) => worker.postMessage(message),
    reply: (reply) => {
      ours.postMessage(reply);
      Atomics.add(signal, 0, 1);
      Atomics.notify(signal, 0);
    },
    terminate: async () => {
      closing = true;
      await worker.terminate();
    },
  };
}

/** Nothing of the host's environment belongs to a guest's thread. */
const closed = { env: {}, stdin: false, trackUnmanagedFds: false } as const;

function startWorker(workerData: ThreadData, port: MessagePort): Worker {
  const options = { ...closed, workerData, transferList: [port] };
  const compiled = new URL("./worker.js", import.meta.url);
  if (import.meta.url.endsWith(".js")) return new Worker(fileURLToPath(compiled), options);
  // In the workspace: the thread gets its own loader for TypeScript.
  const loader = createRequire(import.meta.url).resolve("tsx/esm/api");
  const source = new URL("./worker.ts", import.meta.url).href;
  const start = `import(${JSON.stringify(`file://${loader}`)}).then((tsx) => { tsx.register(); return import(${JSON.stringify(source)}); })`;
  return new Worker(start, { ...options, eval: true, execArgv: ["--conditions=source"] });
}
