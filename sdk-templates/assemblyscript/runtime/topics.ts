/**
 * Topics whose payloads are text, numbers or bytes, and subscriptions with callbacks, which are functions of the module
 * or methods of a class that extends `Subscriber`. In a reactor, import "./message-handler" as well.
 *
 * @example
 * const count = new Topic("count");
 * count.publishInteger(1);
 *
 * subscribe("count", (subscriber, message) => {
 *   console.log(textOf(message));
 *   return Disposition.Accept;
 * });
 */
import {
  Overflow,
  Retained,
  SubscribeOptions,
  Subscription,
  publish as send,
  reply as answer,
} from "../messaging/bus";
import { Disposition, Message, Qos } from "../messaging/types";
import { ErrorCode, Status } from "../system/types";
import { setMessageHook } from "./hooks";
import { Result, Unit } from "./values";

export class Topic {
  constructor(readonly name: string) {}

  publish(payload: Uint8Array): Status {
    return send(this.name, payload, null);
  }

  publishText(text: string, contentType: string = "text/plain"): Status {
    return send(this.name, Uint8Array.wrap(String.UTF8.encode(text)), contentType);
  }

  /** In digits, as people and other programs read them. */
  publishInteger(value: i64): Status {
    return this.publishText(value.toString());
  }

  /** `21.5`; a whole number has `.0`. */
  publishNumber(value: f64): Status {
    return this.publishText(value.toString());
  }
}

export function textOf(message: Message): string {
  return String.UTF8.decodeUnsafe(message.payload.dataStart, message.payload.length);
}

/** NaN when the payload is no number. */
export function numberOf(message: Message): f64 {
  const text = textOf(message).trim();
  return text.length == 0 ? NaN : parseFloat(text);
}

/** Answers a message whose sender waits for it; `NotFound` when nobody does. */
export function reply(message: Message, payload: ArrayBuffer): Status {
  if (message.ticket == 0) return Status.NotFound;
  return answer(message.ticket, Uint8Array.wrap(payload), null);
}

export class Subscriber {
  /** Messages that the host may hold: 1 to 64. */
  queue: u32 = 16;
  overflow: Overflow = Overflow.DropOldest;
  /** Longest payload taken. */
  maxPayload: u32 = 1024;
  qos: Qos = Qos.AtMostOnce;
  retained: Retained = Retained.Send;
  noLocal: bool = false;
  private handle: Subscription | null = null;

  constructor(
    private callback: ((subscriber: Subscriber, message: Message) => Disposition) | null = null,
  ) {}

  /** Called with each message. */
  hear(message: Message): Disposition {
    const callback = this.callback;
    return callback === null ? Disposition.Accept : callback(this, message);
  }

  open(filter: string): Result<Unit, ErrorCode> {
    this.close();
    setMessageHook(takeAll);
    const options = new SubscribeOptions(
      this.qos,
      this.queue,
      this.overflow,
      this.maxPayload,
      this.retained,
      this.noLocal,
      null,
    );
    const opened = Subscription.open(filter, options, <u32>changetype<usize>(this));
    if (opened.isErr) return Result.err<Unit, ErrorCode>(opened.error);
    // Its address is the token.
    __pin(changetype<usize>(this));
    this.handle = opened.value;
    return Result.ok<Unit, ErrorCode>(true);
  }

  /** Does nothing when it is not open. */
  close(): void {
    const handle = this.handle;
    if (handle === null) return;
    handle.close();
    this.handle = null;
    __unpin(changetype<usize>(this));
  }

  get isOpen(): bool {
    return this.handle !== null;
  }

  /** @internal In a command: what waits. */
  takeAll(): void {
    let handle = this.handle;
    while (handle !== null) {
      const taken = handle.receive(0);
      if (taken.isErr) return;
      const disposition = this.hear(taken.value);
      // The callback may have closed the subscription.
      handle = this.handle;
      if (handle !== null) handle.settle(disposition);
    }
  }
}

/** Calls `callback` with each message of `filter`; a subscription that was refused is not open. */
export function subscribe(
  filter: string,
  callback: (subscriber: Subscriber, message: Message) => Disposition,
): Subscriber {
  const subscriber = new Subscriber(callback);
  subscriber.open(filter);
  return subscriber;
}

/** The event of a subscription of this kind. */
export function deliver(token: u32, message: Message): Disposition {
  return changetype<Subscriber>(<usize>token).hear(message);
}

/** @internal The event of a subscription or a request, in a command. */
export function takeAll(token: u32, waiting: u32): void {
  changetype<Subscriber>(<usize>token).takeAll();
}
