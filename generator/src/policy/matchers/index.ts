/** The matcher of each kind. */
import type { MatcherSpec } from "../scopes.js";
import { address } from "./address.js";
import { filter } from "./filter.js";
import { host } from "./host.js";
import { key } from "./key.js";
import type { Matcher } from "./matcher.js";
import { name } from "./name.js";
import { path } from "./path.js";
import { port } from "./port.js";
import { prefix } from "./prefix.js";
import { topic } from "./topic.js";
import { word } from "./word.js";

const plain = { address, filter, host, key, name, path, port, prefix, topic } as const;

export function matcherOf(spec: MatcherSpec): Matcher {
  return spec.kind === "word" ? word(spec.words) : plain[spec.kind];
}
