/** Blinks led0 once a second for as long as it runs. */
import { exportRun } from "./exports/app/run.js";
import { Output } from "./gpio/lines.js";
import { waitFor } from "./system/monotonic-clock.js";

exportRun({
  run() {
    const led = Output.open("led0", { drive: "push-pull", bias: "as-is", activeLow: false, initiallyActive: false });
    for (;;) {
      led.toggle();
      waitFor(500_000_000n);
    }
  },
});
