/** Names of WIT: words of one case, joined by `-`. */

/** What is wrong with a name, or `undefined`. */
export function nameProblem(name: string): string | undefined {
  if (plain.test(name)) return undefined;
  if (name === "") return "it is empty";
  const foreign = /[^A-Za-z0-9-]/u.exec(name);
  if (foreign !== null) return foreign[0] === "_" ? "'_' is not allowed; use '-'" : `'${foreign[0]}' is not allowed`;
  if (/^-|-$|--/.test(name)) return "a part between hyphens is empty";
  if (/^\d/.test(name)) return "it begins with a digit";
  return "a word mixes upper and lower case";
}

const plain = /^(?:[a-z][a-z0-9]*|[A-Z][A-Z0-9]*)(?:-(?:[a-z0-9]+|[A-Z0-9]+))*$/;
