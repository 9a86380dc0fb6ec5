/** Connections of the Go SDK by Go's own test of connections, and deadlines in a reactor, which only the host wakes. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { ocrekit, temporaryFolder } from "../../../support/ocrekit.js";
import { buildApp } from "../../../support/run-app.js";
import { inCi, requireTool } from "../../../support/toolchain.js";

const allow = ["net.listen(tcp, 127.0.0.1, *)", "net.connect(tcp, 127.0.0.1, *)"];
const version = "v0.30.0";

interface Skippable {
  skip(note?: string): never;
}

/** The module that has the test; without it this one fails in CI, and is skipped elsewhere. */
function requireNettest(context: Skippable): void {
  const { command } = requireTool("go", context);
  const modules = spawnSync(command, ["env", "GOMODCACHE"], { encoding: "utf8" }).stdout.trim();
  if (existsSync(join(modules, `golang.org/x/net@${version}`))) return;
  const why = "golang.org/x/net is missing; get it with: sh .dev/toolchains.sh go-nettest";
  if (inCi) throw new Error(why);
  context.skip(why);
}

/** Builds an app, runs it on real sockets in real time, and returns what it logged. */
function run(world: "command" | "reactor", files: Readonly<Record<string, string>>, context: Skippable) {
  const folder = join(temporaryFolder(), "app");
  mkdirSync(join(folder, "src"), { recursive: true });
  for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text);
  const build = { lang: "go", sources: ["src/app.go"] };
  const manifest = { name: "app", version: "0.1.0", world: `ocre:app/${world}`, module: "build/app.wasm", build };
  writeFileSync(join(folder, "ocre.json"), JSON.stringify({ ...manifest, requires: allow }));
  // Much is sent, and closed sockets count until what they had is sent.
  const limits = { startMs: 10_000, handlerMs: 2000, networkBytesPerSecond: 1_000_000_000, sockets: 64 };
  writeFileSync(join(folder, "grants.json"), JSON.stringify({ for: "app", allow, limits }));
  buildApp(folder, context);
  const args = ["run", folder, "--grants", join(folder, "grants.json"), "--json", "--for", "60s"];
  const events: readonly { readonly event: string; readonly message?: string }[] = ocrekit(args)
    .stdout.split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line));
  return events.flatMap((e) => (e.event === "log" && e.message !== undefined ? [e.message] : []));
}

const parts =
  "BasicIO PingPong RacyRead RacyWrite ReadTimeout WriteTimeout PastTimeout PresentTimeout FutureTimeout CloseTimeout ConcurrentMethods".split(
    " ",
  );

const command = `package main

import (
	"context"
	"net"
	"os"
	"regexp"
	"testing"
	"time"

	"golang.org/x/net/nettest"
	"ocre.local/sdk/exports/app/run"
	"ocre.local/sdk/ocrenet"
)

func init() {
	run.Export(run.Handlers{Run: func() error {
		testing.Init()
		os.Args = []string{"app", "-test.v"}
		matches := func(pattern, name string) (bool, error) { return regexp.MatchString(pattern, name) }
		test := func(t *testing.T) { nettest.TestConn(t, pipe) }
		testing.Main(matches, []testing.InternalTest{{Name: "conn", F: test}}, nil, nil)
		return nil
	}})
}

func pipe() (net.Conn, net.Conn, func(), error) {
	listener, err := ocrenet.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, nil, nil, err
	}
	defer listener.Close()
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	one, err := ocrenet.Dial(ctx, "tcp", listener.Addr().String())
	if err != nil {
		return nil, nil, nil, err
	}
	two, err := listener.Accept()
	return one, two, func() { one.Close(); two.Close() }, err
}

func main() {}
`;

it("a connection passes golang.org/x/net/nettest", { timeout: 300_000 }, (context) => {
  requireNettest(context);
  const mod = `module app\n\ngo 1.24\n\nrequire (\n\tgolang.org/x/net ${version}\n\tocre.local/sdk v0.0.0\n)\n
replace ocre.local/sdk => ./build/sdk\n`;
  const sum = `golang.org/x/net ${version} h1:AcW1SDZMkb8IpzCdQUaIq2sP4sZ4zw+55h6ynffypl4=
golang.org/x/net ${version}/go.mod h1:2wGyMJ5iFasEhkwi13ChkO/t1ECNC4X4eBKkVFyYFlU=
`;
  const said = run("command", { "src/app.go": command, "go.mod": mod, "go.sum": sum }, context);
  const verdicts = said.flatMap((line) => /--- (\w+: conn\/\w+)/.exec(line)?.[1] ?? []);
  expect({ verdicts, said: said.filter((line) => line.includes(".go:")) }).toEqual({
    verdicts: parts.map((part) => `PASS: conn/${part}`),
    said: [],
  });
});

const reactor = `package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"time"

	"ocre.local/sdk/exports/app/lifecycle"
	"ocre.local/sdk/ocrenet"
	"ocre.local/sdk/system/log"
)

func init() {
	lifecycle.Export(lifecycle.Handlers{OnStart: func(lifecycle.StartReason) error {
		go work()
		return nil
	}})
}

func say(format string, values ...any) { log.Log(log.LevelInfo, "", fmt.Sprintf(format, values...)) }

func work() {
	listener, err := ocrenet.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		say("%v", err)
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	conn, err := ocrenet.Dial(ctx, "tcp", listener.Addr().String())
	if err != nil {
		say("%v", err)
		return
	}
	start := time.Now()
	conn.SetReadDeadline(start.Add(150 * time.Millisecond))
	_, err = conn.Read(make([]byte, 1))
	say("%v %v", errors.Is(err, os.ErrDeadlineExceeded), time.Since(start) >= 150*time.Millisecond)
	say("%v", conn.SetDeadline(time.Time{}))
	ended := make(chan error)
	go func() {
		_, err := conn.Read(make([]byte, 1))
		ended <- err
	}()
	conn.Close()
	say("%v", errors.Is(<-ended, net.ErrClosed))
	say("%v", errors.Is(conn.SetDeadline(time.Now()), net.ErrClosed))
	listener.Close()
}

func main() {}
`;

it("a reactor's deadlines pass though the host has nothing to tell", { timeout: 300_000 }, (context) => {
  requireTool("go", context);
  expect(run("reactor", { "src/app.go": reactor }, context)).toEqual(["true true", "<nil>", "true", "true"]);
});
