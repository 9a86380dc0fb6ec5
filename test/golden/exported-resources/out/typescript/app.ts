// Yours to edit: ocrekit writes this file once.
import { type Counter, exportCounters } from "./exports/counter/counters.js";
import { exportUsers } from "./exports/counter/users.js";

export class MyCounter implements Counter {
  increment(by: number): number {
    return by;
  }

  label(): string {
    return "";
  }

  static join(a: Counter): Counter {
    return a;
  }
}

exportCounters({
  Counter: MyCounter,
});

exportUsers({
  useBorrowed() {
    return 0;
  },
});
