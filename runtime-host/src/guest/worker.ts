/** The entry of a guests' thread: what it is made of, and the messages it takes. */
import { parentPort, workerData } from "node:worker_threads";
import { Decider } from "ocrekit/policy";
import { Link } from "../remote/link.js";
import { explaining, record } from "./decisions.js";
import { Guest } from "./guest.js";
import { createHosts, type Ending } from "./hosts.js";
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
    const hosts = createHosts({ setup, link, decider, log: (line) => send({ type: "log", container, line }) }, endings);
    const guest = new Guest({
      setup,
      world: standardWorld(hosts),
      decider: explaining(decider),
      audit: (site, scope, decision) => send({ type: "decision", container, record: record(site, scope, decision) }),
      onFault: (message) => send({ type: "fault", container, message }),
      onDropped: (limit) => {
        if (limit === "logBytesPerSecond") send({ type: "log-dropped", container, count: 1 });
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
