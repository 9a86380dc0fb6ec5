/** `ocre:system/config`: settings of one app, which an operator can change while it runs. */
import { fail } from "../../fail.js";
import type { ContainerContext } from "../../kernel/context.js";
import type { Source } from "../../kernel/events.js";

/** The settings of one container; whoever runs it may change them. */
export class Settings {
  private readonly values: Map<string, string>;
  private readonly watchers = new Set<() => void>();

  constructor(values: Iterable<readonly [string, string]> = []) {
    this.values = new Map(values);
  }

  get(key: string): string | undefined {
    return this.values.get(key);
  }

  /** `undefined` unsets. */
  set(key: string, value: string | undefined): void {
    if (value === undefined) this.values.delete(key);
    else this.values.set(key, value);
    for (const watcher of [...this.watchers]) watcher();
  }

  onChange(watcher: () => void): () => void {
    this.watchers.add(watcher);
    return () => {
      this.watchers.delete(watcher);
    };
  }
}

const maxKeyBytes = 64;

export function createConfig(settings: Settings, cx: ContainerContext) {
  const watches = new Map<number, { readonly source: Source; readonly end: () => void }>();
  const unwatch = (token: number): undefined => {
    const watch = watches.get(token);
    if (watch === undefined) return fail("not-found");
    watches.delete(token);
    watch.end();
    watch.source.close();
    return undefined;
  };
  return {
    get: (key: string, maxLen: number): string | undefined => {
      if (key === "" || Buffer.byteLength(key) > maxKeyBytes) return fail("invalid-argument");
      const value = settings.get(key);
      if (value !== undefined && Buffer.byteLength(value) > maxLen) return fail("too-large");
      return value;
    },
    watch: (token: number): undefined => {
      const source = cx.events.register("config", token);
      watches.set(token, { source, end: settings.onChange(() => source.post(0)) });
    },
    unwatch,
    close: () => {
      for (const token of [...watches.keys()]) unwatch(token);
    },
  };
}
