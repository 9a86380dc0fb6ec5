/** The questions in AssemblyScript. */
import type { Asking } from "./asking.js";

const body = `
import { Disposition, Message } from "../build/sdk/messaging/types";
import { Status } from "../build/sdk/system/types";
import { console } from "../build/sdk/runtime/console";
import { Request, request } from "../build/sdk/runtime/requests";
import { numberOf, reply, subscribe, textOf } from "../build/sdk/runtime/topics";
import { Result, Unit, failed, ok } from "../build/sdk/runtime/values";

function begin(): bool {
  subscribe("test/double", (subscriber, message) => {
    reply(message, String.UTF8.encode((<i32>(2 * numberOf(message))).toString()));
    return Disposition.Accept;
  });
  subscribe("test/quiet", (subscriber, message) => {
    console.log("heard " + textOf(message));
    return Disposition.Accept;
  });
  return request("test/double", String.UTF8.encode("21"), 1000, (asked, message) => {
    if (message !== null) console.log("answer " + textOf(message));
    const next = request("test/quiet", String.UTF8.encode("anybody?"), 50, (asked, message) => {
      console.log(message === null ? "no answer" : "an answer");
      finish();
    });
    if (!next.isWaiting) console.error("not asked");
  }).isWaiting;
}
`;

export const assemblyscript: Asking = {
  path: "src/app.ts",
  command: `import { Run, exportRun } from "../build/sdk/exports/app/run";
import { Handlers, end, loop } from "../build/sdk/runtime/events";
${body}
function finish(): void {
  end();
}
class App implements Run {
  run(): Result<Unit, Unit> {
    if (!begin()) return failed();
    loop(new Handlers());
    return ok();
  }
}
exportRun(new App());
`,
  reactor: `import { StartReason } from "../build/sdk/exports/app/lifecycle";
import "../build/sdk/runtime/message-handler";
import { Reactor, start } from "../build/sdk/runtime/reactor";
import "../build/sdk/runtime/timer-handler";
${body}
function finish(): void {}
class App extends Reactor {
  onStart(reason: StartReason): Result<Unit, Unit> {
    return begin() ? ok() : failed();
  }
}
start(new App());
`,
};
