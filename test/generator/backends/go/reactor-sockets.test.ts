/** Goroutines of a reactor wait for sockets between the host's calls: two clients of one listener, in turn. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, it, onTestFinished } from "vitest";
import { ocrekitScript, temporaryFolder } from "../../../support/ocrekit.js";
import { buildApp } from "../../../support/run-app.js";
import { cache } from "../../../support/toolchain.js";

const source = `package main

import (
	"bufio"
	"fmt"
	"net"

	"ocre.local/sdk/exports/app/lifecycle"
	"ocre.local/sdk/ocrenet"
	"ocre.local/sdk/system/log"
)

func init() {
	lifecycle.Export(lifecycle.Handlers{OnStart: func(lifecycle.StartReason) error {
		listener, err := ocrenet.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return err
		}
		go accept(listener)
		log.Log(log.LevelInfo, "", "listens on "+listener.Addr().String())
		return nil
	}})
}

func accept(listener net.Listener) {
	for {
		conn, err := listener.Accept()
		if err != nil {
			return
		}
		go serve(conn)
	}
}

func serve(conn net.Conn) {
	defer conn.Close()
	lines := bufio.NewScanner(conn)
	for lines.Scan() {
		fmt.Fprintf(conn, "you said %s\\n", lines.Text())
	}
}

func main() {}
`;

const allow = ["net.listen(tcp, 127.0.0.1, *)"];

function project(): string {
  const folder = join(temporaryFolder(), "answers");
  mkdirSync(join(folder, "src"), { recursive: true });
  writeFileSync(join(folder, "src/app.go"), source);
  const build = { lang: "go", sources: ["src/app.go"] };
  const manifest = { name: "answers", version: "0.1.0", world: "ocre:app/reactor", module: "build/app.wasm", build };
  writeFileSync(join(folder, "ocre.json"), JSON.stringify({ ...manifest, requires: allow }));
  const limits = { startMs: 5000, handlerMs: 500 };
  writeFileSync(join(folder, "grants.json"), JSON.stringify({ for: "answers", allow, limits }));
  return folder;
}

/** Runs the app until the test ends; the port on which it listens. */
async function serve(folder: string): Promise<number> {
  const args = ["run", folder, "--grants", join(folder, "grants.json"), "--json", "--for", "100s"];
  const child = spawn(process.execPath, [ocrekitScript, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, OCREKIT_CACHE: cache },
  });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const event: { readonly message?: string } = JSON.parse(line);
    const [, port] = /^listens on .*:(\d+)$/.exec(event.message ?? "") ?? [];
    if (port !== undefined) return Number(port);
  }
  throw new Error("it does not listen");
}

async function client(port: number): Promise<Socket> {
  const socket = connect(port, "127.0.0.1");
  onTestFinished(() => {
    socket.destroy();
  });
  await once(socket, "connect");
  return socket;
}

async function ask(socket: Socket, text: string): Promise<string> {
  socket.write(`${text}\n`);
  const [answer] = await once(socket, "data");
  return String(answer);
}

// Without a go.mod: the sources are files beside the SDK's packages.
it("answers both, and the one that stays when the other is gone", { timeout: 300_000 }, async (context) => {
  const folder = project();
  buildApp(folder, context);
  const port = await serve(folder);
  const [a, b] = [await client(port), await client(port)];
  for (const text of ["one", "two", "three"]) {
    expect([await ask(a, text), await ask(b, text.toUpperCase())]).toEqual([
      `you said ${text}\n`,
      `you said ${text.toUpperCase()}\n`,
    ]);
  }
  a.end();
  await once(a, "close");
  expect(await ask(b, "last")).toBe("you said last\n");
});
