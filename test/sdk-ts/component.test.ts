/** The same app as a component: `@ocrekit/sdk` under the condition `ocrekit-component`, over modules of the host. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { expect, it } from "vitest";
import { repository } from "../support/toolchain.js";

const source = join(repository, "sdk-ts/src");
const app = `
  export { component$lifecycle as lifecycle } from "#gen/exports/app/lifecycle.js";
  export { component$timerHandler as timerHandler } from "#gen/exports/system/timer-handler.js";
  import { defineApp, every, numberTopic, openOutput } from "@ocrekit/sdk";
  defineApp({
    onStart() {
      const led = openOutput("led0");
      const count = numberTopic("count");
      let changed = 0;
      const timer = every(100, () => {
        led.write(++changed % 2 === 1);
        count.publish(changed);
        if (changed === 3) {
          timer.cancel();
          led.close();
        }
      });
    },
  });
`;

interface Component {
  readonly lifecycle: { onStart(reason: string): void; onStop(reason: string, graceMs: number): void };
  readonly timerHandler: { onTimer(token: number, lost: number): void };
}

const log: string[] = [];
class Output {
  static open(line: string, options: object): Output {
    log.push(`open ${line} ${JSON.stringify(options)}`);
    return new Output();
  }
  write(active: boolean): string {
    log.push(`write ${active}`);
    return "ok";
  }
  toggle(): string {
    return "ok";
  }
  read(): string {
    return "active";
  }
  pulse(): string {
    return "ok";
  }
  [Symbol.dispose](): void {
    log.push("drop");
  }
}
/** Resources that this app has no use for. */
const other = () =>
  class {
    static open(): void {}
    read(): void {}
    write(): void {}
    watch(): void {}
    waitEdge(): void {}
    receive(): void {}
    settle(): void {}
  };
const host: Record<string, object> = {
  "gpio/lines": { Output, Input: other(), InputGroup: other(), OutputGroup: other() },
  "system/timers": {
    start: (token: number, delay: number, period: number) => {
      log.push(`start ${token} ${delay} ${period}`);
      return "ok";
    },
    cancel: (token: number) => {
      log.push(`cancel ${token}`);
      return "ok";
    },
  },
  "messaging/bus": {
    Subscription: other(),
    publish: (topic: string, payload: Uint8Array, type: string) => {
      log.push(`publish ${topic} ${new TextDecoder().decode(payload)} ${type}`);
      return "ok";
    },
  },
};

async function start(): Promise<Component> {
  const manifest = JSON.parse(readFileSync(join(repository, "sdk-ts/package.json"), "utf8"));
  const { outputFiles } = await build({
    stdin: { contents: app, loader: "ts", resolveDir: source },
    bundle: true,
    write: false,
    format: "cjs",
    target: "es2022",
    conditions: ["ocrekit-component"],
    logLevel: "silent",
    plugins: [
      {
        name: "component",
        setup(builder) {
          builder.onResolve({ filter: /^ocre:/ }, ({ path }) => ({ path, namespace: "host" }));
          builder.onResolve({ filter: /^@ocrekit\/sdk$/ }, () => ({
            path: join(repository, "sdk-ts", manifest.exports["."]["ocrekit-component"]),
            sideEffects: false,
          }));
          builder.onLoad({ filter: /.*/, namespace: "host" }, ({ path }) => ({
            contents: `module.exports = $host[${JSON.stringify(path.replace(/^ocre:|@.*$/g, ""))}];`,
          }));
        },
      },
    ],
  });
  const script = outputFiles[0]?.text ?? "";
  const module: { exports: Component } = { exports: Object.create(null) };
  new Function("module", "$host", script)(module, host);
  return module.exports;
}

it("blinks and publishes as it does on its own engine", async () => {
  const component = await start();
  component.lifecycle.onStart("boot");
  for (let i = 0; i < 3; i++) component.timerHandler.onTimer(1, 0);
  component.lifecycle.onStop("operator", 100);
  expect(log).toEqual([
    'open led0 {"drive":"push-pull","bias":"as-is","activeLow":false,"initiallyActive":false}',
    "start 1 100 100",
    "write true",
    "publish count 1 text/plain",
    "write false",
    "publish count 2 text/plain",
    "write true",
    "publish count 3 text/plain",
    "cancel 1",
    "drop",
  ]);
});
