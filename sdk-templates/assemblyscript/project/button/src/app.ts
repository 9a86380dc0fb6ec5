/** Each press of the button toggles led0, and the log says so. */
import { StartReason } from "../build/sdk/exports/app/lifecycle";
import { LineHandler, exportLineHandler } from "../build/sdk/exports/gpio/line-handler";
import {
  Bias,
  Drive,
  Edges,
  Input,
  InputOptions,
  Output,
  OutputOptions,
} from "../build/sdk/gpio/lines";
import { console } from "../build/sdk/runtime/console";
import { Reactor, start } from "../build/sdk/runtime/reactor";
import { Result, Unit, failed, ok } from "../build/sdk/runtime/values";
import { Mark, Status, Token } from "../build/sdk/system/types";

const buttonToken: Token = 1;
const debounceUs: u32 = 20_000;

let led: Output | null = null;
let button: Input | null = null;
let isOn = false;

class App extends Reactor implements LineHandler {
  onStart(reason: StartReason): Result<Unit, Unit> {
    const output = Output.open("led0", new OutputOptions(Drive.PushPull, Bias.AsIs, false, false));
    if (output.isErr) return failed();
    led = output.value;
    const input = Input.open("button", new InputOptions(Bias.AsIs, false, debounceUs));
    if (input.isErr) return failed();
    button = input.value;
    return input.value.watch(Edges.Rising, buttonToken) == Status.Ok ? ok() : failed();
  }

  onLine(token: Token, data: u32, lost: u32, time: Mark): void {
    isOn = !isOn;
    led!.write(isOn);
    console.log(isOn ? "led0 on" : "led0 off");
  }
}

const app = new App();
start(app);
exportLineHandler(app);
