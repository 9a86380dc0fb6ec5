/** What the app answers when the host asks how it is. */
import { exportHealthHandler } from "#gen/exports/system/health-handler.js";
import type { State } from "#gen/system/health.js";

let answer: () => State = () => "healthy";

exportHealthHandler({ onHealthCheck: () => answer() });

/** Says who answers; the last one that was given does. */
export function onHealthCheck(check: () => State): void {
  answer = check;
}
