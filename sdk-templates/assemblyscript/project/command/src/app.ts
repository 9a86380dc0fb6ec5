/** Runs once: publishes a message, says so, and ends. */
import { Run, exportRun } from "../build/sdk/exports/app/run";
import { console } from "../build/sdk/runtime/console";
import { Topic } from "../build/sdk/runtime/topics";
import { Result, Unit, failed, ok } from "../build/sdk/runtime/values";
import { Status } from "../build/sdk/system/types";

class Hello implements Run {
  run(): Result<Unit, Unit> {
    const sent = new Topic("hello").publishText("hello") == Status.Ok;
    console.log(sent ? "published" : "refused");
    return sent ? ok() : failed();
  }
}

exportRun(new Hello());
