/** The entry of a guests' thread: what it is made of, and the messages it takes. */
import { parentPort, workerData } from "node:worker_threads";
import { Decider } from "ocrekit/policy";
import type { LogLine } from "../drivers/system/guest-side.js";
import { createPermissionDecider } from "../permission-decider.js";
import { Link } from "../remote/link.js";
import { explaining } from "./explaining.js";
import { extendedWorld, loadExtension } from "./extension.js";
import { Guest } from "./guest.js";
import { createHosts, type Ending } from "./hosts.js";
import { Losses } from "./losses.js";
import type { FromGuest, ThreadData, ToGuest } from "./messages.js";
import { standardWorld } from "./standard-world.js";
import { GuestThread } from "./thread.js";

const data: ThreadData = workerData;
const send = (message: FromGuest): void => parentPort?.postMessage(message);
const link = new Link({ signal: data.signal, replies: data.replies }, send);

const thread = new GuestThread({
  link,
  send,
  prepare: async (setup) => {
    const container = setup.id;
    const endings: Ending[] = [];
    const decider = new Decider(setup.policy);
    const log = (line: LogLine): void => send({ type: "log", container, line });
    const ours = standardWorld(createHosts({ setup, link, decider, log }, endings));
    const extension = setup.extension === undefined ? undefined : await loadExtension(setup.extension);
    const about = { name: setup.name, log: (message: string) => log({ level: "info", target: "host", message }) };
    const permissions = createPermissionDecider(decider, (record) => send({ type: "decision", container, record }));
    const lines = new Losses((count) => send({ type: "log-dropped", container, count }));
    endings.push(
      () => permissions.flush(),
      () => lines.flush(),
    );
    const guest = new Guest({
      setup,
      world: extension === undefined ? ours : extendedWorld(ours, extension, about),
      decider: explaining(permissions),
      audit: permissions.audit,
      onFault: (message) => send({ type: "fault", container, message }),
      onDropped: (limit) => {
        if (limit === "logBytesPerSecond") lines.add();
      },
    });
    return { guest, endings };
  },
});

// One after the other: a thread that is loading a container has not been told to start it yet.
let queue = Promise.resolve();
parentPort?.on("message", (message: ToGuest) => {
  queue = queue.then(() => thread.receive(message));
});
