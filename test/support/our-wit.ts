/** All of `wit/` as one text, for tools that take one: packages nested, the last one plain. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { repository } from "./toolchain.js";

const folder = join(repository, "wit");

export function ourWit(): string {
  const nested = readdirSync(join(folder, "deps")).map((file) => {
    const text = readFileSync(join(folder, "deps", file), "utf8");
    return text.replace(/^package ([^;]+);/m, "package $1 {").concat("}\n");
  });
  const [head = "", body = ""] = readFileSync(join(folder, "app.wit"), "utf8").split(/(?<=^package [^;]+;)/m);
  return `${head}\n${nested.join("\n")}\n${body}`;
}
