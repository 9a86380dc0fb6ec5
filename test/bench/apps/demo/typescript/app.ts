/** The demo world in TypeScript. */
import { log, Pin, publish, readFile } from "./demo/host.js";
import { exportGuest } from "./exports/demo/guest.js";

exportGuest({
  run() {
    log("info", "hello ✓");
    const pin = Pin.open(0, 13);
    pin.write(true);
    pin.close();
    try {
      Pin.open(9, 9).close();
    } catch {
      log("warn", "pin 9:9 denied");
    }
    publish("demo/hello", "text/plain", readFile("config.txt"));
  },
  onMessage(topic, payload) {
    publish(`echo/${topic}`, "application/octet-stream", payload);
  },
  onTimer(id) {
    log("debug", `timer ${id}`);
  },
});
