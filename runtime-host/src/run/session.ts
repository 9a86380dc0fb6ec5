/** A run: containers on their threads, the parts they share, and when it is over. */
import "../webassembly.js";
import { rmSync } from "node:fs";
import { Decider } from "ocrekit/policy";
import { Board } from "../drivers/gpio/board.js";
import { Bus } from "../drivers/messaging/bus.js";
import { SensorBoard } from "../drivers/sensors/sensors.js";
import { ServiceDirectory } from "../drivers/sockets/names.js";
import { KvStores } from "../drivers/storage/kv.js";
import { Settings } from "../drivers/system/config.js";
import type { ClockSource, LogLevel } from "../drivers/system/guest-side.js";
import { handledEvents } from "../guest/events.js";
import type { ContainerSetup, FromGuest, Outcome, StartReason } from "../guest/messages.js";
import { spawnThread, type ThreadHandle } from "../guest/spawn.js";
import { Container, type StopReason } from "../kernel/container.js";
import { driverLimits, lateDecisions, lineBindings } from "../kernel/policy.js";
import { type SharedParts, serveInterfaces } from "../kernel/services.js";
import { nsPerMs, RealTimeline, VirtualTimeline } from "../kernel/timeline.js";
import type { App } from "./app.js";
import { containerSetup, temporaryFolder } from "./container-setup.js";
import type { SessionEvents } from "./session-events.js";

export interface SessionOptions {
  readonly apps: readonly App[];
  /** Volumes and stores of all containers lie here. */
  readonly folder: string;
  readonly events: SessionEvents;
  readonly virtualTime?: boolean;
  readonly logThreshold?: LogLevel;
  /** Stops the run after so long, in its own time. */
  readonly forMs?: number;
  /** Names of lines that exist; any name does when not given. */
  readonly lines?: readonly string[];
  /** What a container has to end after it was asked to. */
  readonly graceMs?: number;
  /** URL of a module with further interfaces. */
  readonly extension?: string;
}

interface Running {
  readonly app: App;
  readonly container: Container;
  readonly thread: ThreadHandle;
  readonly ownThread: boolean;
  ended: boolean;
  /** What is to happen once it has ended. */
  restart: StartReason | undefined;
  kill: ReturnType<typeof setTimeout> | undefined;
}

const defaultGraceMs = 1000;
const maxRestarts = 5;
const virtualPatienceMs = 10_000;
/** Node's timers fire at once when they are asked for longer. */
const longestTimerMs = 2 ** 31 - 1;

export class Session {
  readonly timeline: RealTimeline | VirtualTimeline;
  readonly shared: SharedParts;
  private readonly options: SessionOptions;
  private readonly started = BigInt(Date.now()) * nsPerMs;
  private readonly running = new Map<number, Running>();
  private readonly restarts = new Map<string, number>();
  private readonly settings = new Map<string, Settings>();
  private readonly modules = new Map<App, WebAssembly.Module>();
  /** Those who wait for a container to be loaded, or for its start. */
  private readonly loading = new Map<number, () => void>();
  private cell: ThreadHandle | undefined;
  private nextId = 1;
  private over = false;
  private looking = false;
  private pace: ReturnType<typeof setTimeout> | undefined;
  private limit: ReturnType<typeof setTimeout> | undefined;
  private finish: () => void = () => undefined;

  constructor(options: SessionOptions) {
    this.options = options;
    this.timeline = options.virtualTime === true ? new VirtualTimeline() : new RealTimeline();
    this.shared = {
      board: new Board(this.timeline, options.lines === undefined ? {} : { lines: options.lines }),
      sensors: new SensorBoard(),
      bus: new Bus(this.timeline),
      stores: new KvStores(options.folder),
      services: new ServiceDirectory(),
    };
    for (const app of options.apps) {
      this.settings.set(app.name, new Settings(Object.entries(app.policy.config.config)));
    }
  }

  /** Settings of an app, to change while it runs. */
  settingsOf(name: string): Settings | undefined {
    return this.settings.get(name);
  }

  /** Runs all apps until every one has ended, nothing is left to happen, the time is up, or `stop` is called. */
  async run(): Promise<void> {
    const { apps, forMs } = this.options;
    const done = new Promise<void>((resolve) => {
      this.finish = resolve;
    });
    for (const app of apps) {
      rmSync(temporaryFolder(this.options.folder, app), { recursive: true, force: true });
      this.modules.set(app, new WebAssembly.Module(app.bytes));
    }
    if (forMs !== undefined) {
      // Virtual time stands still while a guest computes: one that never waits is stopped by the real clock.
      const allowed = this.timeline instanceof RealTimeline ? forMs : forMs + virtualPatienceMs;
      this.limit = setTimeout(() => this.stop("operator"), Math.min(allowed, longestTimerMs));
    }
    // One after the other, so that what is named first is there when the next one looks for it.
    for (const app of apps) if (!this.over) await this.launch(app, "boot");
    this.look();
    await done;
    clearTimeout(this.limit);
    clearTimeout(this.pace);
    this.timeline.close();
    this.shared.stores.close();
    await this.cell?.terminate();
  }

  /** Asks every container to end. */
  stop(reason: StopReason): void {
    this.over = true;
    for (const entry of [...this.running.values()]) this.stopOne(entry, reason);
    this.look();
  }

  /** Asks an app how it is; the answer is a `health` event. */
  checkHealth(name: string): void {
    for (const { app, container, thread } of this.running.values()) {
      if (app.name === name) thread.post({ type: "health-check", container: container.id });
    }
  }

  private async launch(app: App, reason: StartReason): Promise<void> {
    const id = this.nextId;
    this.nextId += 1;
    const decider = new Decider(app.policy);
    const container = new Container({
      id,
      name: app.name,
      kind: app.kind,
      limits: driverLimits(app.policy),
      lines: lineBindings(app.policy),
      handled: handledEvents(app.exportNames),
      timeline: this.timeline,
      late: lateDecisions(decider),
      onWake: (woken) => this.running.get(woken.id)?.thread.post({ type: "wake", container: woken.id }),
      onQuiet: () => this.look(),
      onFault: (_, error, where) => this.options.events.fault?.(app.name, `${where}: ${describe(error)}`),
    });
    const { events } = this.options;
    const settings = this.settings.get(app.name) ?? new Settings();
    await serveInterfaces(container, app.importedInterfaces, this.shared, {
      settings,
      health: {
        watchdogMs: app.watchdogMs,
        reported: (state, detail) => events.health?.(app.name, state, detail),
        alert: (alert) => events.alert?.(app.name, alert),
        cleared: (alert) => events.alertCleared?.(app.name, alert),
        missed: () => this.restartOne(id, "recovery"),
      },
      requestRestart: () => this.restartOne(id, "restart"),
    });
    const ownThread = app.kind === "command";
    const thread = ownThread ? this.newThread(() => id) : this.sharedThread();
    const entry: Running = { app, container, thread, ownThread, ended: false, restart: undefined, kill: undefined };
    this.running.set(id, entry);
    const ready = new Promise<void>((resolve) => this.loading.set(id, resolve));
    thread.post({ type: "load", setup: this.setup(app, id) });
    await ready;
    if (entry.ended) return;
    const begun = new Promise<void>((resolve) => this.loading.set(id, resolve));
    events.started?.(app.name);
    thread.post({ type: "start", container: id, reason });
    if (app.kind === "reactor") await begun;
    else this.begun(id);
  }

  private begun(id: number): void {
    const resolve = this.loading.get(id);
    this.loading.delete(id);
    resolve?.();
  }

  private setup(app: App, id: number): ContainerSetup {
    return containerSetup(app, {
      id,
      module: this.modules.get(app) ?? new WebAssembly.Module(app.bytes),
      clock: this.clock(),
      started: this.started,
      logThreshold: this.options.logThreshold ?? "info",
      folder: this.options.folder,
      extension: this.options.extension,
    });
  }

  private clock(): ClockSource {
    return this.timeline instanceof VirtualTimeline
      ? { kind: "virtual", shared: this.timeline.shared }
      : { kind: "real", base: this.timeline.base };
  }

  private sharedThread(): ThreadHandle {
    this.cell ??= this.newThread(undefined);
    return this.cell;
  }

  private newThread(owner: (() => number) | undefined): ThreadHandle {
    const thread = spawnThread({
      onMessage: (message) => this.receive(message, thread),
      onExit: (error) => this.lost(thread, owner?.(), error),
    });
    return thread;
  }

  private receive(message: FromGuest, thread: ThreadHandle): void {
    const entry = this.running.get(message.container);
    const { events } = this.options;
    const { type } = message;
    if (type === "call") {
      if (entry === undefined) thread.reply({ sequence: message.sequence, kind: "error", code: "closed" });
      else entry.container.call(message, (reply) => thread.reply(reply));
      return;
    }
    if (entry === undefined) return;
    const { name } = entry.app;
    switch (type) {
      case "drop":
        entry.container.drop(message.resource);
        return;
      case "loaded":
        this.begun(message.container);
        return;
      case "started":
        this.begun(message.container);
        entry.container.rest();
        return;
      case "log":
        events.log?.(name, message.line);
        return;
      case "log-dropped":
        events.logDropped?.(name, message.count);
        return;
      case "decision":
        events.decision?.(name, message.record);
        return;
      case "health":
        events.healthAnswer?.(name, message.state);
        return;
      case "fault":
        events.fault?.(name, message.message);
        return;
      case "ended":
        this.ended(entry, message.outcome);
        return;
    }
  }

  private stopOne(entry: Running, reason: StopReason): void {
    const { container, thread, app } = entry;
    if (entry.ended || container.isStopping()) return;
    const graceMs = this.options.graceMs ?? defaultGraceMs;
    container.requestStop(reason, graceMs);
    if (app.kind === "reactor") thread.post({ type: "stop", container: container.id, reason, graceMs });
    entry.kill = setTimeout(() => this.kill(entry), graceMs + 500);
  }

  /** It did not end in time. */
  private kill(entry: Running): void {
    if (entry.ended) return;
    const outcome: Outcome = { kind: "limit", limit: "grace", message: "did not end in the time it was given" };
    if (entry.ownThread) {
      void entry.thread.terminate();
      this.ended(entry, outcome);
      return;
    }
    // A cell whose turn does not end was not stopped by its deadline either: everything on it goes.
    void this.cell?.terminate();
    this.cell = undefined;
    for (const other of [...this.running.values()]) if (!other.ownThread) this.ended(other, outcome);
  }

  private restartOne(id: number, reason: StartReason): void {
    const entry = this.running.get(id);
    if (entry === undefined || entry.ended || this.over) return;
    entry.restart = reason;
    this.stopOne(entry, reason === "restart" ? "restart" : "limit");
  }

  private ended(entry: Running, outcome: Outcome): void {
    if (entry.ended) return;
    entry.ended = true;
    clearTimeout(entry.kill);
    const { container, app, thread } = entry;
    this.running.delete(container.id);
    container.end();
    if (entry.ownThread) void thread.terminate();
    this.begun(container.id);
    const again = this.restartReason(entry, outcome);
    this.options.events.ended?.(app.name, outcome, again !== undefined);
    if (again !== undefined) void this.launch(app, again).then(() => this.look());
    else this.look();
  }

  private restartReason({ app, restart }: Running, outcome: Outcome): StartReason | undefined {
    if (this.over) return undefined;
    const bad = outcome.kind === "failed" || outcome.kind === "trap" || outcome.kind === "limit";
    const failed = bad || (outcome.kind === "exited" && outcome.code !== 0);
    const wanted =
      restart ?? (app.restart === "always" || (app.restart === "on-failure" && failed) ? "recovery" : undefined);
    const times = (this.restarts.get(app.name) ?? 0) + 1;
    if (wanted === undefined || times > maxRestarts) return undefined;
    this.restarts.set(app.name, times);
    return wanted;
  }

  private lost(thread: ThreadHandle, owner: number | undefined, error: Error | undefined): void {
    const message = `the thread ended: ${error === undefined ? "no reason known" : describe(error)}`;
    if (thread === this.cell) this.cell = undefined;
    for (const entry of [...this.running.values()]) {
      if (entry.thread === thread || entry.container.id === owner) this.ended(entry, { kind: "fault", message });
    }
  }

  /** Looks, once all that is under way now has settled, whether anything can still happen. */
  private look(): void {
    if (this.looking) return;
    this.looking = true;
    setImmediate(() => {
      this.looking = false;
      this.advance();
    });
  }

  private advance(): void {
    const live = [...this.running.values()];
    if (live.length === 0 && this.loading.size === 0) {
      this.finish();
      return;
    }
    if (this.loading.size > 0 || live.some(({ container }) => !container.quiet) || this.over) return;
    const outside = live.some(({ container }) => container.holdsOpen);
    if (this.timeline instanceof VirtualTimeline) this.jump(this.timeline, outside);
    else if (!outside && this.timeline.next() === undefined) this.idle();
  }

  private jump(timeline: VirtualTimeline, outside: boolean): void {
    const { forMs } = this.options;
    const limit = forMs === undefined ? undefined : BigInt(forMs) * nsPerMs;
    const next = timeline.next();
    if (limit !== undefined && (next === undefined ? !outside : next > limit)) {
      timeline.advanceTo(limit);
      this.stop("operator");
      return;
    }
    if (next === undefined) {
      if (!outside) this.idle();
      return;
    }
    if (!outside) {
      timeline.step(limit);
      this.look();
      return;
    }
    // Somebody outside may still answer, in real time: so does the virtual clock go for now.
    clearTimeout(this.pace);
    this.pace = setTimeout(
      () => {
        timeline.step(limit);
        this.look();
      },
      Math.min(Number(next - timeline.now()) / 1e6, longestTimerMs),
    );
  }

  /** Nobody is at work and nothing is due: nothing would ever happen. */
  private idle(): void {
    this.options.events.idle?.();
    this.stop("operator");
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
