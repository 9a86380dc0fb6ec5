/** What is done for one case of several. */
import { code, empty, type Fragment, lines } from "../code.js";

export interface Branch {
  readonly label: string;
  readonly index: number;
  readonly body: Fragment;
}

export interface Branching {
  /** How many cases there are; those without a statement are no branch. */
  readonly count: number;
  readonly branches: readonly Branch[];
  /** The subject comes from outside and may be none of the cases. */
  readonly trap: boolean;
  /** The subject is true or false, or a number like these. */
  readonly condition: boolean;
}

/** Two cases of a condition are an `if`. */
export function branched(subject: Fragment, { count, branches, trap, condition }: Branching): Fragment {
  const full = branches.filter((b) => b.body.text !== "");
  if (full.length === 0) return empty;
  const at = (i: number): Fragment => full.find((b) => b.index === i)?.body ?? empty;
  if (count === 1) return lines([code`(void)${subject};`, at(0)]);
  if (count === 2 && condition) {
    if (at(1).text === "") return block(code`if (!${subject})`, at(0));
    if (at(0).text === "") return block(code`if (${subject})`, at(1));
    return code`
      if (${subject}) {
        ${at(1)}
      } else {
        ${at(0)}
      }`;
  }
  const rest = trap ? ["default:", "  __builtin_trap();"] : full.length < count ? ["default:", "  break;"] : [];
  return code`
    switch (${subject}) {
      ${full.map(
        (b) => code`
        case ${b.label}: {
          ${b.body}
          break;
        }`,
      )}
      ${rest}
    }`;
}

const block = (head: Fragment, body: Fragment): Fragment => code`
  ${head} {
    ${body}
  }`;
