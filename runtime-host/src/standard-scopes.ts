/** The scopes that our packages declare, as data: reading WIT at every start would cost more than the start. */
import { type MatcherSpec, type ScopeSpec, type ScopeTable, scopeTable } from "ocrekit/policy";

type Params = readonly (readonly [name: string, matcher: Exclude<MatcherSpec["kind"], "word"> | readonly string[]])[];

function scope(name: string, ...params: Params): ScopeSpec {
  return {
    name,
    params: params.map(([param, matcher]) => ({
      name: param,
      matcher: typeof matcher === "string" ? { kind: matcher } : { kind: "word", words: matcher },
    })),
  };
}

/** A test compares them with the directives in `wit/`. */
export const standardScopes: ScopeTable = scopeTable([
  scope("system.identity"),
  scope("system.restart"),
  scope("health.alert", ["id", "name"]),
  scope("gpio.read", ["line", "name"]),
  scope("gpio.write", ["line", "name"]),
  scope("messaging.publish", ["topic", "topic"]),
  scope("messaging.retain", ["topic", "topic"]),
  scope("messaging.request", ["topic", "topic"]),
  scope("messaging.subscribe", ["filter", "filter"]),
  scope("messaging.share", ["group", "name"], ["filter", "filter"]),
  scope("storage.read", ["path", "path"]),
  scope("storage.write", ["path", "path"]),
  scope("kv.open", ["store", "name"]),
  scope("kv.read", ["store", "name"], ["key", "key"]),
  scope("kv.write", ["store", "name"], ["key", "key"]),
  scope("kv.watch", ["store", "name"], ["prefix", "prefix"]),
  scope("net.connect", ["protocol", ["tcp", "tls", "udp"]], ["host", "host"], ["port", "port"]),
  scope("net.listen", ["protocol", ["tcp", "udp"]], ["address", "address"], ["port", "port"]),
  scope("net.identity", ["profile", "name"]),
  scope("net.multicast", ["group", "host"]),
  scope("net.resolve", ["host", "host"]),
  scope("net.find", ["kind", "name"]),
  scope("net.advertise", ["kind", "name"], ["name", "name"]),
  scope("sensors.read", ["name", "name"]),
]);
