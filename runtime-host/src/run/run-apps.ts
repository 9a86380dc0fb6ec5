/** A whole run: files of grants, a simulated world, apps, their audit log and the trace of their lines. */
import { existsSync, readFileSync } from "node:fs";
import { relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { setFlagsFromString } from "node:v8";
import { type Diagnostic, defineDiagnostics } from "ocrekit/diagnostics";
import { type Grants, loadGrants, type PermissionSource, type ScopeTable } from "ocrekit/policy";
import { AuditLog, FileSink } from "../audit.js";
import type { LogLevel } from "../drivers/system/guest-side.js";
import { importTable } from "../gen/index.js";
import { extendedTable, loadExtension } from "../guest/extension.js";
import type { Outcome } from "../guest/messages.js";
import { standardScopes } from "../standard-scopes.js";
import { type Trace, TraceRecorder } from "../trace/recorder.js";
import type { App } from "./app.js";
import { loadApps } from "./load-app.js";
import { Session } from "./session.js";
import type { SessionEvents } from "./session-events.js";
import { parseSimScript, type SimScript } from "./sim-script.js";
import { LineNames, simulate } from "./simulate.js";

export interface RunRequest {
  /** Folders, manifests and modules. */
  readonly targets: readonly string[];
  readonly cwd: string;
  /** Paths of files. */
  readonly grants: readonly string[];
  /** Permissions of the command line, for one app. */
  allow(app: string): readonly PermissionSource[];
  deny(app: string): readonly PermissionSource[];
  readonly allowAll: boolean;
  /** Scopes beside those of our packages. */
  readonly scopes?: ScopeTable;
  readonly sim?: string;
  /** Path of a module with a host of the user's own. */
  readonly extension?: string;
  readonly audit?: string;
  /** Where volumes and stores lie. */
  readonly folder: string;
  readonly virtualTime?: boolean;
  readonly forMs?: number;
  readonly logThreshold?: LogLevel;
  readonly events: SessionEvents;
  /** Called when the apps are loaded: asks all of them to end. */
  onStarted?(stop: () => void): void;
}

export interface RunResult {
  readonly diagnostics: readonly Diagnostic[];
  /** Nothing was started, for want of permissions only. */
  readonly denied: boolean;
  /** How each app ended; of one that was restarted, the last time. */
  readonly outcomes: ReadonlyMap<string, Outcome>;
  /** Absent when nothing was started. */
  readonly trace?: Trace;
  /** The name that people know a line of the board by. */
  title(line: string): string;
}

const runDiagnostics = defineDiagnostics({
  "run/no-file": {
    message: (p: { path: string; what: string }) => `there is no '${p.path}'`,
    hint: (p: { what: string }) => `${p.what} takes the path of a file`,
  },
  "run/extension": {
    message: (p: { path: string; why: string }) => `'${p.path}' cannot be loaded: ${p.why}`,
    hint: () => "--with takes a JavaScript module that exports 'host' and 'implement'",
  },
});

export async function runApps(request: RunRequest): Promise<RunResult> {
  const diagnostics: Diagnostic[] = [];
  const grants = request.grants.flatMap((path) => readGrants(path, request.cwd, diagnostics));
  const script = readScript(request, diagnostics);
  const extension = await readExtension(request, diagnostics);
  const nothing = (denied: boolean): RunResult => ({ diagnostics, denied, outcomes: new Map(), title: (line) => line });
  if (diagnostics.length > 0) return nothing(false);

  const loaded = loadApps(request.targets, {
    cwd: request.cwd,
    grants,
    allow: (app) => request.allow(app),
    deny: (app) => request.deny(app),
    allowAll: request.allowAll,
    scopes: new Map([...(request.scopes ?? []), ...standardScopes]),
    importTable: extension === undefined ? importTable : extension.table,
  });
  diagnostics.push(...loaded.flatMap((one) => one.diagnostics));
  const apps = loaded.flatMap(({ app }) => (app === undefined ? [] : [app]));
  if (apps.length < loaded.length) return nothing(loaded.every(({ app, denied }) => app !== undefined || denied));

  keepExitQuick(apps);
  const outcomes = new Map<string, Outcome>();
  const audit =
    request.audit === undefined ? undefined : new AuditLog(new FileSink(resolve(request.cwd, request.audit)));
  const session = new Session({
    apps,
    folder: request.folder,
    events: recording(request.events, apps, outcomes, audit),
    ...(request.virtualTime === undefined ? {} : { virtualTime: request.virtualTime }),
    ...(request.forMs === undefined ? {} : { forMs: request.forMs }),
    ...(request.logThreshold === undefined ? {} : { logThreshold: request.logThreshold }),
    ...(script?.lines === undefined ? {} : { lines: [] }),
    ...(extension === undefined ? {} : { extension: extension.url }),
  });
  const names = new LineNames(apps.map((app) => app.policy));
  const recorder = new TraceRecorder(session.shared.board);
  if (script !== undefined) simulate(session, script, names);
  request.onStarted?.(() => session.stop("operator"));
  await session.run();
  audit?.close(Date.now());
  return { diagnostics, denied: false, outcomes, trace: recorder.finish(), title: (line) => names.title(line) };
}

function readGrants(path: string, cwd: string, diagnostics: Diagnostic[]): readonly Grants[] {
  const file = resolve(cwd, path);
  if (!existsSync(file)) {
    diagnostics.push(runDiagnostics("run/no-file", undefined, { path, what: "--grants" }));
    return [];
  }
  const loaded = loadGrants(file, relative(cwd, file) || file);
  diagnostics.push(...loaded.diagnostics);
  return loaded.ok ? loaded.value : [];
}

function readScript({ sim, cwd }: RunRequest, diagnostics: Diagnostic[]): SimScript | undefined {
  if (sim === undefined) return undefined;
  const file = resolve(cwd, sim);
  if (!existsSync(file)) {
    diagnostics.push(runDiagnostics("run/no-file", undefined, { path: sim, what: "--sim" }));
    return undefined;
  }
  const { script, diagnostics: found } = parseSimScript(sim, readFileSync(file, "utf8"));
  diagnostics.push(...found);
  return script;
}

async function readExtension({ extension: path, cwd }: RunRequest, diagnostics: Diagnostic[]) {
  if (path === undefined) return undefined;
  const url = pathToFileURL(resolve(cwd, path)).href;
  try {
    return { url, table: extendedTable(importTable, await loadExtension(url)) };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    diagnostics.push(runDiagnostics("run/extension", undefined, { path, why }));
    return undefined;
  }
}

/** Node 20 may never exit while it still optimises a large module in the background (nodejs/node#54918). */
function keepExitQuick(apps: readonly App[]): void {
  if (apps.some(({ bytes }) => bytes.length > 256 * 1024)) setFlagsFromString("--no-wasm-tier-up");
}

function recording(
  events: SessionEvents,
  apps: readonly App[],
  outcomes: Map<string, Outcome>,
  audit: AuditLog | undefined,
): SessionEvents {
  const subjects = new Map(
    apps.map((app) => [
      app.name,
      { container: app.name, module: app.name, linesPerSecond: app.policy.limits.auditLinesPerSecond },
    ]),
  );
  return {
    ...events,
    decision: (app, record) => {
      const subject = subjects.get(app);
      if (subject !== undefined) audit?.record(subject, record);
      events.decision?.(app, record);
    },
    ended: (app, outcome, restarts) => {
      outcomes.set(app, outcome);
      events.ended?.(app, outcome, restarts);
    },
  };
}
