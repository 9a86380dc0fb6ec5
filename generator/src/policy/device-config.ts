/** What an app gets beside permissions: lines, volumes, resources, settings, arguments. Part of its policy. */

export interface GpioBinding {
  readonly chip: string;
  readonly line: number;
  readonly activeLow: boolean;
  /** Driven on drop, exit, kill and revocation; without one the line becomes an input. */
  readonly safe?: "active" | "inactive";
  /** Most changes per second. */
  readonly maxHz?: number;
}

/** `private`: the container's own; `shared`: one directory for all containers that name it. */
export interface VolumeSpec {
  readonly kind: "private" | "shared" | "temporary";
  readonly readOnly: boolean;
}

export interface DeviceConfig {
  /** Logical name of a line to the line. */
  readonly gpio: Readonly<Record<string, GpioBinding>>;
  /** First part of a path to its volume. */
  readonly volumes: Readonly<Record<string, VolumeSpec>>;
  /** Name of a resource to its file, relative to the manifest. */
  readonly resources: Readonly<Record<string, string>>;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly config: Readonly<Record<string, string>>;
}

/** Every app has these two. */
export const standardVolumes: DeviceConfig["volumes"] = {
  data: { kind: "private", readOnly: false },
  tmp: { kind: "temporary", readOnly: false },
};

export const emptyConfig: DeviceConfig = {
  gpio: {},
  volumes: standardVolumes,
  resources: {},
  args: [],
  env: {},
  config: {},
};
