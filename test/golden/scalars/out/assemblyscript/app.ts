// Yours to edit: ocrekit writes this file once.

import { Numbers, exportNumbers } from "./exports/scalars/numbers";
import { letter, nothing, real, small, truth, wide } from "./scalars/numbers";

class MyNumbers implements Numbers {
  small(a: bool, b: u8, c: i8, d: u16, e: i16): i16 {
    return small(a, b, c, d, e);
  }

  wide(a: u32, b: i32, c: u64, d: i64): u64 {
    return wide(a, b, c, d);
  }

  real(a: f32, b: f64): f32 {
    return real(a, b);
  }

  letter(a: u32): u32 {
    return letter(a);
  }

  truth(): bool {
    return truth();
  }

  nothing(): void {
    nothing();
  }
}
exportNumbers(new MyNumbers());
