/** `ocre:sensors/sensors` over simulated sensors, whose values a script sets. */
import { fail } from "../../fail.js";
import type { ContainerContext } from "../../kernel/context.js";
import type { Source } from "../../kernel/events.js";
import { nsPerMs, type Scheduled } from "../../kernel/timeline.js";
import { ServedResource } from "../../remote/served.js";

export const quantities = [
  "acceleration-x",
  "acceleration-y",
  "acceleration-z",
  "rotation-x",
  "rotation-y",
  "rotation-z",
  "magnetic-x",
  "magnetic-y",
  "magnetic-z",
  "temperature",
  "relative-humidity",
  "pressure",
  "illuminance",
  "distance",
  "voltage",
  "current",
  "power",
  "carbon-dioxide",
  "other",
] as const;

export type Quantity = (typeof quantities)[number];

export interface SensorInfo {
  readonly name: string;
  readonly channels: Quantity[];
}

export interface Channel {
  readonly quantity: Quantity;
  value: number;
}

export interface SimulatedSensor {
  readonly name: string;
  readonly channels: readonly Channel[];
  fault: "io" | "not-ready" | undefined;
}

/** The sensors of the board; all containers see the same. */
export class SensorBoard {
  private readonly sensors = new Map<string, SimulatedSensor>();

  add(name: string, channels: readonly Channel[]): SimulatedSensor {
    const sensor: SimulatedSensor = { name, channels: channels.map((channel) => ({ ...channel })), fault: undefined };
    this.sensors.set(name, sensor);
    return sensor;
  }

  find(name: string): SimulatedSensor | undefined {
    return this.sensors.get(name);
  }

  list(): readonly SimulatedSensor[] {
    return [...this.sensors.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }
}

class Sensor extends ServedResource {
  private readonly cx: ContainerContext;
  private readonly sensor: SimulatedSensor;
  private source: Source | undefined;
  private tick: Scheduled | undefined;

  constructor(cx: ContainerContext, sensor: SimulatedSensor) {
    super();
    this.cx = cx;
    this.sensor = sensor;
  }

  channelCount(): number {
    return this.sensor.channels.length;
  }

  channelQuantity(index: number): Quantity {
    return this.channel(index).quantity;
  }

  read(index: number): number {
    const { value } = this.channel(index);
    return this.sensor.fault === undefined ? value : fail(this.sensor.fault);
  }

  sample(periodMs: number, token: number): undefined {
    if (periodMs === 0) {
      this.drop();
      return;
    }
    if (this.source?.token !== token) {
      const source = this.cx.events.register("sensor", token);
      this.drop();
      this.source = source;
    }
    this.tick?.cancel();
    this.arm(this.cx.timeline.now(), BigInt(periodMs) * nsPerMs);
  }

  drop(): void {
    this.tick?.cancel();
    this.source?.close();
    this.source = undefined;
  }

  private arm(from: bigint, period: bigint): void {
    const due = from + period;
    this.tick = this.cx.timeline.at(due, () => {
      this.arm(due, period);
      this.source?.post(0);
    });
  }

  private channel(index: number): Channel {
    return this.sensor.channels[index] ?? fail("invalid-argument");
  }
}

/** The driver of one container. */
export function createSensors(board: SensorBoard, cx: ContainerContext) {
  return {
    sensor: {
      open: (name: string): Sensor => {
        const sensor = board.find(name);
        if (sensor === undefined) return fail("not-found");
        if (sensor.fault === "not-ready") return fail("not-ready");
        return new Sensor(cx, sensor);
      },
    },
    /** All of them; which ones the container may see is the guard's work. */
    listSensors: (): SensorInfo[] =>
      board.list().map(({ name, channels }) => ({ name, channels: channels.map((channel) => channel.quantity) })),
  };
}
