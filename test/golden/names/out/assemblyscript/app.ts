// Yours to edit: ocrekit writes this file once.

import { Names, exportNames } from "./exports/names/names";
import { aB, names, return_ } from "./names/names";
import { Int, Switch } from "./names/types";
import { Result } from "./runtime/values";

class MyNames implements Names {
  names(out: u8, err: Int): Result<Switch, Int> {
    return names(out, err);
  }

  return(class_: Switch, area: string, sizeT: u8): string {
    return return_(class_, area, sizeT);
  }

  aB(): void {
    aB();
  }
}
exportNames(new MyNames());
