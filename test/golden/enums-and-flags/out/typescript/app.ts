// Yours to edit: ocrekit writes this file once.
import { merge, next, widen } from "./choices/choices.js";
import { exportChoices } from "./exports/choices/choices.js";

exportChoices({
  next(l) {
    return next(l);
  },
  merge(x, y) {
    return merge(x, y);
  },
  widen(x) {
    return widen(x);
  },
});
