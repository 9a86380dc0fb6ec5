// Yours to edit: ocrekit writes this file once.
import { exportNames } from "./exports/names/names.js";
import { aB, names, return_ } from "./names/names.js";

exportNames({
  names(out, err) {
    return names(out, err);
  },
  return(class_, area, sizeT) {
    return return_(class_, area, sizeT);
  },
  aB() {
    aB();
  },
});
