// Yours to edit: ocrekit writes this file once.
import { exportShapes } from "./exports/records/shapes.js";
import { length, mirror, outline, pair } from "./records/shapes.js";

exportShapes({
  length(l) {
    return length(l);
  },
  mirror(p) {
    return mirror(p);
  },
  outline() {
    return outline();
  },
  pair(p) {
    return pair(p);
  },
});
