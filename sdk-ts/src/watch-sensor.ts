/** Samples of sensors, with callbacks. */

import { exportSensorHandler } from "#gen/exports/sensors/sensor-handler.js";
import type { Sensor } from "#gen/sensors/sensors.js";
import type { Token } from "#gen/system/types.js";
import { receive, Waiting } from "./events.js";
import type { Watched } from "./watch-config.js";

const waiting: Waiting<(lost: number) => void> = /* @__PURE__ */ new Waiting();
const onDue = (token: Token, lost: number): void => waiting.get(token)?.(lost);

receive("sensor", ({ token, lost }) => onDue(token, lost));
exportSensorHandler({ onSample: onDue });

/**
 * Calls back each time that a sample is due, with the number of those that were missed.
 *
 * @example
 * ```ts
 * import { onSample } from "@ocrekit/sdk";
 * import { Sensor } from "@ocrekit/sdk/sensors/sensors";
 *
 * const room = Sensor.open("room");
 * onSample(room, 1000, () => console.log(`${room.read(0)} degrees`));
 * ```
 */
export function onSample(sensor: Sensor, periodMs: number, callback: (lost: number) => void): Watched {
  const token = waiting.add(callback);
  try {
    sensor.sample(periodMs, token);
  } catch (error) {
    waiting.delete(token);
    throw error;
  }
  return {
    token,
    close() {
      if (waiting.delete(token) && !sensor.isClosed) sensor.sample(0, token);
    },
  };
}
