// Yours to edit: ocrekit writes this file once.
import { exportText } from "./exports/sequences/text.js";
import { checksum, greet, nested, sort, words } from "./sequences/text.js";

exportText({
  greet(name) {
    return greet(name);
  },
  checksum(data) {
    return checksum(data);
  },
  words(line) {
    return words(line);
  },
  sort(values) {
    return sort(values);
  },
  nested(rows) {
    return nested(rows);
  },
});
