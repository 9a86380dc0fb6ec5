/** Packages that come with ocrekit: a WIT that names one of them and brings no copy in `deps` gets ours. */
import type { SourceGroup } from "./assemble.js";

const header = /^\s*package\s+([a-z][\w-]*:[a-z][\w-]*)/m;
const reference = /\b([a-z][a-z0-9-]*:[a-z][a-z0-9-]*)\//g;

/** Those of `builtins` that are named somewhere and are not there, with what they name in turn. */
export function missingPackages(
  groups: readonly SourceGroup[],
  builtins: readonly SourceGroup[],
): readonly SourceGroup[] {
  const there = new Set(groups.flatMap(packagesOf));
  const offered = new Map(builtins.flatMap((group) => packagesOf(group).map((name) => [name, group] as const)));
  const added: SourceGroup[] = [];
  const queue = [...groups];
  for (let group = queue.pop(); group !== undefined; group = queue.pop()) {
    for (const name of referencesOf(group)) {
      const ours = offered.get(name);
      if (ours === undefined || there.has(name)) continue;
      for (const found of packagesOf(ours)) there.add(found);
      added.push(ours);
      queue.push(ours);
    }
  }
  return added.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

function packagesOf(group: SourceGroup): readonly string[] {
  return group.files.flatMap(({ text }) => {
    const name = header.exec(text)?.[1];
    return name === undefined ? [] : [name];
  });
}

/** Comments count too: a package too many does no harm, it has no part in the user's world. */
function referencesOf(group: SourceGroup): readonly string[] {
  return group.files.flatMap(({ text }) =>
    [...text.matchAll(reference)].flatMap(([, name]) => (name === undefined ? [] : [name])),
  );
}
