// Yours to edit: ocrekit writes this file once.
import { Item, all, first } from "./both/stores.js";
import { exportStores } from "./exports/both/stores.js";

/** In an echo the app's objects are the host's own, and their types do not know it. */
const $hosts = <T>(value: unknown): T => value as T;

exportStores({
  Item: Item,
  all() {
    return all();
  },
  first(of) {
    return first($hosts(of));
  },
});
