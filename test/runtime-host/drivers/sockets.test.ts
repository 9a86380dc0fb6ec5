import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { addressText, parseAddress, type SocketAddress } from "../../../runtime-host/src/drivers/sockets/address.js";
import type { Connection } from "../../../runtime-host/src/drivers/sockets/connection.js";
import { createNames, ServiceDirectory } from "../../../runtime-host/src/drivers/sockets/names.js";
import { SocketCount } from "../../../runtime-host/src/drivers/sockets/network.js";
import { createTcp } from "../../../runtime-host/src/drivers/sockets/tcp.js";
import { createUdp } from "../../../runtime-host/src/drivers/sockets/udp.js";
import type { Container } from "../../../runtime-host/src/kernel/container.js";
import { RealTimeline } from "../../../runtime-host/src/kernel/timeline.js";
import { code, container, laterCode, type Wanted } from "./container.js";

const readable = 1;
const writable = 2;
const closed = 4;
const loopback = { tag: "ipv4", val: [127, 0, 0, 1] } as const;
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (data: Uint8Array): string => new TextDecoder().decode(data);

const endings: (() => void)[] = [];
afterEach(() => {
  for (const ending of endings.splice(0).reverse()) ending();
});

/** Sockets are outside of any virtual clock. */
function world(wanted: Wanted = {}) {
  const timeline = new RealTimeline();
  const cx = container({ ...wanted, timeline });
  const count = new SocketCount(cx);
  endings.push(() => {
    cx.end();
    timeline.close();
  });
  return { cx, tcp: createTcp(cx, count), udp: createUdp(cx, count) };
}

function until<T extends { drop(): void }>(resource: T): T {
  endings.push(() => resource.drop());
  return resource;
}

async function pair(wanted: Wanted = {}) {
  const { cx, tcp } = world(wanted);
  const listener = until(await tcp.listener.open({ tag: "ipv4", val: [127, 0, 0, 1] }, 0, 4));
  const { port } = listener.localAddress();
  const client = until(await tcp.connection.connect("127.0.0.1", port, 5000));
  const server = until(await listener.accept(5000));
  return { cx, tcp, listener, client, server, port };
}

/** The next event of the container; events of sockets come from outside. */
async function nextEvent(cx: Container) {
  for (;;) {
    const taken = cx.events.take();
    if (taken !== undefined) return taken.event;
    await new Promise<void>((resolve) => {
      const unsubscribe = cx.arrived.subscribe(() => {
        unsubscribe();
        resolve();
      });
    });
  }
}

async function receiveAll(connection: Connection): Promise<string> {
  let all = "";
  for (;;) {
    const part = await connection.receive(1000, 5000);
    if (part.length === 0) return all;
    all += text(part);
  }
}

describe("a TCP connection", () => {
  it("carries bytes both ways until each end has finished", async () => {
    const { client, server } = await pair();
    expect(await client.send(bytes("ping"), 5000)).toBe(4);
    client.finish();
    expect(await receiveAll(server)).toBe("ping");
    await server.send(bytes("pong"), 5000);
    server.finish();
    expect(await receiveAll(client)).toBe("pong");
    expect(await laterCode((async () => client.send(bytes("x"), 0))())).toBe("invalid-state");
    expect(code(() => client.finish())).toBe("invalid-state");
  });

  it("hands over at most what was asked for, and waits only when it may", async () => {
    const { client, server } = await pair();
    await client.send(bytes("abcdef"), 5000);
    expect(text(await server.receive(4, 5000))).toBe("abcd");
    expect(text(await server.receive(4, 5000))).toBe("ef");
    expect(code(() => server.receive(4, 0))).toBe("would-block");
    expect(await laterCode(server.receive(4, 20))).toBe("timeout");
  });

  it("holds a fast sender back instead of buffering without end", async () => {
    const { client, server } = await pair();
    const block = new Uint8Array(65_536);
    let sent = 0;
    let answer: unknown = "sent";
    while (answer === "sent" && sent < 64 << 20) {
      answer = await (async () => client.send(block, 30))().then(
        (count) => {
          sent += count;
          return "sent";
        },
        () => "full",
      );
    }
    expect(answer).toBe("full");
    let received = 0;
    while (received < sent) received += (await server.receive(1 << 20, 5000)).length;
    expect(received).toBe(sent);
  });

  it("tells a reactor what it is ready for", async () => {
    const { cx, client, server } = await pair({ kind: "command" });
    client.watch(readable | closed, 8);
    expect(cx.events.take()).toBeUndefined();
    await server.send(bytes("x"), 5000);
    expect(await nextEvent(cx)).toMatchObject({ kind: "socket", token: 8, data: readable });
    client.receive(10, 0);
    server.finish();
    expect(await nextEvent(cx)).toMatchObject({ data: readable | closed });
    client.watch(0, 8);
    expect(cx.events.take()).toBeUndefined();
    client.watch(writable, 8);
    expect(await nextEvent(cx)).toMatchObject({ data: writable });
  });

  it("says refused where nobody listens, also to who did not wait for it", async () => {
    const { tcp, listener, port, cx } = await pair();
    listener.drop();
    expect(await laterCode(tcp.connection.connect("127.0.0.1", port, 5000))).toBe("refused");
    const pending = tcp.connection.connect("127.0.0.1", port, 0);
    if (pending instanceof Promise) throw new Error("it waited");
    until(pending).watch(closed, 3);
    expect(await nextEvent(cx)).toMatchObject({ token: 3, data: closed });
    expect(code(() => pending.receive(1, 0))).toBe("refused");
  });

  it("goes only to addresses that the grant of the name leads to", async () => {
    const asked: string[] = [];
    const { tcp } = world({
      connectAllowed: (protocol, name, address, port) => {
        asked.push(`${protocol} ${name} ${port}`);
        return address === "192.0.2.1";
      },
    });
    expect(await laterCode(tcp.connection.connect("localhost", 9, 5000))).toBe("denied");
    expect(new Set(asked)).toEqual(new Set(["tcp localhost 9"]));
  });

  it("knows both ends, and counts against the limit of sockets", async () => {
    const { client, server, port, tcp } = await pair({ limits: { sockets: 3 } });
    expect(client.remoteAddress()).toEqual({ address: loopback, port, scopeId: 0 });
    expect(server.remoteAddress()).toEqual(client.localAddress());
    expect(await laterCode((async () => tcp.connection.connect("127.0.0.1", port, 0))())).toBe("exhausted");
  });

  it("cancels its waits when the container is stopped", async () => {
    const { cx, client } = await pair();
    const waiting = client.receive(1, 60_000);
    cx.requestStop("operator", 1000);
    expect(await laterCode(waiting)).toBe("cancelled");
  });

  it("has no TLS yet, and says so", () => {
    expect(code(() => world().tcp.connection.connectTls("example.com", 443, "default", 0))).toBe("not-supported");
  });
});

it("a port has one listener", async () => {
  const { tcp, port } = await pair();
  expect(await laterCode(tcp.listener.open({ tag: "ipv4", val: [127, 0, 0, 1] }, port, 1))).toBe("address-in-use");
});

describe("UDP", () => {
  it("carries datagrams whole, cut only where the reader asked for less", async () => {
    const { udp } = world();
    const a = until(await udp.udpSocket.open({ tag: "ipv4", val: [127, 0, 0, 1] }, 0));
    const b = until(await udp.udpSocket.open({ tag: "ipv4", val: [127, 0, 0, 1] }, 0));
    const to: SocketAddress = b.localAddress();
    a.sendTo(bytes("first"), to);
    expect(await b.receive(100, 5000)).toEqual({ data: bytes("first"), truncated: false, source: a.localAddress() });
    a.sendTo(bytes("second"), to);
    expect(await b.receive(3, 5000)).toMatchObject({ data: bytes("sec"), truncated: true });
    expect(code(() => b.receive(3, 0))).toBe("would-block");
    expect(code(() => a.sendTo(new Uint8Array(65_508), to))).toBe("too-large");
  });

  it("sends to a name once it was looked up, and not after its socket is gone", async () => {
    const { cx, udp } = world();
    const a = until(await udp.udpSocket.open({ tag: "ipv4", val: [127, 0, 0, 1] }, 0));
    const b = until(await udp.udpSocket.open({ tag: "ipv4", val: [127, 0, 0, 1] }, 0));
    const peer = a.peer("127.0.0.1", b.localAddress().port);
    expect(code(() => peer.send(bytes("early")))).toBe("would-block");
    a.watch(writable, 1);
    await nextEvent(cx);
    peer.send(bytes("hello"));
    expect(text((await b.receive(100, 5000)).data)).toBe("hello");
    a.drop();
    expect(code(() => peer.send(bytes("late")))).toBe("closed");
  });

  it("has no peer behind a name that leads where the grant does not", async () => {
    const { cx, udp } = world({ connectAllowed: () => false });
    const a = until(await udp.udpSocket.open(undefined, 0));
    const peer = a.peer("127.0.0.1", 9);
    a.watch(writable, 1);
    await nextEvent(cx);
    expect(code(() => peer.send(bytes("x")))).toBe("denied");
  });
});

describe("names", () => {
  function names(wanted: Wanted = {}, directory = new ServiceDirectory()) {
    const { cx } = world(wanted);
    return { cx, directory, names: createNames(cx, directory) };
  }

  it("resolve a host while a command waits, or behind an event", async () => {
    const { cx, names: driver } = names();
    expect(code(() => driver.resolve("localhost", 0))).toBe("would-block");
    const found = await driver.resolve("localhost", 5000);
    expect(
      found.some((address) => addressText(address) === "127.0.0.1" || addressText(address) === "0:0:0:0:0:0:0:1"),
    ).toBe(true);
    driver.startResolve("localhost", 4);
    expect(await nextEvent(cx)).toMatchObject({ kind: "name", token: 4, data: found.length });
    expect(driver.resolve("localhost", 0)).toEqual(found);
    driver.startResolve("localhost", 4);
    expect(driver.resolve("127.0.0.1", 0)).toEqual([loopback]);
  });

  it("find what containers advertise, until it is withdrawn", () => {
    const directory = new ServiceDirectory();
    const a = names({}, directory).names;
    const b = names({}, directory).names;
    const advertisement = a.advertisement.open("_modbus._tcp", "boiler", 502, [["unit", "1"]]);
    expect(code(() => b.advertisement.open("_modbus._tcp", "boiler", 503, []))).toBe("exists");
    expect(b.find("_modbus._tcp", 0, 8)).toEqual([
      {
        name: "boiler",
        host: "localhost",
        address: { address: loopback, port: 502, scopeId: 0 },
        properties: [["unit", "1"]],
      },
    ]);
    advertisement.drop();
    expect(code(() => b.find("_modbus._tcp", 0, 8))).toBe("would-block");
  });
});

describe("addresses", () => {
  it("are read as Node writes them", () => {
    expect(parseAddress("::ffff:10.0.0.1")).toEqual({ tag: "ipv4", val: [10, 0, 0, 1] });
    expect(parseAddress("fe80::1%eth0")).toEqual({ tag: "ipv6", val: [0xfe80, 0, 0, 0, 0, 0, 0, 1] });
    expect(parseAddress("2001:db8::10.1.2.3")).toEqual({
      tag: "ipv6",
      val: [0x2001, 0xdb8, 0, 0, 0, 0, 0x0a01, 0x0203],
    });
  });

  it("survive being written and read", () => {
    fc.assert(
      fc.property(fc.ipV6(), (written) => {
        const address = parseAddress(written);
        expect(parseAddress(addressText(address))).toEqual(address);
      }),
    );
  });
});
