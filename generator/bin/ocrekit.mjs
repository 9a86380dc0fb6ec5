#!/usr/bin/env node
/** Starts the compiled command. It stands outside of `dist` so that npm can link it in a clone that is not built yet. */
try {
  await import("../dist/cli/main.js");
} catch (error) {
  if (error?.code !== "ERR_MODULE_NOT_FOUND" || !String(error.message).includes("main.js")) throw error;
  console.error("ocrekit is not built yet; run 'npm run build' in its repository");
  process.exitCode = 1;
}
