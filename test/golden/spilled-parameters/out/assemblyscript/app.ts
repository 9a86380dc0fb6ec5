// Yours to edit: ocrekit writes this file once.

import { Spilled, exportSpilled } from "./exports/spilled/spilled";
import { many } from "./spilled/spilled";

class MySpilled implements Spilled {
  many(
    a: string,
    b: string,
    c: string,
    d: string,
    e: string,
    f: string,
    g: string,
    h: string,
    i: u8,
    j: u64,
  ): string {
    return many(a, b, c, d, e, f, g, h, i, j);
  }
}
exportSpilled(new MySpilled());
