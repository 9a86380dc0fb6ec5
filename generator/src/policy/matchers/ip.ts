/** IP addresses and networks: strict texts, one canonical form, and the wrapped IPv4 addresses unwrapped. */

/** An address, or a network when `prefix` is shorter than the family's bits. */
export interface IpNet {
  readonly family: 4 | 6;
  readonly bits: bigint;
  readonly prefix: number;
}

const width = { 4: 32, 6: 128 } as const;

/** Only dotted decimal without leading zeros and RFC 4291 texts: `127.1`, `0177.0.0.1`, `2130706433` are nothing. */
export function parseIp(text: string): IpNet | undefined {
  const plain = text.includes(":") ? parseIpv6(text) : parseIpv4(text);
  return plain === undefined ? undefined : unwrap(plain);
}

/** An address or `address/prefix`; a string says what is wrong. */
export function parseNet(text: string): IpNet | string {
  const slash = text.indexOf("/");
  const address = slash < 0 ? text : text.slice(0, slash);
  const plain = address.includes(":") ? parseIpv6(address) : parseIpv4(address);
  if (plain === undefined) return "expected an IP address or a network such as '10.0.0.0/8'";
  const bits = width[plain.family];
  const prefixText = slash < 0 ? String(bits) : text.slice(slash + 1);
  const prefix = /^(?:0|[1-9][0-9]{0,2})$/.test(prefixText) ? Number(prefixText) : -1;
  if (prefix < 0 || prefix > bits) return `the prefix length is a number from 0 to ${bits}`;
  const masked = mask(plain.bits, bits, prefix);
  if (masked !== plain.bits)
    return `the address has bits set after its prefix; write '${printIp({ ...plain, bits: masked, prefix })}'`;
  const net = unwrap({ ...plain, prefix });
  return net ?? "addresses of this range lead to IPv4 addresses; write those";
}

export function netCovers(outer: IpNet, inner: IpNet): boolean {
  if (outer.family !== inner.family || outer.prefix > inner.prefix) return false;
  return mask(inner.bits, width[outer.family], outer.prefix) === outer.bits;
}

export function netOverlaps(a: IpNet, b: IpNet): boolean {
  return netCovers(a, b) || netCovers(b, a);
}

/** RFC 5952 for IPv6. */
export function printIp(net: IpNet): string {
  const address = net.family === 4 ? printIpv4(net.bits) : printIpv6(net.bits);
  return net.prefix === width[net.family] ? address : `${address}/${net.prefix}`;
}

/** A table entry of ours. */
export function knownNet(text: string): IpNet {
  const slash = text.indexOf("/");
  const address = slash < 0 ? text : text.slice(0, slash);
  const plain = address.includes(":") ? parseIpv6(address) : parseIpv4(address);
  if (plain === undefined) throw new Error(`'${text}' is not a network`);
  return { ...plain, prefix: slash < 0 ? plain.prefix : Number(text.slice(slash + 1)) };
}

/** Where an IPv4 address hides inside IPv6 ones. */
const wrappers = [
  { net: knownNet("::ffff:0:0/96"), shift: 0n },
  { net: knownNet("64:ff9b::/96"), shift: 0n },
  { net: knownNet("2002::/16"), shift: 80n },
] as const;

/** `undefined`: a network within a wrapping range that is narrower than the wrapped address. */
function unwrap(net: IpNet): IpNet | undefined {
  if (net.family === 4) return net;
  for (const { net: wrapper, shift } of wrappers) {
    if (!netCovers(wrapper, net)) continue;
    const inside = net.prefix - wrapper.prefix;
    const isAddress = net.prefix === 128;
    if (inside > 32 && !isAddress) return undefined;
    return { family: 4, bits: (net.bits >> shift) & 0xffffffffn, prefix: Math.min(32, inside) };
  }
  return net;
}

function mask(bits: bigint, size: number, prefix: number): bigint {
  const drop = BigInt(size - prefix);
  return (bits >> drop) << drop;
}

function parseIpv4(text: string): IpNet | undefined {
  if (!/^(?:(?:0|[1-9][0-9]{0,2})(?:\.(?!$)|$)){4}$/.test(text)) return undefined;
  let bits = 0n;
  for (const part of text.split(".")) {
    const byte = Number(part);
    if (byte > 255) return undefined;
    bits = (bits << 8n) | BigInt(byte);
  }
  return { family: 4, bits, prefix: 32 };
}

function parseIpv6(text: string): IpNet | undefined {
  if (text.length > 45) return undefined;
  const halves = text.split("::");
  if (halves.length > 2) return undefined;
  const head = groups(halves[0] ?? "", halves.length === 1);
  const tail = halves.length === 2 ? groups(halves[1] ?? "", true) : [];
  if (head === undefined || tail === undefined) return undefined;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return undefined;
  let bits = 0n;
  for (const group of [...head, ...Array.from({ length: missing }, () => 0), ...tail])
    bits = (bits << 16n) | BigInt(group);
  return { family: 6, bits, prefix: 128 };
}

function groups(text: string, mayEndInIpv4: boolean): readonly number[] | undefined {
  if (text === "") return [];
  const parts = text.split(":");
  const found: number[] = [];
  for (const [i, part] of parts.entries()) {
    if (mayEndInIpv4 && i === parts.length - 1 && part.includes(".")) {
      const v4 = parseIpv4(part);
      if (v4 === undefined) return undefined;
      found.push(Number(v4.bits >> 16n), Number(v4.bits & 0xffffn));
    } else if (/^[0-9a-fA-F]{1,4}$/.test(part)) found.push(Number.parseInt(part, 16));
    else return undefined;
  }
  return found;
}

function printIpv4(bits: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => (bits >> shift) & 0xffn).join(".");
}

function printIpv6(bits: bigint): string {
  const all = Array.from({ length: 8 }, (_, i) => ((bits >> BigInt(112 - i * 16)) & 0xffffn).toString(16));
  let from = 0;
  let length = 0;
  for (let i = 0; i < 8; i++) {
    let run = 0;
    while (all[i + run] === "0") run += 1;
    if (run > length) [from, length] = [i, run];
  }
  if (length < 2) return all.join(":");
  return `${all.slice(0, from).join(":")}::${all.slice(from + length).join(":")}`;
}
