/** Makes a WIT that fails smaller, line by line, as long as it fails: any text can be made smaller that way. */

/** `fails` is asked about valid worlds only when `isValid` says so; both may be slow, so that the tries are counted. */
export async function shrinkLines(
  text: string,
  isValid: (text: string) => boolean,
  fails: (text: string) => Promise<boolean>,
  most = 200,
): Promise<string> {
  let lines = text.split("\n");
  let left = most;
  for (let size = Math.max(1, Math.floor(lines.length / 2)); size >= 1; size = Math.floor(size / 2)) {
    let at = 0;
    while (at < lines.length) {
      const without = [...lines.slice(0, at), ...lines.slice(at + size)];
      const smaller = without.join("\n");
      if (left <= 0) return lines.join("\n");
      if (isValid(smaller)) {
        left--;
        if (await fails(smaller)) {
          lines = without;
          continue;
        }
      }
      at += size;
    }
  }
  // Lines are gone; now parts of signatures: parameters and results.
  for (const [index, line] of lines.entries()) {
    for (const part of parts(line)) {
      const smaller = lines.map((other, i) => (i === index ? part : other)).join("\n");
      if (left <= 0) return lines.join("\n");
      if (!isValid(smaller)) continue;
      left--;
      if (!(await fails(smaller))) continue;
      lines[index] = part;
      break;
    }
  }
  return lines.join("\n");
}

/** The same line with one parameter less, or without its result. */
function parts(line: string): readonly string[] {
  const [, head, params, result] = /^(.*\()(.*)\)( -> .*)?;$/.exec(line) ?? [];
  if (head === undefined || params === undefined) return [];
  const list = params.split(/, (?=p\d+: )/);
  const fewer = list.map((_, i) => `${head}${list.filter((_, j) => j !== i).join(", ")})${result ?? ""};`);
  return result === undefined ? fewer : [`${head}${params});`, ...fewer];
}
