/** The Node host's generated files are those of the present WIT and the present generator. */
import { readdirSync } from "node:fs";
import { expect, it } from "vitest";
import { generatedHost, hostFiles, regenerateHost } from "../../../support/regenerate-host.js";

it("runtime-host/src/gen is what `npm run gen` writes, and nothing else", () => {
  expect(regenerateHost(true)).toEqual([]);
  expect(readdirSync(generatedHost).toSorted()).toEqual(
    hostFiles()
      .map((file) => file.path)
      .toSorted(),
  );
});
