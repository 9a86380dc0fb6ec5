/** The generated files of `@ocrekit/sdk` are those of the present WIT and the present generator. */
import { readdirSync } from "node:fs";
import { expect, it } from "vitest";
import { folder, regenerateSdk, sdkFiles } from "../support/regenerate-sdk.js";

it("what is generated is what `npm run gen` writes, and nothing else", () => {
  expect(regenerateSdk(true)).toEqual([]);
  const there = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`.slice(folder.length + 1));
  expect(there.toSorted()).toEqual(
    sdkFiles()
      .map((file) => file.path)
      .toSorted(),
  );
});
