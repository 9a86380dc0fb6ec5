// Yours to edit: ocrekit writes this file once.

import { Outcomes, exportOutcomes } from "./exports/outcomes/outcomes";
import {
  Detail,
  Problem,
  check,
  each,
  explain,
  find,
  parse,
  run,
  twice,
} from "./outcomes/outcomes";
import { Option, Result, Unit } from "./runtime/values";

class MyOutcomes implements Outcomes {
  find(key: string): string | null {
    return find(key);
  }

  parse(text: string | null): Result<u32, Problem> {
    return parse(text);
  }

  run(): Result<Unit, Unit> {
    return run();
  }

  check(n: u32): Result<Unit, string> {
    return check(n);
  }

  explain(n: u32): Result<Detail, Detail> {
    return explain(n);
  }

  twice(n: Option<u8> | null): Option<u8> | null {
    return twice(n);
  }

  each(ns: Array<Result<u8, Problem>>): Result<string, Unit> {
    return each(ns);
  }
}
exportOutcomes(new MyOutcomes());
