/** The timer handler of a reactor whose timers are those of `timers.ts`: importing this file exports it. */
import { TimerHandler, exportTimerHandler } from "../exports/system/timer-handler";
import { Token } from "../system/types";
import { fire } from "./timers";

class CallbackTimers implements TimerHandler {
  onTimer(token: Token, lost: u32): void {
    fire(token, lost);
  }
}

exportTimerHandler(new CallbackTimers());
