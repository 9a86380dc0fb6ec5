// Yours to edit: ocrekit writes this file once.

import { Sink } from "./counter/logs";
import { Counter, Counters, exportCounters } from "./exports/counter/counters";
import { Users, exportUsers } from "./exports/counter/users";

class MyCounter extends Counter {
  increment(by: u32): u32 {
    return by;
  }

  label(): string {
    return "";
  }
}

class MyCounters implements Counters {
  newCounter(start: u32): Counter {
    return new MyCounter();
  }

  counterJoin(a: Counter, b: Counter): Counter {
    return a;
  }
}
exportCounters(new MyCounters());

class MyUsers implements Users {
  useBorrowed(s: Sink): u32 {
    return 0;
  }
}
exportUsers(new MyUsers());
