/** Questions and answers over topics. */
import { reply, sendRequest } from "#gen/messaging/bus.js";
import type { Message } from "#gen/messaging/types.js";
import { OcreError } from "#gen/runtime/errors.js";
import { after } from "./timers.js";
import { awaitReply } from "./topics.js";

export interface RequestOptions {
  /** 5 seconds when absent. */
  readonly timeoutMs?: number;
  /** The longest payload of a reply, in bytes; 1,024 when absent. */
  readonly maxReply?: number;
  readonly contentType?: string;
}

/** Publishes a question; fulfilled with the first answer, rejected with an `OcreError` `timeout` when there is none. */
export function request(topic: string, payload: Uint8Array, options: RequestOptions = {}): Promise<Message> {
  const { timeoutMs = 5000, maxReply = 1024, contentType } = options;
  return new Promise((fulfil, reject) => {
    const reply = awaitReply((message) => {
      limit.cancel();
      reply.end();
      fulfil(message);
      return "accept";
    });
    const limit = after(timeoutMs, () => {
      reply.end();
      reject(new OcreError("timeout"));
    });
    try {
      sendRequest(topic, payload, contentType, reply.token, timeoutMs, maxReply);
    } catch (error) {
      limit.cancel();
      reply.end();
      reject(error);
    }
  });
}

/** Answers a message whose sender waits for it; `false` when nobody does. */
export function respond(message: Message, payload: Uint8Array, contentType?: string): boolean {
  if (message.ticket === 0n) return false;
  reply(message.ticket, payload, contentType);
  return true;
}
