/** The relay board of Acme, simulated: what `ocrekit run --with` loads. */
import type { ExtensionContainer } from "@ocrekit/host";
import { WitError } from "@ocrekit/host/rt";
import type { acmeRelayRelays, Hosts } from "../build/host/index.js";

/** The generated host: guards and glue. This file has no permission check, and needs none. */
export * as host from "../build/host/index.js";

class Relays implements acmeRelayRelays.RelaysHost {
  readonly #states = new Map([
    ["pump", { on: false, switched: 0 }],
    ["heater", { on: false, switched: 0 }],
  ]);
  readonly #log: (message: string) => void;

  constructor(log: (message: string) => void) {
    this.#log = log;
  }

  switchRelay(name: string, on: boolean): acmeRelayRelays.State {
    const state = this.#states.get(name);
    if (state === undefined) throw new WitError<acmeRelayRelays.ErrorCode>("not-found");
    if (state.on !== on) {
      state.on = on;
      state.switched += 1;
    }
    this.#log(`relay ${name} is ${on ? "on" : "off"}`);
    return state;
  }
}

/** Called once for each container, on its thread. */
export function implement(container: ExtensionContainer): Hosts {
  return { relays: new Relays((message) => container.log(message)) };
}
