// Yours to edit: ocrekit writes this file once.
import { exportControl } from "./exports/inline/control.js";
import { exportApp } from "./exports/world.js";

exportControl({
  stop() {},
});

exportApp({
  configure() {},
});
