/** The AssemblyScript compiler looks at what is reached only: here every function and method gets an export that reaches it. */
import {
  ClassDeclaration,
  CommonFlags,
  FunctionDeclaration,
  MethodDeclaration,
  newOptions,
  newProgram,
  parse,
} from "assemblyscript";

const { Abstract, Constructor, Export, Get, Private, Protected, Set: Setter, Static } = CommonFlags;
const unreachable = Abstract | Private | Protected | Setter | Constructor;

/** The files of a project, and `touch.ts`, which is an entry beside the app; `unique` keeps its exports from others'. */
export function touched(files, unique) {
  let count = 0;
  const fresh = () => `touch_${unique}_${count++}`;
  const entry = [];
  const all = files.map(([path, text]) => {
    // The glue of exports is reached by what the host calls.
    if (!path.endsWith(".ts") || path === "app.ts" || path.startsWith("abi/")) return [path, text];
    const own = [];
    const names = [];
    for (const item of statements(path, text)) {
      if (item instanceof FunctionDeclaration && item.is(Export) && item.typeParameters === null)
        names.push(`${item.name.text} as ${fresh()}`);
      if (!(item instanceof ClassDeclaration) || item.isGeneric || !item.is(Export)) continue;
      for (const member of item.members) {
        if (!(member instanceof MethodDeclaration) || member.isAny(unreachable)) continue;
        if (member.typeParameters !== null) continue;
        const name = fresh();
        own.push(caller(name, item.name.text, member));
        names.push(name);
      }
    }
    if (names.length > 0) entry.push(`export { ${names.join(", ")} } from "./${path.replace(/\.ts$/, "")}";\n`);
    return [path, text + own.join("")];
  });
  return [...all, ["touch.ts", entry.join("")]];
}

function statements(path, text) {
  const program = newProgram(newOptions());
  parse(program, text, path, true);
  return program.sources.flatMap((source) => source.statements);
}

/** In the file of the class, where the names of its types mean what they mean there. */
function caller(name, type, member) {
  const { parameters, returnType } = member.signature;
  const isStatic = member.is(Static);
  const params = [
    ...(isStatic ? [] : [`self: ${type}`]),
    ...parameters.map((p, i) => `a${i}: ${p.type.range.toString()}`),
  ];
  const args = parameters.map((_, i) => `a${i}`).join(", ");
  const target = `${isStatic ? type : "self"}.${member.name.text}`;
  const call = member.is(Get) ? target : `${target}(${args})`;
  return `export function ${name}(${params.join(", ")}): ${returnType.range.toString()} { return ${call}; }\n`;
}
