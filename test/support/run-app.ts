/** Apps as users build and run them: `ocrekit build`, then `ocrekit run` on the simulated board, and what came of it. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ocrekit } from "./ocrekit.js";
import { inCi } from "./toolchain.js";

/** What a test's context offers; vitest's `TestContext` has it. */
interface Skippable {
  skip(note?: string): never;
}

/** Builds the app of a folder; without its compiler the test fails in CI, and is skipped elsewhere with the way to get it. */
export function buildApp(folder: string, context: Skippable): void {
  const { status, stdout, stderr } = ocrekit(["build", folder, "--json"], { timeout: 300_000 });
  if (status === 0) return;
  const report: { readonly diagnostics?: readonly { readonly code: string; readonly hint?: string }[] } =
    stdout === "" ? {} : JSON.parse(stdout);
  const missing = report.diagnostics?.find(({ code }) => code === "build/no-compiler");
  if (missing === undefined || inCi) throw new Error(`${folder} was not built\n${stdout}${stderr}`);
  context.skip(`its compiler is missing; ${missing.hint ?? ""}`);
}

export interface AppRun {
  readonly status: number | null;
  /** `info published`, with the app's name before it when there are several. */
  readonly logs: readonly string[];
  /** Parts of the app that these lines concern, as far as they say so. */
  readonly targets: readonly string[];
  /** How each app ended: `stopped`, `exited 0`, `trapped`. */
  readonly ended: readonly string[];
  /** Denied permissions, in order. */
  readonly denied: readonly string[];
  /** Changes of the lines: `128 led0 1`, in ms. */
  readonly lines: readonly string[];
  /** Codes of what kept the apps from starting. */
  readonly refused: readonly string[];
  readonly stderr: string;
}

interface Event {
  readonly event: string;
  readonly app: string;
  readonly severity?: string;
  readonly level?: string;
  readonly target?: string;
  readonly message?: string;
  readonly kind?: string;
  /** A status, or a diagnostic's code. */
  readonly code?: number | string;
  readonly decision?: string;
  readonly permission?: string;
}

/**
 * A call may take longer here than on a device, where the standard is 50 ms of real time: compilers are at work beside
 * it. What an app's own grants say is less, and stays; that limits hold is tested in test/attack.
 */
export const patience = fileURLToPath(new URL("patience.json", import.meta.url));

/** Runs apps under virtual time; `trace` is a path for the changes of the lines. */
export function runApps(folders: readonly string[], trace: string, args: readonly string[]): AppRun {
  const own = folders.map((folder) => join(folder, "grants.json")).filter((path) => existsSync(path));
  const grants = [...own, patience];
  const { status, stdout, stderr } = ocrekit([
    "run",
    ...folders,
    ...grants.flatMap((path) => ["--grants", path]),
    "--virtual-time",
    "--trace",
    trace,
    "--json",
    ...args,
  ]);
  const events: readonly Event[] = rows(stdout);
  const of = (kind: string) => events.filter(({ event }) => event === kind);
  const named = ({ app }: Event, text: string): string => (folders.length > 1 ? `${app}: ${text}` : text);
  const lines: readonly { readonly timeNs: string; readonly line: string; readonly level: number }[] = existsSync(trace)
    ? rows(readFileSync(trace, "utf8"))
    : [];
  return {
    status,
    logs: of("log").map((e) => named(e, `${e.level} ${e.message}`)),
    targets: of("log").map(({ target = "" }) => target),
    ended: of("ended").map((e) => named(e, e.code === undefined ? `${e.kind}` : `${e.kind} ${e.code}`)),
    denied: of("decision")
      .filter(({ decision }) => decision === "denied")
      .map((e) => named(e, e.permission ?? "")),
    lines: lines.map(({ timeNs, line, level }) => `${Number(timeNs) / 1e6} ${line} ${level}`),
    refused: of("diagnostic")
      .filter(({ severity }) => severity === "error")
      .map(({ code }) => String(code)),
    stderr,
  };
}

/** Lines of JSON. */
function rows<Row>(text: string): readonly Row[] {
  return text
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line): Row => JSON.parse(line));
}
