/** The text form of permissions: what is read, what is refused where, and that printing is the inverse of reading. */
import fc from "fast-check";
import { isMistake, parsePermission, printPermission } from "ocrekit/policy";
import { describe, expect, it } from "vitest";

const read = (text: string) => {
  const parsed = parsePermission(text);
  if (isMistake(parsed)) throw new Error(parsed.message);
  return { scope: parsed.scope, args: parsed.args };
};

describe("permission text", () => {
  it.each([
    ["system.restart()", "system.restart", []],
    ["system.restart ( )", "system.restart", []],
    [" gpio.write( led0 ) ", "gpio.write", ["led0"]],
    ["net.connect(tls,*.example.com,443)", "net.connect", ["tls", "*.example.com", "443"]],
    ['gpio.write("a, b")', "gpio.write", ["a, b"]],
    ['gpio.write("(\\"x\\")")', "gpio.write", ['("x")']],
    ['kv.watch(plant, "")', "kv.watch", ["plant", ""]],
    ['gpio.write("\\u0061")', "gpio.write", ["a"]],
    ["health.alert(Boiler 3 is hot)", "health.alert", ["Boiler 3 is hot"]],
  ])("reads %s", (text, scope, args) => {
    expect(read(text)).toEqual({ scope, args });
  });

  it.each([
    ["", 0],
    ["gpio", 0],
    ["Gpio.write(a)", 0],
    ["gpio.write", 10],
    ["gpio.write(", 11],
    ["gpio.write(a", 12],
    ["gpio.write(a,)", 13],
    ["gpio.write(,a)", 11],
    ["gpio.write(a) b", 14],
    ["gpio.write(a))", 13],
    ["gpio.write(a(b))", 12],
    ['gpio.write(a"b")', 12],
    ['gpio.write("a)', 11],
    ['gpio.write("a" b)', 15],
    ['gpio.write("\\x")', 11],
    ["gpio.write.all(a)", 10],
  ])("refuses %j at offset %i", (text, start) => {
    expect(parsePermission(text)).toMatchObject({ message: expect.any(String), start });
  });

  it("prints what it reads, whatever the arguments are", () => {
    const argument = fc.oneof(
      fc.string({ unit: "binary", maxLength: 8 }).filter((text) => !/\p{Cs}/u.test(text)),
      fc.constantFrom("*", " a", 'say "x"', "a,b", "\u202e", "\u0085", "\ufeff", "\u{e0001}", "\\", "\\u0041"),
    );
    fc.assert(
      fc.property(fc.array(argument, { maxLength: 3 }), (args) => {
        const text = printPermission({ scope: "a.b", args });
        expect(read(text)).toEqual({ scope: "a.b", args });
        expect(text).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
        expect(printPermission(read(text))).toBe(text);
      }),
    );
  });

  it("ends on any input", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'a.b(), "\\u0*\n'), maxLength: 60 }),
        (text) => void parsePermission(text),
      ),
    );
    expect(parsePermission(`a.b(${'"'.repeat(100_000)}`)).toHaveProperty("message");
  });
});
