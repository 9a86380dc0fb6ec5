/** The scopes that the tests of the policy use: those of the standard packages and one of a user. */
import { type ScopeSpec, type ScopeTable, scopeTable } from "ocrekit/policy";

type Kind = Exclude<ScopeSpec["params"][number]["matcher"]["kind"], "word">;

function scope(name: string, params: Readonly<Record<string, Kind | readonly string[]>>): ScopeSpec {
  return {
    name,
    params: Object.entries(params).map(([param, kind]) => ({
      name: param,
      matcher: typeof kind === "string" ? { kind } : { kind: "word", words: kind },
    })),
  };
}

export const scopes: ScopeTable = scopeTable([
  scope("gpio.read", { line: "name" }),
  scope("gpio.write", { line: "name" }),
  scope("storage.read", { path: "path" }),
  scope("storage.write", { path: "path" }),
  scope("kv.read", { store: "name", key: "key" }),
  scope("kv.watch", { store: "name", prefix: "prefix" }),
  scope("messaging.publish", { topic: "topic" }),
  scope("messaging.subscribe", { filter: "filter" }),
  scope("messaging.share", { group: "name", filter: "filter" }),
  scope("net.connect", { protocol: ["tcp", "tls", "udp"], host: "host", port: "port" }),
  scope("net.listen", { protocol: ["tcp", "udp"], address: "address", port: "port" }),
  scope("net.resolve", { host: "host" }),
  scope("system.restart", {}),
  scope("relay.switch", { relay: "name" }),
]);
