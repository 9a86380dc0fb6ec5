/** A decider for `ocrekit run`, whose denials can name the exact grant that is missing. */
import type { PolicyDecider } from "../rt/index.js";

/**
 * Lets the arguments of a call be read even where nothing of its scope is granted. The call is denied all the same,
 * and no implementation is reached; only the saving of not reading is given up.
 */
export function explaining(decider: PolicyDecider): PolicyDecider {
  return {
    scope: (name) => {
      const scope = decider.scope(name);
      return { admitted: true, check1: (arg) => scope.check1(arg), check: (args) => scope.check(args) };
    },
  };
}
