/** What a run tells whoever started it. */

import type { LogLine } from "../drivers/system/guest-side.js";
import type { Alert } from "../drivers/system/health.js";
import type { Outcome } from "../guest/messages.js";
import type { DecisionRecord } from "../permission-decider.js";

export interface SessionEvents {
  started?(app: string): void;
  log?(app: string, line: LogLine): void;
  /** Lines over the rate were dropped. */
  logDropped?(app: string, count: number): void;
  decision?(app: string, record: DecisionRecord): void;
  health?(app: string, state: string, detail: string): void;
  /** The answer to `checkHealth`. */
  healthAnswer?(app: string, state: string): void;
  alert?(app: string, alert: Alert): void;
  alertCleared?(app: string, id: string): void;
  /** A mistake of the host. */
  fault?(app: string, message: string): void;
  ended?(app: string, outcome: Outcome, restarts: boolean): void;
  /** Nothing is left that could happen; the run is being ended. */
  idle?(): void;
}
