/** `fetch` of an app on the real host: answers, statuses, bodies in pieces, signals, and a server that is not there. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { ocrekitScript, temporaryFolder } from "../support/ocrekit.js";
import { buildApp } from "../support/run-app.js";
import { cache } from "../support/toolchain.js";

const app = `import { config, defineApp } from "@ocrekit/sdk";

const ask = async (path: string, init: Parameters<typeof fetch>[1] = {}, port = config.number("port", 0)) => {
  try {
    const url = new URL(path, \`http://127.0.0.1:\${port}\`);
    const response = await fetch(url, init);
    console.log(response.status, response.ok, response.headers.get("X-Kind"), (await response.text()).slice(0, 20));
  } catch (error) {
    console.warn(error);
  }
};

defineApp({
  async onStart() {
    await ask("/hello?who=me");
    await ask("/missing");
    await ask("/echo", { method: "POST", body: "x".repeat(5000), headers: { "X-Kind": "sent" } });
    await ask("/long");
    await ask("/", {}, 1);
    await ask("/silent", { signal: AbortSignal.timeout(300) });
    const controller = new AbortController();
    setTimeout(() => controller.abort("enough"), 100);
    await ask("/silent", { signal: controller.signal });
    await ask("/hello?who=me", { signal: controller.signal });
    await fetch("http://10.9.8.7/").catch((error) => console.warn(error));
  },
});
`;

it("asks servers", { timeout: 300_000 }, async (context) => {
  const closed: string[] = [];
  const server = createServer((request, response) => {
    response.setHeader("X-Kind", request.headers["x-kind"] ?? "plain");
    if (request.url === "/hello?who=me") response.end(`hello ${request.headers.host}`.slice(0, 15));
    else if (request.url === "/silent") request.socket.on("close", () => closed.push("closed"));
    else if (request.url === "/long") response.end("y".repeat(20_000));
    else if (request.url === "/echo") {
      let length = 0;
      request.on("data", (data: Buffer) => {
        length += data.length;
      });
      request.on("end", () => response.end(`${request.method} ${length}`));
    } else {
      response.statusCode = 404;
      response.end("nothing");
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.close();
  });
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;

  const folder = join(temporaryFolder(), "asker");
  mkdirSync(join(folder, "src"), { recursive: true });
  writeFileSync(join(folder, "src/app.ts"), app);
  const allow = ["net.connect(tcp, 127.0.0.1, *)"];
  writeFileSync(join(folder, "grants.json"), JSON.stringify({ for: "asker", allow, limits: { handlerMs: 2000 } }));
  const build = { lang: "typescript", sources: ["src/app.ts"] };
  const manifest = { name: "asker", version: "0.1.0", world: "ocre:app/reactor", module: "build/app.wasm", build };
  const own = { requires: allow, config: { port: String(port) } };
  writeFileSync(join(folder, "ocre.json"), JSON.stringify({ ...manifest, ...own }));
  buildApp(folder, context);

  const args = ["run", folder, "--grants", join(folder, "grants.json"), "--json", "--for", "60s"];
  const child = spawn(process.execPath, [ocrekitScript, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, OCREKIT_CACHE: cache },
  });
  let output = "";
  child.stdout.on("data", (data: Buffer) => {
    output += data.toString();
  });
  await once(child, "close");
  const events: readonly { event: string; level?: string; message?: string }[] = output
    .split("\n")
    .flatMap((line) => (line.startsWith("{") ? [JSON.parse(line)] : []));
  expect(events.filter((e) => e.event === "log").map((e) => `${e.level} ${e.message}`)).toEqual([
    "info 200 true plain hello 127.0.0.1",
    "info 404 false plain nothing",
    "info 200 true sent POST 5000",
    "warn OcreError: too-large",
    "warn OcreError: refused",
    "warn TimeoutError: The operation was aborted due to timeout",
    "warn enough",
    "warn enough",
    "warn OcreError: denied",
  ]);
  // Who is not waited for any more is told so.
  expect(closed).toEqual(["closed", "closed"]);
});
