/** An app of each language with an arena that says where the host's answers came to lie; the host answers texts of any length. */
import type { OptionValues } from "../../../generator/src/backend/contract.js";
import { type RunningGuest, startGuest } from "../../support/running-guest.js";
import { appSource, type Context, type CoreGuest, fromText, linkClean, withApp } from "./core-guests.js";

/** `own` is what the app of one language exports beside the others. */
export const memoryWit = (own: string): string => `package test:memory;
interface source {
  enum error { denied, too-large }
  /// @status error
  enum status { ok, denied, too-large }
  /// @unrestricted
  /// @bounds len
  text: func(len: u32) -> result<string, error>;
}
world app {
  import source;
  export first: func() -> u32;
  export apart: func(len: u32) -> u32;
  export again: func(len: u32) -> bool;
  ${own}
  export left: func() -> u32;
  export status: func(len: u32) -> u32;
  export take: func(text: string) -> u32;
}`;

export interface MemoryGuest {
  readonly guest: CoreGuest;
  readonly own: string;
}

/** A buffer of the app's instead of the arena. */
export const into = "export into: func(len: u32) -> bool;";
/** The arena as the memory of the app's own lists. */
export const list = "export %list: func(len: u32) -> u32;";

export const arena: OptionValues = new Map([["arena-bytes", "64"]]);

export interface RunningMemory extends RunningGuest {
  /** How often the host was asked. */
  readonly calls: () => number;
}

/** `flags` are lines that go to the end of flags.txt. */
export function startMemory(
  { guest, own }: MemoryGuest,
  options: OptionValues,
  context: Context,
  flags = "",
): RunningMemory {
  const { plan, files, diagnostics } = fromText(guest, memoryWit(own), { options });
  if (diagnostics.length > 0) throw new Error(diagnostics.map((d) => d.message).join("; "));
  const flagged = files.map((f) => (f.path === "flags.txt" ? { ...f, text: f.text + flags } : f));
  const wasm = linkClean(guest, withApp(guest, flagged, appSource(guest, "memory")), plan, context);
  let calls = 0;
  const running = startGuest(wasm, (self) => ({
    "test:memory/source": {
      text: (length: number, area: number) => {
        calls += 1;
        const at = self.call("cabi_realloc", 0, 0, 1, length);
        self.bytes().fill("x".charCodeAt(0), at, at + length);
        self.view().setUint8(area, 0);
        self.view().setUint32(area + 4, at, true);
        self.view().setUint32(area + 8, length, true);
      },
    },
  }));
  return { ...running, calls: () => calls };
}
