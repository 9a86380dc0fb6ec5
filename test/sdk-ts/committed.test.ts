/** The generated files of `@ocrekit/sdk` are those of the present WIT and the present generator. */
import { readdirSync } from "node:fs";
import { expect, it } from "vitest";
import { flavours, regenerateSdk, sdkFiles } from "../support/regenerate-sdk.js";

it.each(flavours)("what is generated for $target is what `npm run gen` writes, and nothing else", (flavour) => {
  expect(regenerateSdk(flavour, true)).toEqual([]);
  const there = readdirSync(flavour.folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`.slice(flavour.folder.length + 1));
  expect(there.toSorted()).toEqual(
    sdkFiles(flavour)
      .map((file) => file.path)
      .toSorted(),
  );
});
