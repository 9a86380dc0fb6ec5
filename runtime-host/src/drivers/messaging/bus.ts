/** The in-process bus: kept values, routing, groups, requests and their tickets. One for all containers of a run. */
import { type ErrorCode, fail } from "../../fail.js";
import { nsPerMs, type Timeline } from "../../kernel/timeline.js";
import type { Inbox } from "./inbox.js";
import type { Published, PublishOptions, SubscribeOptions } from "./message.js";
import { matchesFilter } from "./topics.js";

const maxKept = 1024;

export interface Subscriber {
  readonly container: string;
  readonly filter: string;
  readonly options: SubscribeOptions;
  readonly inbox: Inbox;
  /** Asked again for each message: a grant may have been withdrawn since. */
  mayReceive(topic: string): boolean;
}

/** A request that waits for its reply. */
export interface Request {
  readonly sender: string;
  readonly topic: string;
  readonly maxReply: number;
  readonly expires: bigint;
  answer(reply: Published): void;
}

interface Ticket {
  readonly holder: string;
  readonly request: Request;
}

export class Bus {
  readonly timeline: Timeline;
  private readonly kept = new Map<string, Published>();
  private readonly subscribers = new Set<Subscriber>();
  private readonly tickets = new Map<bigint, Ticket>();
  /** The member of each group that gets the next message. */
  private readonly turns = new Map<string, number>();
  private readonly closed = new WeakSet<Request>();
  private nextTicket = 1n;

  constructor(timeline: Timeline) {
    this.timeline = timeline;
  }

  accept(sender: string, topic: string, payload: Uint8Array, options: Partial<PublishOptions>): Published {
    const now = this.timeline.now();
    const expiryMs = options.expiryMs ?? 0;
    return {
      topic,
      // Its own bytes: the publisher may reuse or change its buffer.
      payload: Uint8Array.from(payload),
      contentType: options.contentType,
      properties: options.properties ?? [],
      qos: options.qos ?? "at-most-once",
      time: now,
      sender,
      expires: expiryMs === 0 ? undefined : now + BigInt(expiryMs) * nsPerMs,
    };
  }

  publish(message: Published, retain: boolean): void {
    if (retain) this.keep(message);
    this.route(message, undefined);
  }

  /** Publishes a request; `not-found` when nobody got it. */
  request(message: Published, request: Request): void {
    if (this.route(message, request) === 0) fail("not-found");
  }

  /** The requester does not wait any longer. */
  abandon(request: Request): void {
    this.closed.add(request);
    for (const [id, ticket] of this.tickets) if (ticket.request === request) this.tickets.delete(id);
  }

  reply(holder: string, id: bigint, reply: Published): ErrorCode | undefined {
    const ticket = this.tickets.get(id);
    if (ticket === undefined || ticket.holder !== holder) return "not-found";
    const { request } = ticket;
    if (request.expires <= this.timeline.now()) {
      this.abandon(request);
      return "timeout";
    }
    if (reply.payload.length > request.maxReply) return "too-large";
    this.abandon(request);
    request.answer({ ...reply, topic: request.topic });
    return undefined;
  }

  latest(topic: string): Published | undefined {
    const message = this.kept.get(topic);
    if (message?.expires !== undefined && message.expires <= this.timeline.now()) {
      this.kept.delete(topic);
      return undefined;
    }
    return message;
  }

  subscribe(subscriber: Subscriber): void {
    const { options, filter, container } = subscriber;
    const isNew = ![...this.subscribers].some((other) => other.container === container && other.filter === filter);
    this.subscribers.add(subscriber);
    // Members of a group share fresh messages; kept values would reach one of them by chance only.
    if (options.group !== undefined || options.retained === "ignore") return;
    if (options.retained === "send-if-new" && !isNew) return;
    for (const topic of [...this.kept.keys()].sort()) {
      const message = this.latest(topic);
      if (message !== undefined && this.wanted(subscriber, message)) subscriber.inbox.add(message, true, 0n);
    }
  }

  unsubscribe(subscriber: Subscriber): void {
    this.subscribers.delete(subscriber);
    const left = subscriber.inbox.close();
    const { group } = subscriber.options;
    if (group === undefined) return;
    const members = this.members(group, subscriber.filter);
    if (members.length === 0) this.turns.delete(`${group}\0${subscriber.filter}`);
    for (const message of left) this.deliverToGroup(members, message, undefined);
  }

  private keep(message: Published): void {
    if (message.payload.length === 0) this.kept.delete(message.topic);
    else if (this.kept.size >= maxKept && !this.kept.has(message.topic)) fail("exhausted");
    else this.kept.set(message.topic, message);
  }

  private route(message: Published, request: Request | undefined): number {
    let receivers = 0;
    const groups = new Set<string>();
    for (const subscriber of [...this.subscribers]) {
      if (!this.wanted(subscriber, message)) continue;
      const { group } = subscriber.options;
      if (group === undefined) {
        this.deliver(subscriber, message, request);
        receivers += 1;
        continue;
      }
      const key = `${group}\0${subscriber.filter}`;
      if (groups.has(key)) continue;
      groups.add(key);
      receivers += this.deliverToGroup(this.members(group, subscriber.filter), message, request);
    }
    return receivers;
  }

  private wanted(subscriber: Subscriber, message: Published): boolean {
    return (
      matchesFilter(subscriber.filter, message.topic) &&
      !(subscriber.options.noLocal && subscriber.container === message.sender) &&
      subscriber.mayReceive(message.topic)
    );
  }

  private members(group: string, filter: string): readonly Subscriber[] {
    return [...this.subscribers].filter((other) => other.options.group === group && other.filter === filter);
  }

  private deliverToGroup(members: readonly Subscriber[], message: Published, request: Request | undefined): number {
    const wanting = members.filter((member) => this.wanted(member, message));
    // A member whose queue is full is passed over, unless all are.
    const able = wanting.filter((member) => member.inbox.hasRoom);
    const choice = able.length > 0 ? able : wanting;
    const first = choice[0];
    if (first === undefined) return 0;
    const key = `${first.options.group}\0${first.filter}`;
    const turn = this.turns.get(key) ?? 0;
    this.turns.set(key, turn + 1);
    this.deliver(choice[turn % choice.length] ?? first, message, request);
    return 1;
  }

  private deliver(subscriber: Subscriber, message: Published, request: Request | undefined): void {
    let ticket = 0n;
    // A subscriber may answer before the next one gets the request: that one need not.
    if (request !== undefined && !this.closed.has(request)) {
      ticket = this.nextTicket;
      this.nextTicket += 1n;
      this.tickets.set(ticket, { holder: subscriber.container, request });
    }
    subscriber.inbox.add(message, false, ticket);
  }
}
