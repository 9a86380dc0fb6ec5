/** Checks of the runtime files, each an export that answers true; compiled beside `runtime/` and run by the project's tests. */
import { memberNumber, memberText, memberValue, quoted } from "./runtime/json";
import { allocate, receive, release, reset, settle } from "./runtime/memory";
import { ExportedResource, share, unshare } from "./runtime/resources";
import { liftString, liftView, lowerString, lowerView } from "./runtime/text";
import { Option, Result, Unit } from "./runtime/values";

export function blocksAreAligned(): bool {
  allocate(1, 1);
  const eight = allocate(8, 8);
  allocate(3, 1);
  const four = allocate(4, 4);
  reset();
  return eight % 8 == 0 && four % 4 == 0 && four >= eight + 11;
}

export function resetGivesEverythingBack(): bool {
  const before = allocate(16, 16);
  reset();
  for (let i = 0; i < 1000; i++) {
    for (let n = 0; n < 20; n++) allocate(300, 8);
    reset();
  }
  const after = allocate(16, 16);
  reset();
  return before == after && memory.size() < 4;
}

export function largeBlocksDoNotOverlap(): bool {
  const a = allocate(200, 1);
  const b = allocate(5000, 8);
  const c = allocate(100, 8);
  memory.fill(a, 1, 200);
  memory.fill(b, 2, 5000);
  memory.fill(c, 3, 100);
  const good =
    load<u8>(a, 199) == 1 && load<u8>(b) == 2 && load<u8>(b, 4999) == 2 && load<u8>(c) == 3;
  reset();
  return good;
}

export function receivedBlocksSurviveACollection(): bool {
  const blocks = new StaticArray<usize>(40);
  for (let i = 0; i < 40; i++) {
    blocks[i] = receive(64);
    memory.fill(blocks[i], <u8>i, 64);
  }
  let good = true;
  for (let i = 0; i < 40; i++)
    good = good && load<u8>(blocks[i]) == i && load<u8>(blocks[i], 63) == i;
  settle();
  return good;
}

export function textGoesThere(): bool {
  const text = "grüße, 世界 🌍";
  const length = String.UTF8.byteLength(text);
  const same = liftString(lowerString(text, length), length) == text;
  reset();
  return same && liftString(0, 0) == "";
}

export function surrogatesAreReplaced(): bool {
  const text = String.fromCharCode(0xd800) + "x";
  const length = String.UTF8.byteLength(text);
  const at = lowerString(text, length);
  const good =
    length == 4 && load<u8>(at) == 0xef && load<u8>(at, 1) == 0xbf && load<u8>(at, 2) == 0xbd;
  reset();
  return good;
}

export function viewsShareTheBlock(): bool {
  const block = receive(16);
  store<u16>(block, 7, 14);
  const view = liftView<Uint16Array>(block, 8);
  settle();
  return view.length == 8 && view.dataStart == block && view[7] == 7 && view.byteLength == 16;
}

export function emptyViewsHaveABuffer(): bool {
  const view = liftView<Float64Array>(8, 0);
  const at = lowerView(view);
  reset();
  return view.length == 0 && view.buffer.byteLength == 0 && at != 0;
}

export function viewsAreCopied(): bool {
  const view = Uint8Array.wrap(String.UTF8.encode("abcdef")).subarray(2, 5);
  const at = lowerView(view);
  const good = at != view.dataStart && liftString(at, view.length) == "cde";
  reset();
  return good;
}

export function resultsKnowWhatTheyAre(): bool {
  const good = Result.ok<string, i32>("fine");
  const bad = Result.err<string, i32>(3);
  const unit = Result.ok<Unit, string>(true);
  return (
    good.isOk &&
    good.value == "fine" &&
    bad.isErr &&
    bad.error == 3 &&
    bad.valueOr("else") == "else" &&
    unit.isOk
  );
}

export function optionsKnowWhatTheyAre(): bool {
  const five = Option.some<u8>(5);
  const inner = Option.some<string | null>(null);
  return (
    five.isSome &&
    five.value == 5 &&
    Option.none<u8>().valueOr(9) == 9 &&
    inner.isSome &&
    inner.value === null
  );
}

export function trapOnTheOtherValue(): i32 {
  return Result.ok<i32, i32>(1).error;
}

export function trapOnNoValue(): i32 {
  return Option.none<i32>().value;
}

let disposed = 0;
class Thing extends ExportedResource {
  dispose(): void {
    disposed++;
  }
}

export function objectsGoWithTheirLastHandle(): bool {
  const thing = new Thing();
  const rep = share(thing);
  const same = share(thing) == rep;
  unshare(rep);
  const early = disposed;
  unshare(rep);
  return same && early == 0 && disposed == 1;
}

/** Called often: garbage of a call is gone after `release`, where the runtime frees at all. */
export function makesGarbage(): void {
  let text = "";
  for (let i = 0; i < 100; i++) text += i.toString();
  release();
}

export function membersOfJson(): bool {
  const json =
    ' {"n":1, "celsius" : -21.5e1,"inner":{"n":[2,"]}"],"x":"a,b"} , "text":"g\\u00fc\\"\\n" }';
  const inner = memberValue(json, "inner");
  return (
    memberNumber(json, "n") == 1 &&
    memberNumber(json, "celsius") == -215 &&
    memberText(json, "text") == 'gü"\n' &&
    memberNumber(json, "text") != memberNumber(json, "text") &&
    memberText(json, "n") === null &&
    inner !== null &&
    inner == '{"n":[2,"]}"],"x":"a,b"}' &&
    memberText(inner, "x") == "a,b" &&
    memberValue(json, "x") === null
  );
}

export function brokenJsonHasNoMembers(): bool {
  const texts = [
    "",
    "{",
    "[]",
    '"',
    '{"n"',
    '{"n":',
    '{"n":}',
    '{"n" 1}',
    "{n:1}",
    '{"m":"\\',
    '{"m":{"n":1',
  ];
  for (let i = 0; i < texts.length; i++) {
    if (memberValue(texts[i], "n") !== null) return false;
  }
  return true;
}

export function quotedTextComesBack(): bool {
  const text = 'a "quoted" \\ line\nof \u0001 things';
  return memberText("{" + quoted("k") + ":" + quoted(text) + "}", "k") == text;
}
