/** Plays a script of the simulated world into a run. */
import type { Policy } from "ocrekit/policy";
import { nsPerMs } from "../kernel/timeline.js";
import type { Session } from "./session.js";
import type { SimAction, SimScript, SimStep } from "./sim-script.js";

/** Lines have a name for people (`relay`) and, where an operator bound them, one of the board (`gpiochip0:17`). */
export class LineNames {
  private readonly toBoard = new Map<string, string>();
  private readonly toPeople = new Map<string, string>();

  constructor(policies: Iterable<Policy>) {
    for (const { config } of policies) {
      for (const [name, { chip, line }] of Object.entries(config.gpio)) {
        const board = `${chip}:${line}`;
        if (!this.toBoard.has(name)) this.toBoard.set(name, board);
        if (!this.toPeople.has(board)) this.toPeople.set(board, name);
      }
    }
  }

  board(name: string): string {
    return this.toBoard.get(name) ?? name;
  }

  title(board: string): string {
    return this.toPeople.get(board) ?? board;
  }
}

export function simulate(session: Session, script: SimScript, names: LineNames): void {
  const { board, sensors } = session.shared;
  for (const line of script.lines ?? []) board.add(names.board(line));
  for (const wire of script.wires) board.wire(wire.map((line) => names.board(line)));
  for (const { name, channels } of script.sensors) sensors.add(name, channels);
  for (const step of script.steps) schedule(session, step, step.atNs, step.times, names);
}

function schedule(session: Session, step: SimStep, at: bigint, times: number, names: LineNames): void {
  if (times < 1) return;
  const act = (): void => {
    perform(session, step.action, names);
    // A step that repeats for ever at once would stop the clock.
    const every = step.everyNs ?? 0n;
    if (every > 0n) schedule(session, step, at + (every < nsPerMs / 1000n ? nsPerMs / 1000n : every), times - 1, names);
  };
  if (at === 0n) act();
  else session.timeline.at(at, act);
}

function perform(session: Session, action: SimAction, names: LineNames): void {
  const { board, sensors, bus } = session.shared;
  switch (action.kind) {
    case "level": {
      const line = names.board(action.line);
      const external = board.add(line).external;
      const level = action.level === "toggle" ? (external === 1 ? "low" : "high") : action.level;
      board.input(line, level === "float" ? undefined : level === "high" ? 1 : 0);
      return;
    }
    case "line-fault":
      board.inject(names.board(action.line), action.fault);
      return;
    case "sensor-value": {
      const channel = sensors.find(action.sensor)?.channels[action.channel];
      if (channel !== undefined) channel.value = action.value;
      return;
    }
    case "sensor-fault": {
      const sensor = sensors.find(action.sensor);
      if (sensor !== undefined) sensor.fault = action.fault;
      return;
    }
    case "publish":
      bus.publish(bus.accept("bridge:sim", action.topic, new TextEncoder().encode(action.payload), {}), action.retain);
      return;
    case "config":
      session.settingsOf(action.app)?.set(action.key, action.value);
      return;
    case "health-check":
      session.checkHealth(action.app);
      return;
  }
}
