/** The demo world in AssemblyScript. */
import { ErrorCode, Level, log, Pin, publish, readFile } from "./demo/host";
import { exportGuest, Guest } from "./exports/demo/guest";
import { Result, Unit } from "./runtime/values";

class App implements Guest {
  run(): Result<Unit, string> {
    log(Level.Info, "hello ✓");
    const opened = Pin.open(0, 13);
    if (!opened.isErr) {
      opened.value.write(true);
      opened.value.close();
    }
    const denied = Pin.open(9, 9);
    if (denied.isErr && denied.error == ErrorCode.NotPermitted) log(Level.Warn, "pin 9:9 denied");
    const config = readFile("config.txt");
    if (config.isErr) return Result.err<Unit, string>("no config");
    publish("demo/hello", "text/plain", config.value);
    return Result.ok<Unit, string>(true);
  }

  onMessage(topic: string, payload: Uint8Array): void {
    publish("echo/" + topic, "application/octet-stream", payload);
  }

  onTimer(id: u32): void {
    log(Level.Debug, "timer " + id.toString());
  }
}
exportGuest(new App());
