/**
 * The event loop of a command. Timers and subscriptions with callbacks need nothing else; for other events an app
 * overrides what it wants of `Handlers`.
 *
 * @example
 * every(500, tick);
 * loop(new Handlers());
 */
import { Event, EventKind, wait } from "../system/events";
import { messageHook, timerHook } from "./hooks";

/** The handlers that a reactor exports, each with the default to do nothing. */
export class Handlers {
  onTimer(token: u32, lost: u32): void {
    timerHook(token, lost);
  }

  /** `data`: 1 active, 0 inactive; of a group all levels. */
  onLine(token: u32, data: u32, lost: u32, time: u64): void {}

  /** `ready`: flags of the sockets' `Readiness`. */
  onSocket(token: u32, ready: u32): void {}

  /** `count`: answers that are ready. */
  onName(token: u32, count: u32): void {}

  /** Messages wait for subscription `token`. */
  onMessage(token: u32, waiting: u32): void {
    messageHook(token, waiting);
  }

  onStoreChange(token: u32, lost: u32): void {}

  onSample(token: u32, lost: u32): void {}

  onConfig(token: u32): void {}

  /** `deadline`: when the host ends the container, on the monotonic clock. */
  onStop(reason: u32, deadline: u64): void {}
}

let ending: bool = false;

/** Waits for events and dispatches them, until a handler calls `end` or the container is stopped. */
export function loop(handlers: Handlers): void {
  let stopping = false;
  ending = false;
  while (!ending) {
    const event = wait(u32.MAX_VALUE);
    if (event === null) {
      // Once stop was asked for, the queue runs empty and nothing waits any more.
      if (stopping) return;
      continue;
    }
    if (event.kind == EventKind.Stop) stopping = true;
    dispatch(handlers, event);
  }
}

/** `loop` returns after the handler that is running. */
export function end(): void {
  ending = true;
}

/** Calls the handler that an event is for. */
export function dispatch(handlers: Handlers, event: Event): void {
  const token = event.token;
  switch (event.kind) {
    case EventKind.Timer:
      return handlers.onTimer(token, event.lost);
    case EventKind.Line:
      return handlers.onLine(token, event.data, event.lost, event.time);
    case EventKind.Socket:
      return handlers.onSocket(token, event.data);
    case EventKind.Name:
      return handlers.onName(token, event.data);
    case EventKind.Message:
      return handlers.onMessage(token, event.data);
    case EventKind.Store:
      return handlers.onStoreChange(token, event.lost);
    case EventKind.Sensor:
      return handlers.onSample(token, event.lost);
    case EventKind.Config:
      return handlers.onConfig(token);
    case EventKind.Stop:
      return handlers.onStop(event.data, event.time);
    default:
      return;
  }
}
