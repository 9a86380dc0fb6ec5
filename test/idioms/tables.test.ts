/** Tables of C and C++ are as large as the app says; one that is full is a line in the log and an answer, not a surprise. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { ocrekit, temporaryFolder } from "../support/ocrekit.js";
import { runSource } from "../support/run-source.js";
import { requireTool } from "../support/toolchain.js";

const c = `#include "command.h"

OCRE_TIMERS_MAX(12);
OCRE_SUBSCRIPTIONS_MAX(2);
OCRE_REQUESTS_MAX(1);

static void tick(void *context) { (void)context; }
static void heard(void *context, const ocre_messaging_message_t *message) {
  (void)context;
  (void)message;
}

bool ocre_app_run(void) {
  int timers = 0, subscriptions = 0, requests = 0;
  while (subscriptions < 5 && ocre_subscribe(subscriptions == 0 ? "test/a" : "test/b", heard, NULL)) subscriptions++;
  while (requests < 5 && ocre_request_text("test/a", "?", 1000, heard, NULL)) requests++;
  while (timers < 20 && ocre_after(1000, tick, NULL)) timers++;
  OCRE_LOG_INFO("%d timers, %d subscriptions, %d requests", timers, subscriptions, requests);
  return true;
}
OCRE_APP_RUN_EXPORT();
`;

const cpp = `#define OCRE_TIMERS 12
#define OCRE_SUBSCRIPTIONS 2
#define OCRE_REQUESTS 1
#include "command.hpp"

struct app {
  static bool run() {
    int timers = 0, subscriptions = 0, requests = 0;
    const auto heard = [](const ocre::messaging::message &) {};
    const auto replied = [](const ocre::messaging::message *) {};
    while (subscriptions < 5 && ocre::subscribe(subscriptions == 0 ? "test/a" : "test/b", heard)) subscriptions++;
    while (requests < 5 && ocre::request("test/a", {}, 1000, replied)) requests++;
    while (timers < 20 && ocre::after(1000, [] {})) timers++;
    ocre::log_info("{} timers, {} subscriptions, {} requests", timers, subscriptions, requests);
    return true;
  }
};
WIT_APP(app);
`;

it.for([
  ["c", "src/app.c", c, "_MAX"],
  ["cpp", "src/app.cpp", cpp, ""],
] as const)("%s", { timeout: 300_000 }, ([language, path, source, ending], context) => {
  const allow = ["messaging.request(test/#)"];
  const { logs, ended } = runSource({ language, path, source, world: "command", allow }, context);
  expect({ logs, ended }).toEqual({
    logs: [
      `error no subscription is left; OCRE_SUBSCRIPTIONS${ending}`,
      `error no request is left; OCRE_REQUESTS${ending}`,
      `error no timer is left; OCRE_TIMERS${ending}`,
      // The request that waits has one of the twelve.
      "info 11 timers, 2 subscriptions, 1 requests",
    ],
    ended: ["exited 0"],
  });
});

it.for([
  ["c", "src/app.c", c.replace("OCRE_TIMERS_MAX(12)", "OCRE_TIMERS_MAX(0)"), "a table has 1 to 4096 places"],
  ["cpp", "src/app.cpp", cpp.replace("OCRE_TIMERS 12", "OCRE_TIMERS 4097"), "OCRE_TIMERS is 1 to 4096"],
] as const)(
  "%s: a size that makes no sense does not compile",
  {
    timeout: 300_000,
  },
  ([language, path, text, why], context) => {
    requireTool("zig", context);
    const folder = join(temporaryFolder(), "app");
    mkdirSync(join(folder, "src"), { recursive: true });
    writeFileSync(join(folder, path), text);
    const build = { lang: language, sources: [path] };
    const manifest = { name: "app", version: "0.1.0", world: "ocre:app/command", module: "build/app.wasm", build };
    writeFileSync(join(folder, "ocre.json"), JSON.stringify(manifest));
    const { status, stdout, stderr } = ocrekit(["build", folder]);
    expect({ status, said: `${stdout}${stderr}` }).toEqual({ status: 1, said: expect.stringContaining(why) });
  },
);
