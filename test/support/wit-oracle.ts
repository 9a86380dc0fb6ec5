/** wit-parser as an oracle: built once into `.cache/` where a Rust toolchain is there, asked many questions per process. */
import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export type OracleRequest =
  | { readonly path: string; readonly features?: readonly string[]; readonly all?: boolean }
  | { readonly text: string; readonly features?: readonly string[]; readonly all?: boolean };

export interface OracleError {
  readonly message: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
}

/** `json` is the exact text. */
export type OracleAnswer =
  | { readonly ok: true; readonly json: string }
  | { readonly ok: false; readonly error: OracleError };

export type Oracle = (requests: readonly OracleRequest[]) => OracleAnswer[];

const root = fileURLToPath(new URL("../..", import.meta.url));
const crate = join(root, "test/oracle/wit-parser");

/** `undefined` where there is no Rust toolchain; in CI that is an error. */
export function buildOracle(): Oracle | undefined {
  const cargo = spawnSync("cargo", ["--version"], { encoding: "utf8" });
  if (cargo.status !== 0) {
    if (process.env["CI"] === "true") throw new Error("the tests compare with wit-parser, and CI has no cargo");
    return undefined;
  }
  const sources = ["Cargo.toml", "Cargo.lock", "src/main.rs"].map((name) => readFileSync(join(crate, name)));
  const key = createHash("sha256").update(Buffer.concat(sources)).digest("hex").slice(0, 16);
  const target = join(root, ".cache/wit-oracle", key);
  const binary = join(target, "debug", process.platform === "win32" ? "wit-oracle.exe" : "wit-oracle");
  if (!existsSync(binary)) {
    const env = { ...process.env, CARGO_TARGET_DIR: target };
    execFileSync("cargo", ["build", "--locked", "--quiet"], {
      cwd: crate,
      env,
      stdio: ["ignore", "ignore", "inherit"],
    });
  }
  return (requests) => ask(binary, requests);
}

function ask(binary: string, requests: readonly OracleRequest[]): OracleAnswer[] {
  const input = requests.map((request) => `${JSON.stringify(request)}\n`).join("");
  const { status, stdout } = spawnSync(binary, { input, encoding: "utf8", maxBuffer: 2 ** 30 });
  if (status !== 0) throw new Error(`the oracle ended with status ${status}`);
  const lines = stdout.trimEnd().split("\n");
  if (lines.length !== requests.length) throw new Error(`${requests.length} questions, ${lines.length} answers`);
  return lines.map(parseAnswer);
}

function parseAnswer(line: string): OracleAnswer {
  const head = '{"ok":';
  if (line.startsWith(head)) return { ok: true, json: line.slice(head.length, -1) };
  const { error }: { readonly error: OracleError } = JSON.parse(line);
  return { ok: false, error };
}
