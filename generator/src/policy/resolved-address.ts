/** Where a name that was allowed may lead: each resolved address is looked at before a connection is made. */
import { HostPattern } from "./matchers/host.js";
import { parseIp } from "./matchers/ip.js";
import { reachesPrivate, specialClass } from "./matchers/ip-class.js";
import type { Permission } from "./permission.js";

/**
 * Does an allow that names the address cover it, or does one that covers the name lead there? Public addresses follow
 * the name, private ones need `+private`, special ones (loopback, link-local, metadata, ...) must be named.
 */
export function mayConnect(
  allow: readonly Permission[],
  hostIndex: number,
  named: Permission,
  literal: Permission,
): boolean {
  if (allow.some((permission) => permission.covers(literal))) return true;
  return allow.some((permission) => {
    const pattern = permission.args[hostIndex];
    const address = literal.args[hostIndex];
    if (!permission.covers(named) || !(pattern instanceof HostPattern) || !(address instanceof HostPattern))
      return false;
    return vetAddress(pattern, address.text);
  });
}

/** May a name covered by `pattern` lead to `address`? Says nothing about grants that name the address. */
export function vetAddress(pattern: HostPattern, address: string): boolean {
  const ip = parseIp(address);
  if (ip === undefined || pattern.hosts.kind === "net") return false;
  return specialClass(ip) === undefined && (pattern.toPrivate || !reachesPrivate(ip));
}
