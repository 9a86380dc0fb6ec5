/**
 * Exports every function marked `@canonical("name")` under that name, which the language itself cannot spell, as soon as
 * the app imports the file it is in, and lets those marked `@stands("name")` stand for a global function of the language.
 * Given to the compiler as `--transform`.
 */
const userEntry = 1;

export default class CanonicalExports {
  settle = "";

  afterParse(parser) {
    for (const source of parser.sources) {
      this.replaceGlobals(source);
      const names = new Map();
      for (const statement of source.statements) {
        const mark = statement.decorators?.find((d) => d.name.text === "canonical");
        if (mark !== undefined) names.set(statement.name.text, mark.args[0].value);
      }
      if (names.size === 0) continue;
      source.sourceKind = userEntry;
      if ([...names.values()].includes("cabi_realloc")) this.settle = source.internalPath.replace(/cabi$/, "memory/settle");
      for (const statement of source.statements) {
        for (const member of statement.members ?? []) {
          const name = names.get(member.localName?.text);
          if (name === undefined) continue;
          const copy = Object.create(Object.getPrototypeOf(member.exportedName));
          member.exportedName = Object.assign(copy, member.exportedName, { text: name });
        }
      }
    }
  }

  replaceGlobals(source) {
    for (const statement of source.statements) {
      const mark = statement.decorators?.find((d) => d.name.text === "stands");
      if (mark === undefined) continue;
      const { options } = this.program;
      options.globalAliases ??= new Map();
      options.globalAliases.set(mark.args[0].value, `${source.internalPath}/${statement.name.text}`);
      // Its author wants to hear of what fails.
      options.noAssert = false;
    }
  }

  afterCompile(module) {
    // Without a value that comes in through memory nobody asks for any.
    if (this.settle !== "" && module.getFunction(this.settle) === 0) module.removeExport("cabi_realloc");
  }
}
