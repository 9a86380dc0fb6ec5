/** `ocre:messaging/bus` for one container. */
import { fail } from "../../fail.js";
import type { ContainerContext } from "../../kernel/context.js";
import type { Source } from "../../kernel/events.js";
import { nsPerMs } from "../../kernel/timeline.js";
import { Condition, forever, waitFor } from "../../kernel/waiting.js";
import { ServedResource } from "../../remote/served.js";
import type { Bus, Request, Subscriber } from "./bus.js";
import { Inbox } from "./inbox.js";
import {
  type Disposition,
  type Message,
  type Published,
  type PublishOptions,
  refuseMessage,
  type SubscribeOptions,
  toMessage,
} from "./message.js";
import { isFilter, isTopic } from "./topics.js";

const maxQueue = 64;

class Subscription extends ServedResource {
  readonly arrived = new Condition();
  readonly inbox: Inbox;
  private readonly cx: ContainerContext;
  private readonly source: Source;
  private readonly onDrop: () => void;

  constructor(cx: ContainerContext, options: SubscribeOptions, token: number, onDrop: () => void) {
    super();
    this.cx = cx;
    this.onDrop = onDrop;
    this.inbox = new Inbox(cx.timeline, options, () => this.arrival());
    this.source = cx.events.register("message", token, {
      level: {
        ready: () => this.inbox.size > 0,
        take: (payload) => {
          const state = { data: this.inbox.size, lost: this.inbox.takeDropped() };
          if (!payload) return state;
          return { ...state, payload: this.inbox.take(), settle: (answer) => this.inbox.settle(toDisposition(answer)) };
        },
      },
    });
  }

  receive(timeoutMs: number): Message | Promise<Message> {
    this.inbox.settle("accept");
    return waitFor(this.cx, this.arrived, { timeoutMs, attempt: () => this.inbox.take() });
  }

  settle(disposition: Disposition): undefined {
    if (!this.inbox.settle(disposition)) fail("not-found");
  }

  queued(): number {
    return this.inbox.size;
  }

  drop(): void {
    this.source.close();
    this.onDrop();
  }

  private arrival(): void {
    // A waiting command gets the message itself; the event is for who does not wait.
    this.arrived.changed();
    this.source.wake();
  }
}

function toDisposition(answer: unknown): Disposition {
  return answer === "retry" || answer === "reject" ? answer : "accept";
}

/** A request whose reply comes as an event. */
class PendingReply {
  readonly source: Source;
  reply: Message | undefined;
  end: () => void = () => undefined;

  constructor(cx: ContainerContext, token: number) {
    this.source = cx.events.register("message", token, {
      level: {
        ready: () => this.reply !== undefined,
        take: (payload) => {
          if (!payload) return { data: 1, lost: 0 };
          const { reply } = this;
          this.end();
          return { data: 1, lost: 0, payload: reply };
        },
      },
    });
  }
}

class Messaging {
  private readonly bus: Bus;
  private readonly cx: ContainerContext;
  private readonly pending = new Map<number, PendingReply>();
  private live = 0;
  readonly subscription: { open(filter: string, options: SubscribeOptions, token: number): Subscription };

  constructor(bus: Bus, cx: ContainerContext) {
    this.bus = bus;
    this.cx = cx;
    this.subscription = { open: (filter, options, token) => this.subscribe(filter, options, token) };
  }

  publish(topic: string, payload: Uint8Array, contentType: string | undefined): undefined {
    this.bus.publish(this.accept(topic, payload, { contentType }), false);
  }

  publishWith(topic: string, payload: Uint8Array, options: PublishOptions): undefined {
    this.bus.publish(this.accept(topic, payload, options), options.retain);
  }

  request(
    topic: string,
    payload: Uint8Array,
    contentType: string | undefined,
    timeoutMs: number,
    maxReply: number,
  ): Message | Promise<Message> {
    const { bus, cx } = this;
    // A handler could never see the answer: do not bother anyone with the question.
    if (!cx.mayWait || timeoutMs === 0) return fail("would-block");
    const answered = new Condition();
    let reply: Message | undefined;
    const request: Request = {
      sender: cx.name,
      topic,
      maxReply,
      expires: expiry(cx, timeoutMs),
      answer: (message) => {
        reply = toMessage(message, "at-most-once", false, 0n);
        answered.changed();
      },
    };
    bus.request(this.accept(topic, payload, { contentType }), request);
    const giveUp = (code: "timeout" | "cancelled"): never => {
      bus.abandon(request);
      return fail(code);
    };
    return waitFor(cx, answered, {
      timeoutMs,
      attempt: () => reply,
      onTimeout: () => giveUp("timeout"),
      onStop: () => giveUp("cancelled"),
    });
  }

  sendRequest(
    topic: string,
    payload: Uint8Array,
    contentType: string | undefined,
    token: number,
    ttlMs: number,
    maxReply: number,
  ): undefined {
    const { bus, cx } = this;
    const message = this.accept(topic, payload, { contentType });
    this.count();
    const pending = this.counted(() => new PendingReply(cx, token));
    const request: Request = {
      sender: cx.name,
      topic,
      maxReply,
      expires: expiry(cx, ttlMs),
      answer: (reply) => {
        pending.reply = toMessage(reply, "at-most-once", false, 0n);
        pending.source.wake();
      },
    };
    const ttl = cx.timeline.at(request.expires, () => pending.end());
    pending.end = () => {
      ttl.cancel();
      bus.abandon(request);
      pending.source.close();
      if (this.pending.delete(token)) this.live -= 1;
    };
    this.pending.set(token, pending);
    try {
      bus.request(message, request);
    } catch {
      // Nobody serves the topic now: as with any other request, the app's timer will notice.
    }
  }

  takeReply(token: number): Message {
    const pending = this.pending.get(token);
    if (pending === undefined) return fail("not-found");
    const { reply } = pending;
    if (reply === undefined) return fail("would-block");
    pending.end();
    return reply;
  }

  reply(ticket: bigint, payload: Uint8Array, contentType: string | undefined): undefined {
    const { bus, cx } = this;
    const refusal =
      refuseMessage(payload, contentType, [], cx.limits.messageBytes) ??
      bus.reply(cx.name, ticket, bus.accept(cx.name, "", payload, { contentType }));
    if (refusal !== undefined) fail(refusal);
  }

  latest(topic: string, maxPayload: number): Message | undefined {
    const message = this.bus.latest(topic);
    if (message === undefined) return undefined;
    if (message.payload.length > maxPayload) return fail("too-large");
    return toMessage(message, message.qos, true, 0n);
  }

  close(): void {
    for (const pending of [...this.pending.values()]) pending.end();
  }

  private subscribe(filter: string, options: SubscribeOptions, token: number): Subscription {
    const { bus, cx } = this;
    if (!isFilter(filter) || options.queue < 1 || options.queue > maxQueue) return fail("invalid-argument");
    this.count();
    const subscription = this.counted(
      () =>
        new Subscription(cx, options, token, () => {
          this.live -= 1;
          bus.unsubscribe(subscriber);
        }),
    );
    const subscriber: Subscriber = {
      container: cx.name,
      filter,
      options,
      inbox: subscription.inbox,
      mayReceive: (topic) => cx.allowed("messaging.subscribe", [topic]),
    };
    bus.subscribe(subscriber);
    return subscription;
  }

  private accept(topic: string, payload: Uint8Array, options: Partial<PublishOptions>): Published {
    if (!isTopic(topic)) return fail("invalid-argument");
    const refusal = refuseMessage(payload, options.contentType, options.properties ?? [], this.cx.limits.messageBytes);
    if (refusal !== undefined) return fail(refusal);
    return this.bus.accept(this.cx.name, topic, payload, options);
  }

  private count(): void {
    if (this.live >= this.cx.limits.subscriptions) fail("exhausted");
    this.live += 1;
  }

  private counted<T>(make: () => T): T {
    try {
      return make();
    } catch (error) {
      this.live -= 1;
      throw error;
    }
  }
}

function expiry(cx: ContainerContext, ms: number): bigint {
  return ms >= forever ? 2n ** 63n : cx.timeline.now() + BigInt(ms) * nsPerMs;
}

/** The driver of one container. */
export function createBus(bus: Bus, cx: ContainerContext) {
  return new Messaging(bus, cx);
}
