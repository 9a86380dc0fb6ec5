/** Addresses to listen on; `any` is all of them, so only `any` covers it. */
import { type IpNet, netCovers, netOverlaps, parseIp, parseNet, printIp } from "./ip.js";
import type { Canonical, Matcher, Pattern } from "./matcher.js";

class AddressPattern implements Pattern {
  readonly text: string;
  readonly #net: IpNet | undefined;

  constructor(net: IpNet | undefined) {
    this.#net = net;
    this.text = net === undefined ? "any" : printIp(net);
  }

  covers(other: Pattern): boolean {
    if (!(other instanceof AddressPattern)) return false;
    if (this.#net === undefined) return true;
    return other.#net !== undefined && netCovers(this.#net, other.#net);
  }

  overlaps(other: Pattern): boolean {
    if (!(other instanceof AddressPattern)) return false;
    return this.#net === undefined || other.#net === undefined || netOverlaps(this.#net, other.#net);
  }
}

const any = new AddressPattern(undefined);

export const address: Matcher = {
  value: (raw): Canonical | undefined => {
    if (raw === "any") return { value: "any", pattern: any };
    const net = parseIp(raw);
    if (net === undefined) return undefined;
    // The unspecified address listens on all of them.
    if (net.bits === 0n) return { value: "any", pattern: any };
    const pattern = new AddressPattern(net);
    return { value: pattern.text, pattern };
  },
  pattern: (text) => {
    if (text === "*" || text === "any") return any;
    const net = parseNet(text);
    if (typeof net === "string") return `${net}, or 'any'`;
    return net.bits === 0n && net.prefix === (net.family === 4 ? 32 : 128) ? any : new AddressPattern(net);
  },
  all: any,
};
