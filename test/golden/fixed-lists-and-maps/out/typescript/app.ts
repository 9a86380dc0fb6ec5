// Yours to edit: ocrekit writes this file once.
import { exportFixed } from "./exports/fixed/fixed.js";
import { count, rotate, send } from "./fixed/fixed.js";

exportFixed({
  rotate(m) {
    return rotate(m);
  },
  send(f) {
    return send(f);
  },
  count(words) {
    return count(words);
  },
});
