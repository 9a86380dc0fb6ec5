/** Guests that others generate for the same worlds. wit-bindgen's Go is not among them: see the README. */
import type { Guest } from "./guests.js";
import { witBindgenC } from "./peer-c.js";
import { witBindgenRust } from "./peer-rust.js";

export const peers: readonly Guest[] = [witBindgenC, ...witBindgenRust];
