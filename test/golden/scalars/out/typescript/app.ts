// Yours to edit: ocrekit writes this file once.
import { exportNumbers } from "./exports/scalars/numbers.js";
import { letter, nothing, real, small, truth, wide } from "./scalars/numbers.js";

exportNumbers({
  small(a, b, c, d, e) {
    return small(a, b, c, d, e);
  },
  wide(a, b, c, d) {
    return wide(a, b, c, d);
  },
  real(a, b) {
    return real(a, b);
  },
  letter(a) {
    return letter(a);
  },
  truth() {
    return truth();
  },
  nothing() {
    nothing();
  },
});
