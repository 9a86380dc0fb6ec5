/** Members of JSON objects, for payloads that are small: the text is scanned for each, and nothing is built. */

/** The number of member `name` of the object `json`; NaN when there is none. */
export function memberNumber(json: string, name: string): f64 {
  const value = memberValue(json, name);
  if (value === null) return NaN;
  const first = value.charCodeAt(0);
  return first == 0x2d || (first >= 0x30 && first <= 0x39) ? parseFloat(value) : NaN;
}

/** The text of member `name` of the object `json`. */
export function memberText(json: string, name: string): string | null {
  const value = memberValue(json, name);
  return value === null || !value.startsWith('"') ? null : unescaped(value);
}

/** Member `name` of the object `json` as it is written: to be asked for its own members, when it is an object. */
export function memberValue(json: string, name: string): string | null {
  let at = space(json, 0);
  if (json.charCodeAt(at) != 0x7b) return null;
  at = space(json, at + 1);
  while (json.charCodeAt(at) == 0x22) {
    const keyEnd = valueEnd(json, at);
    const key = unescaped(json.slice(at, keyEnd));
    at = space(json, keyEnd);
    if (json.charCodeAt(at) != 0x3a) return null;
    at = space(json, at + 1);
    const end = valueEnd(json, at);
    if (end == at) return null;
    if (key == name) return json.slice(at, end);
    at = space(json, end);
    if (json.charCodeAt(at) != 0x2c) return null;
    at = space(json, at + 1);
  }
  return null;
}

/** `text` as a string of JSON, with its quotes. */
export function quoted(text: string): string {
  let out = '"';
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c == 0x22 || c == 0x5c) out += "\\" + text.charAt(i);
    else if (c < 0x20) out += "\\u00" + hex(c >> 4) + hex(c & 15);
    else out += text.charAt(i);
  }
  return out + '"';
}

function hex(digit: i32): string {
  return String.fromCharCode(digit < 10 ? 0x30 + digit : 0x57 + digit);
}

function space(json: string, start: i32): i32 {
  let at = start;
  while (at < json.length && json.charCodeAt(at) <= 0x20) at++;
  return at;
}

/** Behind the value that begins at `start`; `start` itself when none does. */
function valueEnd(json: string, start: i32): i32 {
  let depth = 0;
  let at = start;
  while (at < json.length) {
    const c = json.charCodeAt(at);
    if (c == 0x22) {
      at = stringEnd(json, at);
      if (depth == 0) return at;
      continue;
    }
    const opens = c == 0x7b || c == 0x5b;
    const closes = c == 0x7d || c == 0x5d;
    if (depth == 0 && (closes || c == 0x2c || c <= 0x20)) return at;
    if (opens) depth++;
    at++;
    if (closes && --depth == 0) return at;
  }
  return depth == 0 ? at : start;
}

function stringEnd(json: string, start: i32): i32 {
  let at = start + 1;
  while (at < json.length && json.charCodeAt(at) != 0x22) at += json.charCodeAt(at) == 0x5c ? 2 : 1;
  return min(at + 1, json.length);
}

function unescaped(quotedText: string): string {
  let out = "";
  let i = 1;
  while (i < quotedText.length - 1) {
    const c = quotedText.charCodeAt(i);
    if (c != 0x5c) {
      out += quotedText.charAt(i);
      i++;
      continue;
    }
    const what = quotedText.charAt(i + 1);
    if (what == "u") {
      out += String.fromCharCode(<i32>parseInt(quotedText.slice(i + 2, i + 6), 16));
      i += 6;
      continue;
    }
    if (what == "n") out += "\n";
    else if (what == "t") out += "\t";
    else if (what == "r") out += "\r";
    else if (what == "b") out += "\b";
    else if (what == "f") out += "\f";
    else out += what;
    i += 2;
  }
  return out;
}
