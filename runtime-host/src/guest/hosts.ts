/** The implementation behind each interface, as a guest's thread sees it: here, or on the main thread. */
import type { Decider } from "ocrekit/policy";
import { createFiles } from "../drivers/storage/files.js";
import { createResourceFiles } from "../drivers/storage/resource-files.js";
import { Volume } from "../drivers/storage/volume.js";
import {
  createEnvironment,
  createExit,
  createInfo,
  createLog,
  createMonotonicClock,
  createRandom,
  createSystemClock,
  type LogLine,
} from "../drivers/system/guest-side.js";
import type { Hosts } from "../gen/index.js";
import type { Link } from "../remote/link.js";
import type { ContainerSetup } from "./messages.js";

export interface HostContext {
  readonly setup: ContainerSetup;
  readonly link: Link;
  readonly decider: Decider;
  log(line: LogLine): void;
}

/** Ends what drivers of this thread hold. */
export type Ending = () => void;

/** All implementations of one container. None of them does anything before it is called. */
export function createHosts({ setup, link, decider, log }: HostContext, endings: Ending[]): Hosts {
  const remote = (name: string) => link.service(setup.id, name);
  const resourceFiles = createResourceFiles(setup.resources);
  const files = createFiles(volumes(setup));
  endings.push(
    () => resourceFiles.close(),
    () => files.close(),
  );
  return {
    events: remote("ocre:system/events"),
    monotonicClock: createMonotonicClock(setup.clock, remote("ocre:system/monotonic-clock")),
    systemClock: createSystemClock(setup.clock, setup.started),
    timers: remote("ocre:system/timers"),
    random: createRandom(),
    log: createLog(setup.logThreshold, log),
    info: createInfo(setup.runtime, setup.identity, setup.limits),
    environment: createEnvironment(setup.args, setup.env),
    config: remote("ocre:system/config"),
    permissions: { check: (scope, args) => decider.checkText(scope, args) },
    health: remote("ocre:system/health"),
    process: { ...createExit(), restart: (delayMs) => remote("ocre:system/process").restart(delayMs) },
    lines: remote("ocre:gpio/lines"),
    bus: remote("ocre:messaging/bus"),
    resourceFiles,
    files,
    kv: remote("ocre:storage/kv"),
    tcp: remote("ocre:sockets/tcp"),
    udp: remote("ocre:sockets/udp"),
    names: remote("ocre:sockets/names"),
    sensors: remote("ocre:sensors/sensors"),
  };
}

function volumes(setup: ContainerSetup): ReadonlyMap<string, Volume> {
  const quota = { quotaBytes: setup.limits.storageBytes, quotaObjects: setup.limits.objects };
  return new Map(
    setup.volumes.map(({ name, root, shared, readOnly }) => [name, new Volume(root, { ...quota, shared, readOnly })]),
  );
}
