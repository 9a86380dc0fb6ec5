/** Addresses: the variants of WIT, the text that Node uses, and both ways between them. */
import { isIPv4, isIPv6 } from "node:net";
import { fail } from "../../fail.js";

export type Ipv4Address = [number, number, number, number];
export type Ipv6Address = [number, number, number, number, number, number, number, number];
export type IpAddress =
  | { readonly tag: "ipv4"; readonly val: Ipv4Address }
  | { readonly tag: "ipv6"; readonly val: Ipv6Address };

export interface SocketAddress {
  readonly address: IpAddress;
  readonly port: number;
  readonly scopeId: number;
}

export function addressText(address: IpAddress): string {
  return address.tag === "ipv4" ? address.val.join(".") : address.val.map((part) => part.toString(16)).join(":");
}

/** An address that Node gave; IPv4 in IPv6 clothes is shown as what it is. */
export function parseAddress(text: string): IpAddress {
  const bare = text.split("%")[0] ?? "";
  if (isIPv4(bare)) return { tag: "ipv4", val: fourParts(bare) };
  if (!isIPv6(bare)) return fail("internal");
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare)?.[1];
  if (mapped !== undefined) return { tag: "ipv4", val: fourParts(mapped) };
  return { tag: "ipv6", val: eightParts(bare) };
}

export function socketAddress(address: string, port: number): SocketAddress {
  const scope = Number(/%(\d+)$/.exec(address)?.[1] ?? 0);
  return { address: parseAddress(address), port, scopeId: scope };
}

/** Brackets of URLs are not part of an address. */
export function isAddress(host: string): boolean {
  return isIPv4(host) || isIPv6(host);
}

function fourParts(text: string): Ipv4Address {
  const [a = 0, b = 0, c = 0, d = 0] = text.split(".").map(Number);
  return [a, b, c, d];
}

function eightParts(text: string): Ipv6Address {
  // A dotted tail is two groups.
  const plain = text.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, a, b, c, d) => {
    const group = (high: string, low: string): string => (Number(high) * 256 + Number(low)).toString(16);
    return `${group(a, b)}:${group(c, d)}`;
  });
  const [head = "", tail] = plain.split("::");
  const groups = (part: string): number[] =>
    part === "" ? [] : part.split(":").map((group) => Number.parseInt(group, 16));
  const left = groups(head);
  const right = tail === undefined ? [] : groups(tail);
  const gap = tail === undefined ? [] : Array.from({ length: 8 - left.length - right.length }, () => 0);
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = [...left, ...gap, ...right];
  return [a, b, c, d, e, f, g, h];
}
