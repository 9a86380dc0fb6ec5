/** Bytes and memory of the apps, in our languages and beside them those of peers. */
import { readFileSync } from "node:fs";
import { type AppName, appNames, benchApps, mostOfPeer } from "./apps.js";
import { type Guest, ourGuests } from "./guests.js";
import { type Memory, memoryOf } from "./memory.js";
import { optimised } from "./optimise.js";
import { peers } from "./peers.js";

export interface Size {
  readonly bytes: number;
  /** After `wasm-opt -Oz`; absent for components. */
  readonly optimised?: number;
}

/** One guest: a line of the table. */
export interface Row {
  readonly title: string;
  readonly language: string;
  /** Absent for our own guests; whether ours are held against it. */
  readonly peer?: { readonly counts: boolean };
  readonly sizes: Readonly<Partial<Record<AppName, Size>>>;
  /** Of the demo app. */
  readonly memory?: Memory;
}

/** What cannot be measured here, by guest. */
export type Missing = Map<string, string>;

export interface Sizes {
  readonly rows: readonly Row[];
  readonly missing: Missing;
}

/** Of all languages, or of those named and of their peers. */
export async function measureSizes(only: readonly string[], progress: (line: string) => void): Promise<Sizes> {
  const wanted = [...ourGuests(), ...peers].filter((g) => only.length === 0 || only.includes(g.language));
  const missing: Missing = new Map();
  const rows: Row[] = [];
  for (const guest of wanted) {
    const row = await measure(guest, missing, progress);
    if (Object.keys(row.sizes).length > 0) rows.push(row);
  }
  return { rows, missing };
}

async function measure(guest: Guest, missing: Missing, progress: (line: string) => void): Promise<Row> {
  const sizes: Partial<Record<AppName, Size>> = {};
  let memory: Memory | undefined;
  for (const name of appNames) {
    progress(`${guest.title}: ${name}`);
    const app = benchApps[name];
    const built = await guest.build(app);
    if (!built.ok) {
      missing.set(built.missing ? guest.title : `${guest.title}: ${name}`, built.why);
      if (built.missing) break;
      continue;
    }
    sizes[name] = await sizeOf(built.path, built.makes);
    if (name === "demo") memory = await memoryOf(app, guest.title, built);
  }
  const { title, language, peer } = guest;
  return {
    title,
    language,
    ...(peer === undefined ? {} : { peer }),
    sizes,
    ...(memory === undefined ? {} : { memory }),
  };
}

async function sizeOf(path: string, makes: "core" | "component"): Promise<Size> {
  const module = new Uint8Array(readFileSync(path));
  if (makes === "component") return { bytes: module.length };
  return { bytes: module.length, optimised: readFileSync(await optimised(module)).length };
}

/** Bytes that count: what is left after `wasm-opt`. */
export const weight = (size: Size | undefined): number | undefined => size?.optimised ?? size?.bytes;

/** Our demo app as a share of the smallest peer in the same language that ours are held against. */
export function shareOfPeer(row: Row, rows: readonly Row[]): number | undefined {
  const own = weight(row.sizes.demo);
  const others = rows.flatMap((r) =>
    r.peer?.counts === true && r.language === row.language ? [weight(r.sizes.demo) ?? Number.NaN] : [],
  );
  return row.peer !== undefined || own === undefined || others.length === 0 ? undefined : own / Math.min(...others);
}

export const isSmallEnough = (share: number): boolean => share <= mostOfPeer;
