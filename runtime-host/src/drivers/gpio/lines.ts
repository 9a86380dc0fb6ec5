/** `ocre:gpio/lines` over a board: single lines and groups, edges as events or awaited. */
import { fail } from "../../fail.js";
import type { ContainerContext } from "../../kernel/context.js";
import type { Source } from "../../kernel/events.js";
import { Condition, waitFor } from "../../kernel/waiting.js";
import { ServedResource } from "../../remote/served.js";
import type { Board } from "./board.js";
import {
  boardName,
  HeldInput,
  HeldOutput,
  type InputOptions,
  type Level,
  type OutputOptions,
  takeLine,
} from "./held-line.js";

const rising = 1;
const falling = 2;
const keptEdges = 16;
const maxGroup = 32;

export interface Edge {
  readonly rising: boolean;
  readonly lost: number;
  readonly time: bigint;
}

export interface LineInfo {
  readonly name: string;
  readonly readable: boolean;
  readonly writable: boolean;
  readonly inUse: boolean;
}

function wants(edges: number, isRising: boolean): boolean {
  return (edges & (isRising ? rising : falling)) !== 0;
}

/** The one source of events that a handle has; watching again replaces it. */
class LineWatch {
  private readonly cx: ContainerContext;
  private source: Source | undefined;
  edges = 0;

  constructor(cx: ContainerContext) {
    this.cx = cx;
  }

  set(edges: number, token: number): void {
    if (edges === 0) {
      this.close();
    } else if (this.source?.token !== token) {
      const source = this.cx.events.register("line", token, { capacity: keptEdges, keep: "newest" });
      this.source?.close();
      this.source = source;
    }
    this.edges = edges;
  }

  post(isRising: boolean, data: number): void {
    if (wants(this.edges, isRising)) this.source?.post(data);
  }

  close(): void {
    this.source?.close();
    this.source = undefined;
  }
}

class Input extends ServedResource {
  private readonly cx: ContainerContext;
  private readonly held: HeldInput;
  private readonly watching: LineWatch;
  private readonly buffer: Edge[] = [];
  private readonly arrived = new Condition();
  private awaited = 0;
  private lost = 0;

  constructor(cx: ContainerContext, held: HeldInput) {
    super();
    this.cx = cx;
    this.held = held;
    this.watching = new LineWatch(cx);
    held.observe((isRising) => this.edge(isRising));
  }

  read(): Level {
    return this.held.level();
  }

  watch(edges: number, token: number): undefined {
    this.watching.set(edges, token);
  }

  /** Edges are kept from the first call on, so that none is missed between two calls. */
  waitEdge(edges: number, timeoutMs: number): Edge | Promise<Edge> {
    if (edges === 0) return fail("invalid-argument");
    this.awaited = edges;
    return waitFor(this.cx, this.arrived, {
      timeoutMs,
      attempt: () => {
        if (this.held.broken()) fail("io");
        return this.takeEdge(edges);
      },
    });
  }

  drop(): void {
    this.watching.close();
    this.held.release();
  }

  private takeEdge(edges: number): Edge | undefined {
    for (let edge = this.buffer.shift(); edge !== undefined; edge = this.buffer.shift()) {
      if (!wants(edges, edge.rising)) continue;
      const answer = { ...edge, lost: this.lost };
      this.lost = 0;
      return answer;
    }
    return undefined;
  }

  private edge(isRising: boolean): void {
    this.watching.post(isRising, isRising ? 1 : 0);
    if (!wants(this.awaited, isRising)) return;
    this.buffer.push({ rising: isRising, lost: 0, time: this.cx.timeline.now() });
    if (this.buffer.length > keptEdges) {
      this.buffer.shift();
      this.lost += 1;
    }
    this.arrived.changed();
  }
}

class Output extends ServedResource {
  private readonly held: HeldOutput;

  constructor(held: HeldOutput) {
    super();
    this.held = held;
  }

  write(active: boolean): undefined {
    this.held.write(active);
  }

  toggle(): undefined {
    this.held.write(!this.held.lastDriven);
  }

  read(): Level {
    return this.held.level();
  }

  pulse(widthUs: number): undefined {
    this.held.startPulse(widthUs);
  }

  drop(): void {
    this.held.release();
  }
}

class InputGroup extends ServedResource {
  private readonly members: readonly HeldInput[];
  private readonly watching: LineWatch;

  constructor(cx: ContainerContext, members: readonly HeldInput[]) {
    super();
    this.members = members;
    this.watching = new LineWatch(cx);
    for (const member of members) member.observe((isRising) => this.watching.post(isRising, this.levels()));
  }

  read(): number {
    if (this.members.some((member) => member.broken())) return fail("io");
    return this.levels();
  }

  watch(edges: number, token: number): undefined {
    this.watching.set(edges, token);
  }

  drop(): void {
    this.watching.close();
    for (const member of this.members) member.release();
  }

  private levels(): number {
    return (
      this.members.reduce((mask, member, bit) => (member.level() === "active" ? mask | (1 << bit) : mask), 0) >>> 0
    );
  }
}

class OutputGroup extends ServedResource {
  private readonly members: readonly HeldOutput[];

  constructor(members: readonly HeldOutput[]) {
    super();
    this.members = members;
  }

  write(mask: number, values: number): undefined {
    const chosen = this.members.flatMap((member, bit) =>
      (mask & (1 << bit)) === 0 ? [] : [{ member, active: (values & (1 << bit)) !== 0 }],
    );
    // All lines are asked before the first is driven: a group is written as a whole or not at all.
    for (const { member, active } of chosen) member.check(active);
    for (const { member, active } of chosen) member.write(active);
  }

  drop(): void {
    for (const member of this.members) member.release();
  }
}

/** Takes several lines, all or none. */
function takeAll<Held extends { release(): void }>(names: readonly string[], take: (name: string) => Held): Held[] {
  if (names.length === 0 || names.length > maxGroup || new Set(names).size !== names.length) fail("invalid-argument");
  const taken: Held[] = [];
  try {
    for (const name of names) taken.push(take(name));
    return taken;
  } catch (error) {
    for (const held of taken) held.release();
    throw error;
  }
}

/** The driver of one container. */
export function createLines(board: Board, cx: ContainerContext) {
  const input = (name: string, options: InputOptions): HeldInput =>
    new HeldInput(board, takeLine(board, cx, name), cx.lines.get(name), options);
  const output = (name: string, options: OutputOptions): HeldOutput =>
    new HeldOutput(board, takeLine(board, cx, name), cx.lines.get(name), options);
  return {
    input: { open: (line: string, options: InputOptions) => new Input(cx, input(line, options)) },
    output: { open: (line: string, options: OutputOptions) => new Output(output(line, options)) },
    inputGroup: {
      open: (lines: readonly string[], options: InputOptions) =>
        new InputGroup(
          cx,
          takeAll(lines, (line) => input(line, options)),
        ),
    },
    outputGroup: {
      open: (lines: readonly string[], options: OutputOptions) =>
        new OutputGroup(takeAll(lines, (line) => output(line, options))),
    },
    /** All lines by logical name; what the container may see of them is the guard's work. */
    listLines: (): LineInfo[] => {
      const bound = new Set([...cx.lines.keys()].map((name) => boardName(cx, name)));
      const free = board.lines.map((line) => line.name).filter((name) => !bound.has(name) && !name.includes(":"));
      return [...new Set([...cx.lines.keys(), ...free])].sort().map((name) => ({
        name,
        readable: true,
        writable: true,
        inUse: board.find(boardName(cx, name))?.owner !== undefined,
      }));
    },
  };
}
