/** Publishes one message. */
import { exportRun } from "./exports/app/run.js";
import { publish } from "./messaging/bus.js";

exportRun({
  run() {
    publish("sensors/temp", Uint8Array.of(50, 49, 46, 53), undefined);
  },
});
