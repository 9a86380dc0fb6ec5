import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** What takes longest when nothing is built yet, so that it is not what the others wait for in the end. */
const longest = [
  "test/conformance/conformance.test.ts",
  "test/readme/readme.test.ts",
  "test/conformance/random.test.ts",
  "test/conformance/strict/strict.test.ts",
  "test/generator/backends/random-worlds.test.ts",
  "test/generator/backends/compile.test.ts",
  "test/templates/templates.test.ts",
  "test/cli/new-build.test.ts",
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const found = longest.findIndex((path) => moduleId.endsWith(path));
      return found < 0 ? longest.length : found;
    };
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}

export default defineConfig({
  root: fileURLToPath(new URL("..", import.meta.url)),
  resolve: { conditions: ["source"] },
  ssr: { resolve: { conditions: ["source", "node", "import", "default"] } },
  test: {
    include: ["test/**/*.test.ts"],
    pool: "forks",
    // Of two cores vitest would leave one to itself, which has next to nothing to do.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    sequence: { sequencer: LongestFirst },
    testTimeout: 30_000,
    hookTimeout: 300_000,
  },
});
