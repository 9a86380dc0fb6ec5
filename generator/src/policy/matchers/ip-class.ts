/** Which addresses are more than a host on the internet: those that a grant must name, and private ranges. */
import { type IpNet, knownNet, netCovers, netOverlaps } from "./ip.js";

export type SpecialClass =
  | "loopback"
  | "link-local"
  | "metadata"
  | "unspecified"
  | "multicast"
  | "broadcast"
  | "reserved";

/** A grant reaches these only by naming them: with an address or a network inside one of these ranges. */
const special: readonly { readonly class: SpecialClass; readonly net: IpNet }[] = [
  ...nets("metadata", "169.254.169.254", "100.100.100.200", "168.63.129.16", "192.0.0.192", "fd00:ec2::254"),
  ...nets("broadcast", "255.255.255.255"),
  ...nets("unspecified", "0.0.0.0/8", "::"),
  ...nets("loopback", "127.0.0.0/8", "::1"),
  ...nets("link-local", "169.254.0.0/16", "fe80::/10"),
  ...nets("multicast", "224.0.0.0/4", "ff00::/8"),
  // Reserved, or IPv4 wrapped in ways that cannot be undone: compatible addresses, local NAT64, Teredo, discard.
  ...nets("reserved", "240.0.0.0/4", "::/96", "64:ff9b:1::/48", "2001::/32", "100::/64"),
];

const privateNets = [
  ...["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "198.18.0.0/15", "192.0.0.0/24"],
  ...["fc00::/7", "fec0::/10"],
].map(knownNet);

function nets(name: SpecialClass, ...texts: readonly string[]) {
  return texts.map((text) => ({ class: name, net: knownNet(text) }));
}

/** The class of an address, or of a network that lies wholly inside one. */
export function specialClass(net: IpNet): SpecialClass | undefined {
  return special.find((entry) => netCovers(entry.net, net))?.class;
}

/** Does the network contain private addresses? */
export function reachesPrivate(net: IpNet): boolean {
  return privateNets.some((range) => netOverlaps(range, net));
}
