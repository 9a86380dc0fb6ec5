/** The four small apps, written in every language to do the same, and what their modules should weigh. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { repository } from "../support/toolchain.js";

export type AppName = "empty" | "blinky" | "publish" | "demo";

export interface BenchApp {
  readonly name: AppName;
  readonly title: string;
  readonly wit: string;
  readonly world: string;
}

/** The sources of an app: a folder for each language, and for each kind of peer. */
export const sourcesOf = (app: BenchApp, guest: string): string =>
  fileURLToPath(new URL(`apps/${app.name}/${guest}`, import.meta.url));

const own = join(repository, "wit");

export const benchApps: Readonly<Record<AppName, BenchApp>> = {
  empty: { name: "empty", title: "empty", wit: own, world: "command" },
  blinky: { name: "blinky", title: "blinky", wit: own, world: "command" },
  publish: { name: "publish", title: "publish", wit: own, world: "command" },
  demo: {
    name: "demo",
    title: "demo world",
    wit: fileURLToPath(new URL("apps/demo/demo.wit", import.meta.url)),
    world: "app",
  },
};

export const appNames: readonly AppName[] = ["empty", "blinky", "publish", "demo"];

/** Most bytes of the demo world after `wasm-opt -Oz`, by language. */
export const demoAims: Readonly<Record<string, number>> = {
  c: 1250,
  rust: 2800,
  cpp: 4000,
  zig: 4400,
  assemblyscript: 6000,
};

/** Most bytes in C as the compiler leaves them, with the exports that let a device shrink the memory. */
export const smallAims: Readonly<Record<Exclude<AppName, "demo">, number>> = { empty: 130, blinky: 480, publish: 260 };

/** What a guest may weigh of wit-bindgen's guest in its own language. */
export const mostOfPeer = 0.8;
