// Yours to edit: ocrekit writes this file once.

import { Control, exportControl } from "./exports/inline/control";
import { App, exportApp } from "./exports/world";
import { Result, Unit } from "./runtime/values";
import { Settings } from "./world";

class MyControl implements Control {
  stop(): void {}
}
exportControl(new MyControl());

class MyApp implements App {
  configure(s: Settings): Result<Unit, string> {
    return Result.ok<Unit, string>(true);
  }
}
exportApp(new MyApp());
