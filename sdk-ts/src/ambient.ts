/**
 * Types of what `ocrekit build` binds without an import, for the `types` of an app's tsconfig.json:
 * `["@ocrekit/sdk/ambient"]`.
 *
 * @packageDocumentation
 */
import type * as globals from "./globals.js";

declare global {
  var console: typeof globals.console;
  var setTimeout: typeof globals.setTimeout;
  var setInterval: typeof globals.setInterval;
  var clearTimeout: typeof globals.clearTimeout;
  var clearInterval: typeof globals.clearInterval;
  var crypto: typeof globals.crypto;
  var URL: typeof globals.URL;
  var URLSearchParams: typeof globals.URLSearchParams;
  var fetch: typeof globals.fetch;
  var TextEncoder: typeof globals.TextEncoder;
  var TextDecoder: typeof globals.TextDecoder;
  var structuredClone: typeof globals.structuredClone;
  var AbortController: typeof globals.AbortController;
  var AbortSignal: typeof globals.AbortSignal;
  /** Of the engine itself: after what runs now, before the next event. */
  var queueMicrotask: (callback: () => void) => void;
  /** Of the engine itself, by the host's monotonic clock: milliseconds since the app began. */
  var performance: { now(): number };
}
