// Yours to edit: ocrekit writes this file once.
import { exportOutcomes } from "./exports/outcomes/outcomes.js";
import { check, each, explain, find, parse, run, twice } from "./outcomes/outcomes.js";

exportOutcomes({
  find(key) {
    return find(key);
  },
  parse(text) {
    return parse(text);
  },
  run() {
    run();
  },
  check(n) {
    check(n);
  },
  explain(n) {
    return explain(n);
  },
  twice(n) {
    return twice(n);
  },
  each(ns) {
    return each(ns);
  },
});
