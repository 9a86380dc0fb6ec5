// Yours to edit: ocrekit writes this file once.
import { exportVariants } from "./exports/variants/variants.js";
import { all, store } from "./variants/variants.js";

exportVariants({
  store(v) {
    return store(v);
  },
  all(vs) {
    return all(vs);
  },
});
