/** Publishes one message. */
import { exportRun, Run } from "./exports/app/run";
import { publish } from "./messaging/bus";
import { Result, Unit } from "./runtime/values";
import { Status } from "./system/types";

class App implements Run {
  run(): Result<Unit, Unit> {
    const sent = publish("sensors/temp", Uint8Array.wrap(String.UTF8.encode("21.5")), null) == Status.Ok;
    return sent ? Result.ok<Unit, Unit>(true) : Result.err<Unit, Unit>(true);
  }
}

exportRun(new App());
