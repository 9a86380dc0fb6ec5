/** Runs once: publishes a message, says so, and ends. */
import { run, textTopic } from "@ocrekit/sdk";

run(() => {
  textTopic("hello").publish("hello");
  console.log("published");
});
