/** Logs every message below `demo/`, and ends with the one that says "done". */
import {
  Lifecycle,
  StartReason,
  StopReason,
  exportLifecycle,
} from "../build/sdk/exports/app/lifecycle";
import {
  MessageHandler,
  exportMessageHandler,
} from "../build/sdk/exports/messaging/message-handler";
import { Overflow, Retained, SubscribeOptions, Subscription } from "../build/sdk/messaging/bus";
import { Disposition, Message, Qos } from "../build/sdk/messaging/types";
import { Result, Unit } from "../build/sdk/runtime/values";
import { Level, log } from "../build/sdk/system/log";
import { exit } from "../build/sdk/system/process";
import { Token } from "../build/sdk/system/types";

const demo: Token = 1;
let subscription: Subscription | null = null;

class Listener implements Lifecycle, MessageHandler {
  onStart(reason: StartReason): Result<Unit, Unit> {
    const options = new SubscribeOptions(
      Qos.AtMostOnce,
      16,
      Overflow.DropOldest,
      64,
      Retained.Send,
      false,
      null,
    );
    const opened = Subscription.open("demo/#", options, demo);
    if (opened.isErr) return Result.err<Unit, Unit>(true);
    subscription = opened.value;
    return Result.ok<Unit, Unit>(true);
  }

  onMessage(token: Token, message: Message): Disposition {
    const text = String.UTF8.decodeUnsafe(message.payload.dataStart, message.payload.length);
    log(Level.Info, "", `${message.topic}: ${text} (from ${message.sender})`);
    if (text == "done") exit(0);
    return Disposition.Accept;
  }

  onStop(reason: StopReason, graceMs: u32): void {}
}

const listener = new Listener();
exportLifecycle(listener);
exportMessageHandler(listener);
