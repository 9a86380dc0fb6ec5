/** Semantic versions: the checks of the grammar, and the total order that decides which package comes first. */
import { clip } from "./tokens.js";

interface Version {
  readonly numbers: readonly bigint[];
  readonly pre: string;
  readonly build: string;
}

const shape = /^(\d+)\.(\d+)\.(\d+)(?:-([0-9A-Za-z.-]+))?(?:\+([0-9A-Za-z.-]+))?$/;
const largest = 2n ** 64n - 1n;

/** What is wrong with a version, or `undefined`. */
export function versionProblem(text: string): string | undefined {
  const found = shape.exec(text);
  if (found === null) return "the form is major.minor.patch";
  const [, major = "", minor = "", patch = "", pre, build] = found;
  for (const part of [major, minor, patch]) {
    if (part.length > 1 && part.startsWith("0")) return `'${clip(part)}' has a leading zero`;
    if (part.length > 20 || BigInt(part) > largest) return `'${clip(part)}' is too large`;
  }
  for (const part of pre?.split(".") ?? []) {
    if (part === "") return "a part of the pre-release is empty";
    if (/^0\d+$/.test(part)) return `'${clip(part)}' has a leading zero`;
  }
  if (build?.split(".").includes("")) return "a part of the build metadata is empty";
  return undefined;
}

/** Negative when `a` comes before `b`. Build metadata counts, so that different versions never compare equal. */
export function compareVersions(a: string, b: string): number {
  const left = parse(a);
  const right = parse(b);
  for (let i = 0; i < 3; i++) {
    const x = left.numbers[i] ?? 0n;
    const y = right.numbers[i] ?? 0n;
    if (x !== y) return x < y ? -1 : 1;
  }
  return comparePre(left.pre, right.pre) || compareParts(left.build, right.build, true);
}

function parse(text: string): Version {
  const [, major = "0", minor = "0", patch = "0", pre = "", build = ""] = shape.exec(text) ?? [];
  return { numbers: [BigInt(major), BigInt(minor), BigInt(patch)], pre, build };
}

/** A version without a pre-release comes after those with one. */
function comparePre(a: string, b: string): number {
  if (a === b) return 0;
  if (a === "") return 1;
  if (b === "") return -1;
  return compareParts(a, b, false);
}

function compareParts(a: string, b: string, leadingZeros: boolean): number {
  if (a === b) return 0;
  const left = a.split(".");
  const right = b.split(".");
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const order = comparePart(left[i] ?? "", right[i] ?? "", leadingZeros);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

function comparePart(a: string, b: string, leadingZeros: boolean): number {
  if (a === b) return 0;
  const numberA = /^\d+$/.test(a);
  const numberB = /^\d+$/.test(b);
  // Numbers come before words.
  if (numberA !== numberB) return numberA ? -1 : 1;
  if (!numberA) return a < b ? -1 : 1;
  const x = BigInt(a);
  const y = BigInt(b);
  if (x !== y) return x < y ? -1 : 1;
  return leadingZeros ? a.length - b.length : 0;
}
