// Yours to edit: ocrekit writes this file once.
import { exportSpilled } from "./exports/spilled/spilled.js";
import { many } from "./spilled/spilled.js";

exportSpilled({
  many(a, b, c, d, e, f, g, h, i, j) {
    return many(a, b, c, d, e, f, g, h, i, j);
  },
});
