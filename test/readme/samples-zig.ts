/** The blocks of the page of the Zig SDK. */
import type { Sample } from "./sample-model.js";

const page = { page: "sdk-templates/zig/README.md", language: "zig", path: "src/app.zig", world: "reactor" } as const;
/** For numbers with a fraction in JSON, as the page says. */
const large = { options: { stack: 32_768 } } as const;
const temperature = ["publish", "subscribe", "request"].map((does) => `messaging.${does}(plant/#)`);

const imports = 'const std = @import("std");\nconst sdk = @import("sdk");\n\n';
const logging = "pub const std_options = sdk.log.options;\npub const panic = sdk.wit.panic;\n\n";
const exported = "\ncomptime {\n    sdk.exportApp(App);\n}\n";
/** An app that does this when it starts. */
const starting = (statement: string): string => `
pub const App = struct {
    pub const onTimer = sdk.timers.onTimer;
    pub const onMessage = sdk.topics.onMessage;

    pub fn onStart(_: sdk.ocre.app.lifecycle.StartReason) !void {
        ${statement}
    }
};
${exported}`;

export const zig: readonly Sample[] = [
  {
    ...page,
    begins: 'const sdk = @import("sdk");',
    world: "command",
    allow: ["gpio.write(led0)"],
    does: { lines: ["0 led0 0", "0 led0 1", "0 led0 0"], ended: ["exited 0"] },
  },
  {
    ...page,
    begins: "pub const App = struct {",
    app: (code) => `const sdk = @import("sdk");\n\npub const panic = sdk.wit.panic;\n\n${code}${exported}`,
    does: { ended: ["stopped"] },
  },
  {
    ...page,
    begins: "const Reading = struct { n: u32, celsius: f64 };",
    app: (code) => `${imports}${logging}${code}${exported}`,
    ...large,
    allow: temperature,
    does: { logs: Array.from({ length: 20 }, () => "info 21.5 degrees"), ended: ["stopped"] },
  },
  {
    ...page,
    begins: "var asking: sdk.requests.Request = .{ .callback = onAnswer };",
    app: (code) => `${imports}${logging}const Reading = struct { n: u32, celsius: f64 };
const readings: sdk.topics.Topic(Reading, .json) = .{ .name = "plant/temperature" };

${code}${starting("try ask();")}`,
    ...large,
    allow: temperature,
    does: { logs: ["warn no answer in time"], ended: ["stopped"] },
  },
  {
    ...page,
    begins: 'pub const std_options = sdk.log.options; // std.log.info("{d} degrees", .{21}); scopes are targets',
    app: (code) => `${imports}${code}${starting('std.log.info("{d} degrees", .{21});')}`,
    options: { stack: 8192 },
    does: { logs: ["info 21 degrees"], ended: ["stopped"] },
  },
  {
    ...page,
    begins: 'const info: Info = .{ .name = .of("led0"), .limit = .some(3) };',
    app: (code) => `${imports}${logging}const wit = sdk.wit;
const log = sdk.ocre.system.log;
const Info = extern struct { name: wit.String, limit: wit.Option(u32) };

fn tell(names: []const wit.String) !void {
${code}    if (info.limit.get() != 3) return error.Other;
}
${starting('try tell(&.{ .of("one"), .of("two") });')}`,
    does: { logs: ["info one", "info two"], ended: ["stopped"] },
  },
  {
    ...page,
    begins: "fn note(file: files.File, degrees: u32) !void {",
    app: (code) => `${imports}${logging}const files = sdk.ocre.storage.files;
const tcp = sdk.ocre.sockets.tcp;

${code}${starting("_ = .{ &note, &listen };")}`,
    options: { stack: 8192 },
    does: { ended: ["stopped"] },
  },
];
