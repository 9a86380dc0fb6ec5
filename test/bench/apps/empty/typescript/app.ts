/** A command that does nothing. */
import { exportRun } from "./exports/app/run.js";

exportRun({ run() {} });
