/** What the sockets of all containers go through: name lookups, error codes, the count of each container. */
import { lookup } from "node:dns/promises";
import { type ErrorCode, fail, HostError } from "../../fail.js";
import type { ContainerContext } from "../../kernel/context.js";
import { isAddress } from "./address.js";

export const readiness = { readable: 1, writable: 2, closed: 4 } as const;

const codes: ReadonlyMap<string, ErrorCode> = new Map([
  ["ECONNREFUSED", "refused"],
  ["ECONNRESET", "reset"],
  ["ECONNABORTED", "reset"],
  ["EPIPE", "reset"],
  ["EHOSTUNREACH", "unreachable"],
  ["ENETUNREACH", "unreachable"],
  ["EHOSTDOWN", "unreachable"],
  ["ENETDOWN", "unreachable"],
  ["ETIMEDOUT", "timeout"],
  ["EADDRINUSE", "address-in-use"],
  ["EADDRNOTAVAIL", "not-ready"],
  ["EACCES", "denied"],
  ["ENOTFOUND", "unresolved"],
  ["ENODATA", "unresolved"],
  ["EAI_AGAIN", "not-ready"],
  ["EMSGSIZE", "too-large"],
]);

export function networkCode(error: unknown, otherwise: ErrorCode = "unreachable"): ErrorCode {
  if (error instanceof HostError) return error.code;
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return (typeof code === "string" ? codes.get(code) : undefined) ?? otherwise;
}

/** Looks a name up; an address is its own answer. */
export async function lookUp(host: string): Promise<readonly string[]> {
  if (isAddress(host)) return [host];
  try {
    const found = await lookup(host, { all: true });
    return found.map((entry) => entry.address).slice(0, 8);
  } catch (error) {
    return fail(networkCode(error, "unresolved"));
  }
}

/** The addresses that the grant by which the name was reached lets a connection go to. */
export async function vettedAddresses(
  cx: ContainerContext,
  protocol: "tcp" | "tls" | "udp",
  host: string,
  port: number,
): Promise<readonly string[]> {
  const found = await lookUp(host);
  const vetted = found.filter((address) => cx.connectAllowed(protocol, host, address, port));
  return vetted.length > 0 ? vetted : fail("denied");
}

/** Counts the sockets of one container. */
export class SocketCount {
  private readonly cx: ContainerContext;
  private live = 0;

  constructor(cx: ContainerContext) {
    this.cx = cx;
  }

  /** Fails with `exhausted`, or answers how to give the place back (once). */
  take(): () => void {
    if (this.live >= this.cx.limits.sockets) return fail("exhausted");
    this.live += 1;
    const release = this.cx.holdOpen();
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      this.live -= 1;
      release();
    };
  }
}
