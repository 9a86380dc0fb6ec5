/** What a component of our worlds imports, as far as the tests use it: log, timers, events, lines and a bus, under virtual time. The topic `denied` is. */

const forever = 0xffff_ffff;

/** An error of the WIT, as jco takes it. */
const refused = (code) => Object.assign(new Error(code), { payload: code });

/** `write` gets what people would see. */
export function createBoard({ threshold = "info", presses = [] }, write) {
  let now = 0;
  /** Of timers and of presses, by their time. */
  const due = [];
  const queue = [];
  const topics = new Map();
  const replies = new Map();
  const tickets = new Map();
  const watched = new Map();
  const levels = new Map();

  const at = (time, act, token) => {
    const entry = { time, act, token };
    due.push(entry);
    return entry;
  };
  const drop = (matches) => {
    const index = due.findIndex(matches);
    if (index >= 0) due.splice(index, 1);
    return index >= 0;
  };
  const post = (event) => queue.push({ data: 0, lost: 0, time: BigInt(now) * 1_000_000n, ...event });

  /** The next thing that happens before `limit`, if there is one. */
  function step(limit) {
    const [next] = due.toSorted((a, b) => a.time - b.time);
    if (next === undefined || next.time > limit) return false;
    due.splice(due.indexOf(next), 1);
    now = Math.max(now, next.time);
    next.act();
    return true;
  }

  const isTimer = (token) => (entry) => entry.token === token;
  const timers = {
    start(token, delayMs, periodMs) {
      drop(isTimer(token));
      const fire = () => {
        if (periodMs > 0) at(now + periodMs, fire, token);
        post({ kind: "timer", token });
      };
      at(now + delayMs, fire, token);
      return "ok";
    },
    cancel: (token) => (drop(isTimer(token)) ? "ok" : "not-found"),
    remaining: () => 0,
  };

  const change = (line, level) => write(`${now} ${line} ${level ? 1 : 0}`);
  for (const [time, line, level] of presses)
    at(time, () => {
      levels.set(line, level === 1);
      // Bounces are over after 20 ms without another change, as the apps of the tests ask for.
      drop((entry) => entry.token === line);
      at(
        now + 20,
        () => {
          const found = watched.get(line);
          const settled = levels.get(line);
          if (found === undefined || found.level === settled) return;
          found.level = settled;
          if (settled ? found.edges.rising : found.edges.falling)
            post({ kind: "line", token: found.token, data: settled ? 1 : 0 });
        },
        line,
      );
    });
  class Output {
    static open(line, { initiallyActive }) {
      const made = new Output();
      made.line = line;
      change(line, initiallyActive);
      return made;
    }
    write(active) {
      change(this.line, active);
      return "ok";
    }
  }
  class Input {
    static open(line) {
      const made = new Input();
      made.line = line;
      return made;
    }
    watch(edges, token) {
      watched.set(this.line, { edges, token, level: false });
      return "ok";
    }
  }

  let lastTicket = 0n;
  const message = (topic, payload, contentType, ticket = 0n) => ({
    topic,
    payload,
    contentType,
    properties: [],
    qos: "at-most-once",
    retained: false,
    time: 0n,
    ticket,
    sender: "app",
  });
  const heard = (token, item) => post({ kind: "message", token, item });
  function deliver(found) {
    for (const subscription of topics.get(found.topic) ?? []) {
      subscription.messages.push(found);
      heard(subscription.token, found);
    }
    return "ok";
  }
  class Subscription {
    static open(topic, _options, token) {
      if (topic === "denied") throw refused("denied");
      const made = Object.assign(new Subscription(), { topic, token, messages: [] });
      topics.set(topic, [...(topics.get(topic) ?? []), made]);
      return made;
    }
    receive() {
      const found = this.messages.shift();
      if (found === undefined) throw refused("would-block");
      return found;
    }
    queued() {
      return this.messages.length;
    }
    settle() {
      return "ok";
    }
    [Symbol.dispose ?? Symbol.for("dispose")]() {
      topics.set(this.topic, topics.get(this.topic)?.filter((other) => other !== this) ?? []);
    }
  }
  const bus = {
    Subscription,
    publish: (topic, payload, contentType) => deliver(message(topic, payload, contentType)),
    sendRequest(topic, payload, contentType, token) {
      lastTicket += 1n;
      tickets.set(lastTicket, token);
      return deliver(message(topic, payload, contentType, lastTicket));
    },
    reply(ticket, payload, contentType) {
      const token = tickets.get(ticket);
      if (token === undefined) return "not-found";
      tickets.delete(ticket);
      const found = message("", payload, contentType);
      replies.set(token, found);
      heard(token, found);
      return "ok";
    },
    takeReply(token) {
      const found = replies.get(token);
      replies.delete(token);
      if (found === undefined) throw refused("not-found");
      return found;
    },
  };

  const known = {
    "system/log": { log: (level, _target, text) => write(`${level} ${text}`), threshold: () => threshold },
    "system/timers": timers,
    "system/events": {
      wait(timeoutMs) {
        const limit = timeoutMs === forever ? Number.POSITIVE_INFINITY : now + timeoutMs;
        while (queue.length === 0) {
          if (step(limit)) continue;
          if (limit !== Number.POSITIVE_INFINITY) {
            now = limit;
            return undefined;
          }
          throw new Error("the app waits for ever");
        }
        const { item: _, ...event } = queue.shift();
        return event;
      },
    },
    "system/monotonic-clock": { now: () => BigInt(now) * 1_000_000n, getResolution: () => 1_000_000n },
    "gpio/lines": { Input, Output },
    "messaging/bus": bus,
  };
  /** What no test uses is there, and fails when it is called. */
  const unused = (name) => ({
    get: (own, key) =>
      own[key] ??
      {
        [key]: class {
          constructor() {
            throw new Error(`${name} ${key}`);
          }
        },
      }[key],
  });
  const imports = new Proxy(
    {},
    {
      get(_, path) {
        // jco leaves the version out.
        const [, name] = /^ocre:([a-z/-]+)/.exec(path) ?? [];
        return new Proxy(known[name] ?? {}, unused(path));
      },
    },
  );

  return {
    imports,
    /** Calls the handlers of a reactor until nothing can happen any more. */
    serve(handlers) {
      for (let calls = 0; calls < 1000; calls++) {
        while (queue.length === 0) if (!step(Number.POSITIVE_INFINITY)) return;
        const { kind, token, data, lost, time, item } = queue.shift();
        if (kind === "timer") handlers.timer(token, lost);
        else if (kind === "line") handlers.line(token, data, lost, time);
        else handlers.message(token, item);
      }
      throw new Error("the app never ends");
    },
  };
}
