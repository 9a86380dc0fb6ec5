/** `ocrekit generate moonbit`: wit-bindgen's bindings and the files that make a module of MoonBit of them. */
import { type BindingsLanguage, type BoundWorld, bindingsRenderer } from "../../backend/bindings.js";
import { banner } from "../../emit/banner.js";

const moduleName = (world: BoundWorld): string => `${world.namespace}/${world.name}`;

const build = (world: string): readonly string[] => [
  "moon build --target wasm",
  `wasm-tools component embed wit --world ${world} --encoding utf16 -o app.embedded.wasm target/wasm/release/build/gen/gen.wasm`,
  "wasm-tools component new app.embedded.wasm -o app.wasm",
];

const readme = (world: BoundWorld): string => `# ${world.namespace}:${world.package}/${world.name} in MoonBit

Bindings by wit-bindgen: \`interface\` and \`world\` are what the app calls, \`gen\` is what it implements: the functions that a \`top.mbt\` there declares,
in files of its own beside it. What these use is imported in the \`moon.pkg\` of their folder, which is the app's, as \`moon.mod\` is: both are written once.

\`\`\`sh
${build(world.name).join("\n")}
\`\`\`

Strings of MoonBit are UTF-16, so the result is a component, not a core module for ocrekit's own hosts. \`wit/world.wit\` is what the bindings were made
from.
`;

const mark = "\n///|\n";

/** wit-bindgen 0.63 takes foreign functions out of a hash table; declarations of MoonBit may be in any order. */
function sorted(text: string): string {
  const [head = "", ...blocks] = text.split(mark);
  return [head.trimEnd(), ...blocks.map((block) => block.trimEnd()).toSorted()].join(`\n${mark}`).concat("\n");
}

const language: BindingsLanguage = {
  id: "moonbit",
  title: "MoonBit",
  options: [],
  byHand: {
    written: "wit-bindgen's bindings, a module (moon.mod) and README.md",
    build,
    wants: "MoonBit's moon, and wasm-tools",
  },
  args: (_, world) => ["--project-name", moduleName(world), "--derive-show", "--derive-eq"],
  isStub: (path) => /(^|\/)stub\.mbt$|^moon\.mod$|^gen\/.+\/moon\.pkg$/.test(path),
  settle: (path, text) => (path.endsWith("ffi.mbt") ? sorted(text) : text),
  project: ({ version }, world) => {
    const module = { name: moduleName(world), version: "0.1.0", "preferred-target": "wasm" };
    return [
      { path: "moon.mod.json", text: `${JSON.stringify(module, null, 2)}\n`, once: true },
      { path: "README.md", text: `<!-- ${banner("//", version, "wit/world.wit").slice(3)} -->\n\n${readme(world)}` },
    ];
  },
};

export const renderer = bindingsRenderer(language);
