/** Messages as the bus holds them and as guests get them. */
import type { ErrorCode } from "../../fail.js";
import { byteLength } from "./topics.js";

export type Qos = "at-most-once" | "at-least-once" | "exactly-once";
export type Disposition = "accept" | "retry" | "reject";

export interface Property {
  readonly name: string;
  readonly value: string;
}

/** A received message, as in WIT. */
export interface Message {
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly contentType: string | undefined;
  readonly properties: Property[];
  readonly qos: Qos;
  readonly retained: boolean;
  readonly time: bigint;
  readonly ticket: bigint;
  readonly sender: string;
}

export interface PublishOptions {
  readonly contentType: string | undefined;
  readonly qos: Qos;
  readonly retain: boolean;
  readonly expiryMs: number;
  readonly properties: readonly Property[];
}

export interface SubscribeOptions {
  readonly qos: Qos;
  readonly queue: number;
  readonly overflow: "drop-oldest" | "drop-newest";
  readonly maxPayload: number;
  readonly retained: "send" | "send-if-new" | "ignore";
  readonly noLocal: boolean;
  readonly group: string | undefined;
}

/** A message that was accepted, before any subscription has its own copy of it. */
export interface Published {
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly contentType: string | undefined;
  readonly properties: readonly Property[];
  readonly qos: Qos;
  readonly time: bigint;
  readonly sender: string;
  /** Not delivered from this mark on. */
  readonly expires: bigint | undefined;
}

const qosOrder: readonly Qos[] = ["at-most-once", "at-least-once", "exactly-once"];

/** What this bus does: it never sends twice on its own account, but a receiver may ask it to. */
export function lowerQos(published: Qos, subscribed: Qos): Qos {
  const level = Math.min(qosOrder.indexOf(published), qosOrder.indexOf(subscribed), 1);
  return qosOrder[level] ?? "at-most-once";
}

/** Why a message must not be taken from a publisher. */
export function refuseMessage(
  payload: Uint8Array,
  contentType: string | undefined,
  properties: readonly Property[],
  maxPayload: number,
): ErrorCode | undefined {
  if (payload.length > maxPayload) return "too-large";
  if (contentType !== undefined && byteLength(contentType) > 64) return "too-large";
  const bytes = properties.reduce((sum, { name, value }) => sum + byteLength(name) + byteLength(value), 0);
  return properties.length > 8 || bytes > 256 ? "too-large" : undefined;
}

export function toMessage(published: Published, qos: Qos, retained: boolean, ticket: bigint): Message {
  return {
    topic: published.topic,
    payload: published.payload,
    contentType: published.contentType,
    properties: [...published.properties],
    qos,
    retained,
    time: published.time,
    ticket,
    sender: published.sender,
  };
}
