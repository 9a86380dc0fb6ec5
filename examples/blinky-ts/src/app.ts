/** Blinks led0 ten times. */
import { defineApp, every, openOutput } from "@ocrekit/sdk";

const halfPeriodMs = 100;
const changes = 20;

defineApp({
  onStart() {
    const led = openOutput("led0");
    let changed = 0;
    const timer = every(halfPeriodMs, () => {
      changed += 1;
      led.write(changed % 2 === 1);
      // Without a timer nothing can happen any more, and the host ends the app.
      if (changed === changes) timer.cancel();
    });
  },
});
