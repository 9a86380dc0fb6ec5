// Yours to edit: ocrekit writes this file once.

import { Fixed, exportFixed } from "./exports/fixed/fixed";
import { Frame, count, rotate, send } from "./fixed/fixed";

class MyFixed implements Fixed {
  rotate(m: StaticArray<f32>): StaticArray<f32> {
    return rotate(m);
  }

  send(f: Frame): u32 {
    return send(f);
  }

  count(words: Map<string, u32>): Map<string, u32> {
    return count(words);
  }
}
exportFixed(new MyFixed());
