/** Fenced blocks of the pages that show code to people who write apps. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { repository } from "../support/toolchain.js";

export interface Block {
  /** From the root of the repository. */
  readonly page: string;
  /** What stands behind the fence: `zig`, `sh exit=11`. */
  readonly tag: string;
  readonly code: string;
}

/** The project's page and the pages of all SDKs. */
const pages = [
  "README.md",
  "sdk-ts/README.md",
  ...readdirSync(join(repository, "sdk-templates"))
    .map((language) => `sdk-templates/${language}/README.md`)
    .filter((page) => existsSync(join(repository, page))),
];

/** Those with commands are tested by readme.test.ts, or are what `ocrekit build` does. */
export const blocks: readonly Block[] = pages.flatMap(blocksOf).filter(({ tag }) => !/^sh\b/.test(tag));

/** A block may be part of a list, and is indented with it. */
function blocksOf(page: string): readonly Block[] {
  const text = readFileSync(join(repository, page), "utf8");
  return [...text.matchAll(/^( *)```(.*)\n([\s\S]*?)^\1```$/gm)].map(([, indent = "", tag = "", code = ""]) => ({
    page,
    tag,
    code: code.replaceAll(new RegExp(`^${indent}`, "gm"), ""),
  }));
}
