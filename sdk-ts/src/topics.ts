/** Topics with typed payloads. */

import { exportMessageHandler } from "#gen/exports/messaging/message-handler.js";
import { Subscription as HostSubscription, latest, publish, publishWith, takeReply } from "#gen/messaging/bus.js";
import type { Disposition, Message, Property, Qos } from "#gen/messaging/types.js";
import { OcreError } from "#gen/runtime/errors.js";
import type { Token } from "#gen/system/types.js";
import { receive, Waiting } from "./events.js";
import { bytes, type Codec, json, number, text } from "./payloads.js";

/** A message with its payload as a value. */
export interface MessageOf<T> extends Message {
  readonly value: T;
}

/** Returns what becomes of a message: `accept`, `retry` or `reject`; anything else is `accept`. */
export type Handler<T> = (value: T, message: MessageOf<T>) => unknown;

export interface SubscribeOptions {
  /** At most once when absent. */
  readonly qos?: Qos;
  /** Messages that the host holds; 8 when absent. */
  readonly queue?: number;
  /** The longest payload, in bytes; 1,024 when absent. */
  readonly maxPayload?: number;
  /** Only the last value counts. */
  readonly lastOnly?: boolean;
  /** Leaves out messages of this app. */
  readonly noLocal?: boolean;
  /** Each message goes to one member of the group. */
  readonly group?: string;
}

export interface PublishOptions {
  readonly qos?: Qos;
  /** Keeps the value for those who subscribe later. */
  readonly retain?: boolean;
  /** Drops the message when it is not delivered by then. */
  readonly expiryMs?: number;
  readonly properties?: readonly Property[];
}

/** Ends when it is closed. */
export interface Subscription {
  readonly token: Token;
  /** Messages that wait. */
  queued(): number;
  close(): void;
}

/** A message for one token; returns what became of it. */
export type Take = (message: Message) => Disposition;

interface Waiter {
  readonly take: Take;
  readonly handle?: HostSubscription;
}

const waiting: Waiting<Waiter> = /* @__PURE__ */ new Waiting();

receive("message", ({ token }) => {
  const waiter = waiting.get(token);
  if (waiter === undefined) return;
  if (waiter.handle === undefined) waiter.take(takeReply(token));
  else drain(token, waiter.handle);
});
exportMessageHandler({
  onMessage: (token, message) => waiting.get(token)?.take(message) ?? "accept",
});

/** A command fetches its messages; the handler may close the subscription. */
function drain(token: Token, handle: HostSubscription): void {
  for (let waiter = waiting.get(token); waiter !== undefined; waiter = waiting.get(token)) {
    let message: Message;
    try {
      message = handle.receive(0);
    } catch (error) {
      if (error instanceof OcreError) return;
      throw error;
    }
    const disposition = waiter.take(message);
    if (message.qos !== "at-most-once" && !handle.isClosed) handle.settle(disposition);
  }
}

/** Waits for one reply; for `request`. */
export function awaitReply(take: Take): { readonly token: Token; end(): void } {
  const token = waiting.add({ take });
  return { token, end: () => void waiting.delete(token) };
}

const dispositionOf = (returned: unknown): Disposition =>
  returned === "retry" || returned === "reject" ? returned : "accept";

function open<T>(filter: string, codec: Codec<T>, handler: Handler<T>, options: SubscribeOptions): Subscription {
  const take: Take = (message) => {
    let value: T;
    try {
      value = codec.decode(message.payload);
    } catch {
      // It is as wrong the next time.
      return "reject";
    }
    return dispositionOf(handler(value, { ...message, value }));
  };
  // The token has to be known before the host knows of the subscription, and the subscription afterwards.
  const entry: { take: Take; handle?: HostSubscription } = { take };
  const token = waiting.add(entry);
  try {
    entry.handle = HostSubscription.open(
      filter,
      {
        qos: options.qos ?? "at-most-once",
        queue: options.lastOnly === true ? 1 : (options.queue ?? 8),
        overflow: "drop-oldest",
        maxPayload: options.maxPayload ?? 1024,
        retained: "send",
        noLocal: options.noLocal ?? false,
        group: options.group,
      },
      token,
    );
  } catch (error) {
    waiting.delete(token);
    throw error;
  }
  const { handle } = entry;
  return {
    token,
    queued: () => handle.queued(),
    close() {
      if (waiting.delete(token)) handle.close();
    },
  };
}

/** Takes the messages of all topics that `filter` covers, as they are. */
export const subscribe = (filter: string, handler: Handler<Uint8Array>, options: SubscribeOptions = {}): Subscription =>
  open(filter, bytes, handler, options);

/** A topic whose messages are values of one type. */
export interface Topic<T> {
  readonly name: string;
  publish(value: T, options?: PublishOptions): void;
  /** Messages that are no values of the type are rejected. */
  subscribe(handler: Handler<T>, options?: SubscribeOptions): Subscription;
  /** The value that is kept for the topic. */
  latest(): T | undefined;
}

function topic<T>(name: string, codec: Codec<T>): Topic<T> {
  return {
    name,
    publish(value, options) {
      const payload = codec.encode(value);
      if (options === undefined) return publish(name, payload, codec.contentType);
      publishWith(name, payload, {
        contentType: codec.contentType,
        qos: options.qos ?? "at-most-once",
        retain: options.retain ?? false,
        expiryMs: options.expiryMs ?? 0,
        properties: options.properties ?? [],
      });
    },
    subscribe: (handler, options = {}) => open(name, codec, handler, options),
    latest() {
      const kept = latest(name, 1024);
      return kept === undefined ? undefined : codec.decode(kept.payload);
    },
  };
}

export const bytesTopic = (name: string): Topic<Uint8Array> => topic(name, bytes);
export const textTopic = (name: string): Topic<string> => topic(name, text);
/** Numbers in decimal, as the SDKs of other languages write them. */
export const numberTopic = (name: string): Topic<number> => topic(name, number);

/**
 * JSON. `check` says whether a value has the right shape, and throws when it has not; without it any JSON is taken.
 *
 * @example
 * ```ts
 * import { jsonTopic } from "@ocrekit/sdk";
 *
 * interface Reading { readonly celsius: number }
 *
 * function reading(value: unknown): Reading {
 *   if (typeof value === "object" && value !== null && "celsius" in value && typeof value.celsius === "number")
 *     return { celsius: value.celsius };
 *   throw new TypeError("no reading");
 * }
 *
 * const readings = jsonTopic("sensors/room", reading);
 * readings.publish({ celsius: 21.5 });
 * ```
 */
export function jsonTopic(name: string): Topic<unknown>;
export function jsonTopic<T>(name: string, check: (value: unknown) => T): Topic<T>;
export function jsonTopic(name: string, check: (value: unknown) => unknown = (value) => value): Topic<unknown> {
  return topic(name, json(check));
}
