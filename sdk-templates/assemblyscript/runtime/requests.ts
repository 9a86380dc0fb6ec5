/**
 * Questions over topics, and callbacks for their answers, which are functions of the module or methods of a class that
 * extends `Request`. In a reactor, import "./message-handler" and "./timer-handler" as well.
 *
 * @example
 * request("plant/valve", String.UTF8.encode("open?"), 1000, (request, reply) => {
 *   console.log(reply === null ? "no answer" : textOf(reply));
 * });
 */
import { sendRequest, takeReply } from "../messaging/bus";
import { Disposition, Message } from "../messaging/types";
import { Status } from "../system/types";
import { setMessageHook } from "./hooks";
import { Timer } from "./timers";
import { Subscriber, takeAll } from "./topics";

export class Request extends Subscriber {
  /** Longest payload of an answer. */
  maxReply: u32 = 1024;
  private waiting: bool = false;
  private limit: Limit | null = null;

  constructor(private answered: ((request: Request, reply: Message | null) => void) | null = null) {
    super(null);
  }

  /** Called once: with the answer, or with null when there was none in time. */
  done(reply: Message | null): void {
    const answered = this.answered;
    if (answered !== null) answered(this, reply);
  }

  /** Publishes a question; `Busy` while one waits. */
  ask(topic: string, payload: ArrayBuffer, timeoutMs: u32): Status {
    if (this.waiting) return Status.Busy;
    const limit = new Limit(this);
    const timed = limit.after(timeoutMs);
    if (timed != Status.Ok) return timed;
    setMessageHook(takeAll);
    const question = Uint8Array.wrap(payload);
    const token = <u32>changetype<usize>(this);
    const sent = sendRequest(topic, question, null, token, timeoutMs, this.maxReply);
    if (sent != Status.Ok) {
      limit.cancel();
      return sent;
    }
    // Its address is the token.
    __pin(changetype<usize>(this));
    this.limit = limit;
    this.waiting = true;
    return sent;
  }

  get isWaiting(): bool {
    return this.waiting;
  }

  /** Its callback is not called any more. */
  cancel(): void {
    if (!this.waiting) return;
    this.waiting = false;
    const limit = this.limit;
    if (limit !== null) limit.cancel();
    this.limit = null;
    __unpin(changetype<usize>(this));
  }

  /** @internal */
  end(reply: Message | null): void {
    if (!this.waiting) return;
    this.cancel();
    this.done(reply);
  }

  /** @internal In a reactor: the reply. */
  hear(message: Message): Disposition {
    this.end(message);
    return Disposition.Accept;
  }

  /** @internal In a command: the reply. */
  takeAll(): void {
    const taken = takeReply(<u32>changetype<usize>(this));
    if (taken.isOk) this.end(taken.value);
  }
}

class Limit extends Timer {
  constructor(private request: Request) {
    super(null);
  }

  fire(): void {
    this.request.end(null);
  }
}

/** Asks, and calls `answered` with the reply, or with null; a question that was refused does not wait. */
export function request(
  topic: string,
  payload: ArrayBuffer,
  timeoutMs: u32,
  answered: (request: Request, reply: Message | null) => void,
): Request {
  const asked = new Request(answered);
  asked.ask(topic, payload, timeoutMs);
  return asked;
}
