/** Reads the keys of a JSON object: wrong types, unknown and duplicate keys become diagnostics at their places. */
import type { Diagnostic } from "../diagnostics/index.js";
import { policyDiagnostics } from "./catalog.js";
import type { JsonNode, JsonObject, JsonString } from "./json-tree.js";

export type Report = (diagnostic: Diagnostic) => void;

const kinds = {
  null: "null",
  boolean: "true or false",
  number: "a number",
  string: "a text",
  array: "a list",
  object: "an object",
} as const;

export class ObjectReader {
  readonly node: JsonObject;
  readonly #where: string;
  readonly #report: Report;
  readonly #values = new Map<string, JsonNode>();

  /** `keys`: all that the object may have; `where` names it: `ocre.json`, `limits`. */
  constructor(node: JsonObject, where: string, report: Report, keys?: readonly string[]) {
    this.node = node;
    this.#where = where;
    this.#report = report;
    for (const { key, keySpan, value } of node.entries) {
      if (keys !== undefined && !keys.includes(key))
        report(policyDiagnostics("policy/unknown-key", keySpan, { name: key, where, known: keys }));
      else if (this.#values.has(key)) report(policyDiagnostics("policy/duplicate-key", keySpan, { name: key }));
      else this.#values.set(key, value);
    }
  }

  /** Keys with their places, without duplicates and unknown ones. */
  get entries(): IterableIterator<[string, JsonNode]> {
    return this.#values.entries();
  }

  value(key: string): JsonNode | undefined {
    return this.#values.get(key);
  }

  string(key: string): string | undefined {
    return this.stringNode(key)?.value;
  }

  stringNode(key: string): JsonString | undefined {
    const node = this.#values.get(key);
    if (node === undefined || node.kind === "string") return node;
    return this.#wrong(key, "a text", node);
  }

  requiredString(key: string): JsonString | undefined {
    if (!this.#values.has(key)) {
      const span = { ...this.node.span, end: this.node.span.start + 1 };
      this.#report(policyDiagnostics("policy/missing-key", span, { name: key, where: this.#where }));
    }
    return this.stringNode(key);
  }

  boolean(key: string): boolean | undefined {
    const node = this.#values.get(key);
    if (node === undefined) return undefined;
    return node.kind === "boolean" ? node.value : this.#wrong(key, "true or false", node);
  }

  /** A whole number of a range. */
  integer(key: string, least: number, most: number): number | undefined {
    const node = this.#values.get(key);
    if (node === undefined) return undefined;
    if (node.kind !== "number") return this.#wrong(key, "a number", node);
    if (Number.isInteger(node.value) && node.value >= least && node.value <= most) return node.value;
    return this.bad(key, node, `is a whole number from ${least} to ${most}`);
  }

  /** One of a few texts. */
  choice<const T extends string>(key: string, choices: readonly T[]): T | undefined {
    const node = this.stringNode(key);
    if (node === undefined) return undefined;
    const found = choices.find((choice) => choice === node.value);
    return found ?? this.bad(key, node, `is one of ${choices.map((c) => `'${c}'`).join(", ")}`);
  }

  strings(key: string): readonly JsonString[] {
    const node = this.#values.get(key);
    if (node === undefined) return [];
    if (node.kind !== "array") {
      this.#wrong(key, "a list of texts", node);
      return [];
    }
    return node.items.filter((item): item is JsonString => {
      if (item.kind !== "string") this.#wrong(`an item of '${key}'`, "a text", item);
      return item.kind === "string";
    });
  }

  object(key: string, keys?: readonly string[]): ObjectReader | undefined {
    const node = this.#values.get(key);
    if (node === undefined) return undefined;
    if (node.kind === "object") return new ObjectReader(node, `'${key}'`, this.#report, keys);
    return this.#wrong(key, "an object", node);
  }

  /** Texts by name. */
  stringRecord(key: string): Readonly<Record<string, string>> {
    const reader = this.object(key);
    const entries: [string, string][] = [];
    for (const [name] of reader?.entries ?? []) {
      const value = reader?.string(name);
      if (value !== undefined) entries.push([name, value]);
    }
    // `fromEntries` defines properties, so a key `__proto__` is one like any other.
    return Object.fromEntries(entries);
  }

  bad(name: string, node: JsonNode, why: string): undefined {
    this.#report(policyDiagnostics("policy/bad-value", node.span, { name: quoteName(name), why }));
  }

  #wrong(name: string, expected: string, node: JsonNode): undefined {
    const found = kinds[node.kind];
    this.#report(policyDiagnostics("policy/wrong-type", node.span, { name: quoteName(name), expected, found }));
  }
}

function quoteName(name: string): string {
  return name.includes("'") ? name : `'${name}'`;
}
