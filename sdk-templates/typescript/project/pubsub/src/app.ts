/** Publishes a counter five times, and logs each message of it that comes back. */
import { defineApp, every, numberTopic } from "@ocrekit/sdk";

const periodMs = 200;
const messages = 5;

defineApp({
  onStart() {
    const count = numberTopic("count");
    let received = 0;
    const subscription = count.subscribe((value) => {
      received += 1;
      console.log(`received ${value}`);
      // Without a timer and a subscription nothing can happen any more, and the host ends the app.
      if (received === messages) subscription.close();
    });
    let published = 0;
    const timer = every(periodMs, () => {
      published += 1;
      count.publish(published);
      if (published === messages) timer.cancel();
    });
  },
});
