/** The message handler of a reactor whose subscriptions are those of `topics.ts`: importing this file exports it. */
import { MessageHandler, exportMessageHandler } from "../exports/messaging/message-handler";
import { Disposition, Message } from "../messaging/types";
import { Token } from "../system/types";
import { deliver } from "./topics";

class CallbackSubscriptions implements MessageHandler {
  onMessage(token: Token, message: Message): Disposition {
    return deliver(token, message);
  }
}

exportMessageHandler(new CallbackSubscriptions());
