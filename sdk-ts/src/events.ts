/** Where events go: by their kind to a source, by their token to the callback that waits for them. */
import type { Event, EventKind } from "#gen/system/events.js";
import type { Token } from "#gen/system/types.js";

type Receive = (event: Event) => void;

const sources: Map<EventKind, Receive> = /* @__PURE__ */ new Map();

/** Says who takes the events of a kind, for apps that wait for them by themselves. */
export function receive(kind: EventKind, take: Receive): void {
  sources.set(kind, take);
}

/** Hands an event to the callback that it is for; `false` when nobody waits for it. */
export function deliver(event: Event): boolean {
  const take = sources.get(event.kind);
  take?.(event);
  return take !== undefined;
}

let last = 0;

/**
 * A token that no timer, subscription or watch of this app has yet. The SDK's own come from here: an app that calls the
 * host's functions directly takes its tokens from here as well.
 */
export function nextToken(): Token {
  last += 1;
  return last;
}

/** Callbacks by the token of what they wait for. */
export class Waiting<T> {
  readonly #byToken: Map<Token, T> = new Map();

  add(waiting: T): Token {
    const token = nextToken();
    this.#byToken.set(token, waiting);
    return token;
  }

  get(token: Token): T | undefined {
    return this.#byToken.get(token);
  }

  delete(token: Token): boolean {
    return this.#byToken.delete(token);
  }
}
