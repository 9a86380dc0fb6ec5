/** Installs the dependencies when the lockfile asks for others than are there; otherwise touches no network. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { npm, repository } from "./process.mjs";

export const oldestNode = 20;

/** Ends with a message for a person when Node is too old or npm fails. */
export function install() {
  const major = Number(process.versions.node.split(".")[0]);
  if (major < oldestNode) {
    console.error(
      `ocrekit needs Node ${oldestNode} or newer; this is ${process.versions.node}. Get it from https://nodejs.org`,
    );
    process.exit(1);
  }
  const reason = whyNotInstalled(repository);
  if (reason === undefined) return;
  console.error(`> npm install (${reason})`);
  // Not `npm ci`: it refuses a lockfile without the packages of other systems, and some mirrors of the registry lack those.
  const options = ["--no-save", "--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error"];
  if (npm(["install", ...options]) === 0) return;
  console.error("npm install failed; see above. It needs the npm registry once; afterwards everything works offline.");
  process.exit(1);
}

/** npm keeps a copy of the lockfile of what it installed; undefined when both agree. */
export function whyNotInstalled(folder) {
  const installedFile = join(folder, "node_modules/.package-lock.json");
  if (!existsSync(installedFile)) return "nothing is installed yet";
  const wanted = packagesOf(join(folder, "package-lock.json"));
  const installed = packagesOf(installedFile);
  for (const [path, entry] of Object.entries(wanted)) {
    if (!path.includes("node_modules/") || entry.link === true) continue;
    const present = installed[path];
    // Packages for other systems are in the lockfile but not on the disk.
    if (present === undefined && (entry.optional === true || entry.devOptional === true)) continue;
    if (present?.version !== entry.version)
      return `${path.slice(path.lastIndexOf("node_modules/") + 13)} is not ${entry.version}`;
  }
  return undefined;
}

function packagesOf(file) {
  return JSON.parse(readFileSync(file, "utf8")).packages;
}
