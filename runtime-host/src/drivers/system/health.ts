/** `ocre:system/health`: what a container says about itself, its watchdog and its alerts. */
import { fail } from "../../fail.js";
import type { ContainerContext } from "../../kernel/context.js";
import { nsPerMs, type Scheduled } from "../../kernel/timeline.js";
import { cutUtf8 } from "../../text.js";

export type HealthState = "starting" | "healthy" | "degraded" | "failing";
export type Severity = "info" | "warning" | "critical";

export interface Alert {
  readonly id: string;
  readonly severity: Severity;
  readonly text: string;
}

/** Where the reports of all containers go. */
export interface HealthBoard {
  /** Longest gap between two beats; without it there is no watchdog. */
  readonly watchdogMs: number | undefined;
  reported(state: HealthState, detail: string): void;
  alert(alert: Alert): void;
  cleared(id: string): void;
  /** The watchdog was not fed. */
  missed(): void;
}

const maxIdBytes = 32;
const maxAlerts = 32;

export function createHealth(board: HealthBoard, cx: ContainerContext) {
  const alerts = new Map<string, Alert>();
  let watchdog: Scheduled | undefined;
  const checkId = (id: string): void => {
    if (id === "" || Buffer.byteLength(id) > maxIdBytes) fail("invalid-argument");
  };
  return {
    report: (state: HealthState, detail: string): undefined => {
      board.reported(state, cutUtf8(detail, 128));
    },
    beat: (): undefined => {
      const { watchdogMs } = board;
      if (watchdogMs === undefined) return fail("not-supported");
      watchdog?.cancel();
      watchdog = cx.timeline.at(cx.timeline.now() + BigInt(watchdogMs) * nsPerMs, () => board.missed());
      return undefined;
    },
    raiseAlert: (id: string, severity: Severity, text: string): undefined => {
      checkId(id);
      if (!alerts.has(id) && alerts.size >= maxAlerts) fail("exhausted");
      const alert = { id, severity, text: cutUtf8(text, 256) };
      alerts.set(id, alert);
      board.alert(alert);
    },
    clearAlert: (id: string): undefined => {
      checkId(id);
      if (!alerts.delete(id)) fail("not-found");
      board.cleared(id);
    },
    close: () => watchdog?.cancel(),
  };
}
