/** The first page: every package with its interfaces and worlds. */
import { alwaysPossible } from "../../check/vocabulary.js";
import { packageText } from "../../graph/index.js";
import type { Package } from "../../graph/model.js";
import type { FactContext } from "./facts.js";
import { blocks, codeSpan, link, prose, summary, table } from "./markdown.js";
import { indexPath, type Page, permissionsPath, relativeLink } from "./site.js";

export function indexPage(cx: FactContext): string {
  const { graph } = cx.site;
  // The package that the user named comes first.
  const packages = [graph.packages[graph.main], ...graph.packages.filter((_, i) => i !== graph.main)];
  return blocks([
    "# Reference",
    link("All permissions", permissionsPath),
    ...packages.map((pkg) => (pkg === undefined ? "" : packageSection(pkg, cx))),
    cx.directives.scopes.size === 0
      ? ""
      : blocks([
          "## Errors of every call",
          `${alwaysPossible.map(codeSpan).join(", ")}, and ${codeSpan("invalid-argument")} where a permission has arguments, may end every ` +
            "call that can fail; a function's own list leaves them out. Denied and absent look the same, so that nobody can probe for names.",
        ]),
  ]);
}

function packageSection(pkg: Package, cx: FactContext): string {
  const { graph, pages } = cx.site;
  const of = (kind: Page["subject"]["kind"]): readonly (readonly string[])[] =>
    pages.flatMap((page) => {
      const { subject } = page;
      if (subject.kind !== kind) return [];
      const item = subject.kind === "world" ? subject.world : subject.face;
      if (graph.packages[item.package] !== pkg) return [];
      const gate = item.stability.kind === "unstable" ? ` Feature ${codeSpan(item.stability.feature)}.` : "";
      const name = subject.kind === "world" ? subject.world.name : (subject.face.name ?? "");
      return [[link(codeSpan(name), relativeLink(indexPath, page.path)), `${summary(item.docs)}${gate}`]];
    });
  return blocks([
    `## ${packageText(pkg.name)}`,
    prose(pkg.docs),
    table(["interface", "what it is"], of("interface")),
    table(["world", "what it is"], of("world")),
  ]);
}
