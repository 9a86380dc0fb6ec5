/** Runs once: publishes a message, says so, and ends. */
import { Run, exportRun } from "../build/sdk/exports/app/run";
import { publish } from "../build/sdk/messaging/bus";
import { Result, Unit } from "../build/sdk/runtime/values";
import { Level, log } from "../build/sdk/system/log";
import { Status } from "../build/sdk/system/types";

class Hello implements Run {
  run(): Result<Unit, Unit> {
    const sent = publish("hello", Uint8Array.wrap(String.UTF8.encode("hello")), null) == Status.Ok;
    log(Level.Info, "", sent ? "published" : "refused");
    return sent ? Result.ok<Unit, Unit>(true) : Result.err<Unit, Unit>(true);
  }
}

exportRun(new Hello());
