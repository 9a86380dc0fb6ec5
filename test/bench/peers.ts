/** Guests that others generate for the same worlds. */
import type { Guest } from "./guests.js";
import { witBindgenC } from "./peer-c.js";
import { witBindgenGo } from "./peer-go.js";
import { witBindgenRust } from "./peer-rust.js";

export const peers: readonly Guest[] = [witBindgenC, ...witBindgenRust, witBindgenGo];
