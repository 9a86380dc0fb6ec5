import { fileURLToPath } from "node:url";
import { printScope } from "ocrekit/policy";
import { expect, it } from "vitest";
import { parseDirectives } from "../../generator/src/graph/directives.js";
import { loadWit } from "../../generator/src/graph/index.js";
import { standardScopes } from "../../runtime-host/src/standard-scopes.js";

it("the scopes that the host knows are those that the WIT packages declare", () => {
  const { graph } = loadWit(fileURLToPath(new URL("../../wit", import.meta.url)));
  if (graph === undefined) throw new Error("wit/ does not load");
  const declared = [...parseDirectives(graph).directives.scopes.values()].map(printScope);
  const unstable = ["gpio.pwm(name: name)", "gpio.adc(name: name)"];
  expect([...standardScopes.values()].map(printScope).sort()).toEqual(
    declared.filter((text) => !unstable.includes(text)).sort(),
  );
});
