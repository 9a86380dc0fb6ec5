/** A command that does nothing. */
import { exportRun, Run } from "./exports/app/run";
import { Result, Unit } from "./runtime/values";

class App implements Run {
  run(): Result<Unit, Unit> {
    return Result.ok<Unit, Unit>(true);
  }
}

exportRun(new App());
