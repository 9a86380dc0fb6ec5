/** Worlds that failed once, made as small as they could be: `regressions/<what>.wit`, tried like a feature. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Feature } from "./features.js";

export const regressionFolder = fileURLToPath(new URL("regressions", import.meta.url));

export const regressions: readonly Feature[] = existsSync(regressionFolder)
  ? readdirSync(regressionFolder)
      .filter((name) => name.endsWith(".wit"))
      .toSorted()
      .map((name) => ({ name: name.replace(/\.wit$/, ""), wit: join(regressionFolder, name) }))
  : [];
