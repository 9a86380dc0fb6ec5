/** What the thread of a guest is told of its container: identity, limits, arguments, places on disk. */
import { createHash } from "node:crypto";
import { realpathSync } from "node:fs";
import { hostname } from "node:os";
import { basename, dirname, join, sep } from "node:path";
import type { ContainerSetup } from "../guest/messages.js";
import { rates } from "../kernel/policy.js";
import type { App } from "./app.js";

/** What the run knows and the app does not. */
export type RunPart = Pick<ContainerSetup, "id" | "module" | "clock" | "started" | "logThreshold" | "extension"> & {
  /** Volumes of all containers lie here. */
  readonly folder: string;
};

export function containerSetup(app: App, { folder, ...run }: RunPart): ContainerSetup {
  const { limits, config } = app.policy;
  const name = hostname();
  return {
    ...run,
    name: app.name,
    kind: app.kind,
    runtime: {
      name: "ocrekit",
      version: "0.1.0",
      platform: process.platform,
      machine: process.arch,
      container: app.name,
      imageVersion: app.version,
    },
    identity: { id: createHash("sha256").update(name).digest("hex").slice(0, 16), hostname: name, model: "ocrekit" },
    limits: {
      memoryBytes: Math.min(limits.memoryBytes, 0xffff_ffff),
      handles: limits.handles,
      timers: limits.timers,
      events: limits.timers + limits.subscriptions + limits.sockets,
      messageBytes: limits.messageBytes,
      handlerMs: limits.handlerMs,
      startMs: limits.startMs,
      callBytes: limits.callBytes,
      storageBytes: limits.storageBytes,
      objects: limits.objects,
      rates: rates(app.policy),
    },
    args: config.args,
    env: Object.entries(config.env),
    resources: Object.entries(config.resources).flatMap(([resource, path]) => {
      const packaged = packagedPath(app.folder, path);
      return packaged === undefined ? [] : [{ name: resource, path: packaged }];
    }),
    volumes: Object.entries(config.volumes).map(([volume, { kind, readOnly }]) => ({
      name: volume,
      root: volumeFolder(folder, app, volume, kind),
      shared: kind === "shared",
      readOnly,
    })),
    policy: app.policy,
  };
}

/** A linked folder may lead out of the app's own; what lies behind it did not come with the app. */
function packagedPath(folder: string, path: string): string | undefined {
  try {
    const root = realpathSync(folder);
    const parent = realpathSync(join(folder, dirname(path)));
    return parent === root || parent.startsWith(root + sep) ? join(parent, basename(path)) : undefined;
  } catch {
    return undefined;
  }
}

/** All temporary volumes of an app lie here; they are emptied before a run. */
export function temporaryFolder(folder: string, app: App): string {
  return join(folder, "containers", app.name, "temporary");
}

function volumeFolder(folder: string, app: App, volume: string, kind: "private" | "shared" | "temporary"): string {
  if (kind === "shared") return join(folder, "volumes", volume);
  if (kind === "temporary") return join(temporaryFolder(folder, app), volume);
  return join(folder, "containers", app.name, "volumes", volume);
}
