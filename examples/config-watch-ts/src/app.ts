/** Publishes a greeting at a pace; both are settings that an operator may change while it runs. */
import { config, defineApp, every, onConfig, type Timer, textTopic } from "@ocrekit/sdk";

interface Settings {
  readonly greeting: string;
  readonly periodMs: number;
}

const leastPeriodMs = 10;

const read = (): Settings => ({
  greeting: config.text("greeting", "hello"),
  periodMs: Math.max(leastPeriodMs, config.number("period-ms", 1000)),
});

defineApp({
  onStart() {
    const greetings = textTopic("greetings");
    let settings = read();
    let timer: Timer;
    const restart = (): void => {
      timer?.cancel();
      timer = every(settings.periodMs, () => greetings.publish(settings.greeting));
      console.log("settings", settings);
    };
    restart();
    onConfig(() => {
      const before = settings;
      settings = read();
      // A new text needs no new timer.
      if (settings.periodMs !== before.periodMs) restart();
      else console.log("greeting", settings.greeting);
    });
  },
});
