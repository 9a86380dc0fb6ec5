/** Asks for everything, and logs what it was answered. */
import { exportRun, Run } from "../build/sdk/exports/app/run";
import { Bias, Drive, Input, InputOptions, Output, OutputOptions } from "../build/sdk/gpio/lines";
import { request } from "../build/sdk/messaging/bus";
import { console } from "../build/sdk/runtime/console";
import { Subscriber, Topic } from "../build/sdk/runtime/topics";
import { ok, Result, Unit } from "../build/sdk/runtime/values";
import { Sensor } from "../build/sdk/sensors/sensors";
import { resolve } from "../build/sdk/sockets/names";
import { Connection, Listener } from "../build/sdk/sockets/tcp";
import { IpAddress } from "../build/sdk/sockets/types";
import { File, makeDirectory, OpenFlags } from "../build/sdk/storage/files";
import { Store } from "../build/sdk/storage/kv";
import { raiseAlert, Severity } from "../build/sdk/system/health";
import { getIdentity } from "../build/sdk/system/info";
import { restart } from "../build/sdk/system/process";
import { ErrorCode, Status } from "../build/sdk/system/types";
import { Tuple4 } from "../build/sdk/tuples";

let denied: i32 = 0;

/** A status is the error's number plus one. */
function say(what: string, status: Status): void {
  if (status == Status.Denied) denied += 1;
  const answer =
    status == Status.Ok ? "allowed" : status == Status.Denied ? "denied" : `error ${status}`;
  console.log(`${what}: ${answer}`);
}

function tell<T>(what: string, result: Result<T, ErrorCode>): void {
  say(what, result.isOk ? Status.Ok : <Status>(<i32>result.error + 1));
}

class Tour implements Run {
  run(): Result<Unit, Unit> {
    tell("read a line", Input.open("button", new InputOptions(Bias.AsIs, false, 0)));
    tell(
      "write a line",
      Output.open("led0", new OutputOptions(Drive.PushPull, Bias.AsIs, false, false)),
    );
    say("publish", new Topic("tour/hello").publishText("hello"));
    tell("request", request("tour/question", new Uint8Array(0), null, 10, 64));
    tell("subscribe", new Subscriber().open("tour/#"));
    tell("read a file", File.open("/data/notes.txt", OpenFlags.Read));
    say("make a folder", makeDirectory("/data/notes"));
    tell("open a store", Store.open("default"));
    tell("read a sensor", Sensor.open("room"));
    tell("connect", Connection.connect("example.com", 80, 10));
    const loopback = IpAddress.ipv4(new Tuple4<u8, u8, u8, u8>(127, 0, 0, 1));
    tell("listen", Listener.open(loopback, 8080, 1));
    tell("resolve a name", resolve("example.com", 10));
    tell("know the device", getIdentity());
    say("raise an alert", raiseAlert("tour", Severity.Info, "on tour"));
    say("restart", restart(0));
    console.log(`${denied} denied`);
    return ok();
  }
}

exportRun(new Tour());
