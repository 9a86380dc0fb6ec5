/** Hosts: names, `*.name`, addresses and networks; `+private` lets a name lead into private ranges. */
import { type IpNet, netCovers, netOverlaps, parseIp, parseNet, printIp } from "./ip.js";
import { reachesPrivate, specialClass } from "./ip-class.js";
import type { Canonical, Matcher, Pattern } from "./matcher.js";

type Hosts =
  | { readonly kind: "all" }
  | { readonly kind: "name" | "below"; readonly name: string }
  | { readonly kind: "net"; readonly net: IpNet };

export class HostPattern implements Pattern {
  readonly text: string;
  readonly hosts: Hosts;
  /** May a name that this covers lead to a private address? */
  readonly toPrivate: boolean;

  constructor(hosts: Hosts, toPrivate = false) {
    this.hosts = hosts;
    this.toPrivate = toPrivate;
    this.text = `${printHosts(hosts)}${toPrivate ? "+private" : ""}`;
  }

  /** Narrow: no name, `*` or wide network reaches addresses that a grant has to name. */
  covers(other: Pattern): boolean {
    if (!(other instanceof HostPattern)) return false;
    if (other.toPrivate && !this.toPrivate) return false;
    const mine = this.hosts;
    const theirs = other.hosts;
    switch (mine.kind) {
      case "all":
        if (theirs.kind !== "net") return true;
        return specialClass(theirs.net) === undefined && (this.toPrivate || !reachesPrivate(theirs.net));
      case "name":
        return theirs.kind === "name" && mine.name === theirs.name;
      case "below":
        if (theirs.kind === "name") return theirs.name.endsWith(`.${mine.name}`);
        return theirs.kind === "below" && isBelowOrSame(theirs.name, mine.name);
      case "net": {
        if (theirs.kind !== "net" || !netCovers(mine.net, theirs.net)) return false;
        return specialClass(theirs.net) === undefined || specialClass(mine.net) !== undefined;
      }
    }
  }

  /** Broad: plain sets of names and addresses. */
  overlaps(other: Pattern): boolean {
    if (!(other instanceof HostPattern)) return false;
    const mine = this.hosts;
    const theirs = other.hosts;
    if (mine.kind === "all" || theirs.kind === "all") return true;
    if (mine.kind === "net" || theirs.kind === "net")
      return mine.kind === "net" && theirs.kind === "net" && netOverlaps(mine.net, theirs.net);
    if (mine.kind === "name")
      return theirs.kind === "name" ? mine.name === theirs.name : mine.name.endsWith(`.${theirs.name}`);
    if (theirs.kind === "name") return theirs.name.endsWith(`.${mine.name}`);
    return isBelowOrSame(mine.name, theirs.name) || isBelowOrSame(theirs.name, mine.name);
  }
}

function isBelowOrSame(name: string, ancestor: string): boolean {
  return name === ancestor || name.endsWith(`.${ancestor}`);
}

function printHosts(hosts: Hosts): string {
  switch (hosts.kind) {
    case "all":
      return "*";
    case "name":
      return hosts.name;
    case "below":
      return `*.${hosts.name}`;
    case "net":
      return printIp(hosts.net);
  }
}

const suffix = "+private";
const all = new HostPattern({ kind: "all" });

/** Lower case, without a trailing dot, A-labels; `undefined` for what is no name, or a number in disguise. */
function canonicalName(raw: string): string | undefined {
  const name = (raw.endsWith(".") ? raw.slice(0, -1) : raw).toLowerCase();
  // Before lower-casing: 'K' (Kelvin sign) becomes 'k'.
  if (name.length > 253 || !/^[\x21-\x7e]+$/.test(raw)) return undefined;
  const labels = name.split(".");
  if (!labels.every((label) => /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/.test(label))) return undefined;
  // Resolvers read names that end like this as IPv4 addresses: 127.1, 0x7f000001, 2130706433.
  if (/^(?:[0-9]+|0x[0-9a-f]*)$/.test(labels.at(-1) ?? "")) return undefined;
  return name;
}

function parseHosts(text: string): Hosts | string {
  if (text === "*") return { kind: "all" };
  if (text.startsWith("*.")) {
    const name = canonicalName(text.slice(2));
    return name === undefined ? "expected a domain after '*.'" : { kind: "below", name };
  }
  if (/[/:]/.test(text) || /^[0-9.]+$/.test(text)) {
    const net = parseNet(text);
    return typeof net === "string" ? net : { kind: "net", net };
  }
  if (text.includes("*")) return "'*' stands alone or for the first labels: '*.example.com'";
  if (/[^\x21-\x7e]/.test(text)) return "write the name in its ASCII form ('xn--...')";
  const name = canonicalName(text);
  return name === undefined ? "expected a host name, '*.domain', an IP address or a network" : { kind: "name", name };
}

export const host: Matcher = {
  value: (raw): Canonical | undefined => {
    const ip = parseIp(raw);
    const name = ip === undefined ? canonicalName(raw) : undefined;
    if (ip === undefined && name === undefined) return undefined;
    const pattern = new HostPattern(ip === undefined ? { kind: "name", name: name ?? "" } : { kind: "net", net: ip });
    return { value: pattern.text, pattern };
  },
  pattern: (text) => {
    const toPrivate = text.endsWith(suffix);
    const hosts = parseHosts(toPrivate ? text.slice(0, -suffix.length) : text);
    if (typeof hosts === "string") return hosts;
    if (toPrivate && hosts.kind === "net") return "'+private' belongs to names; an address says itself where it leads";
    return toPrivate || hosts.kind !== "all" ? new HostPattern(hosts, toPrivate) : all;
  },
  all,
};
