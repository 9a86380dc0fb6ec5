/** All hosts, in the order of the matrix. */
import type { Host } from "./host.js";
import { jcoHost } from "./jco.js";
import { nodeHost } from "./node.js";
import { wasmtimeHost } from "./wasmtime.js";

export const hosts: readonly Host[] = [nodeHost, jcoHost, wasmtimeHost];
