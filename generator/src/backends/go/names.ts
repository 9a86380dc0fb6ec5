/** How Go spells names: exported ones with capitals and initialisms, and none that hides what generated code calls. */
import type { NamePolicy, SymbolPath } from "../../emit/names.js";

/** As Go's linters want them; their capitals are part of the name. */
const initialisms = new Set(
  `
  acl api ascii cpu css dns eof guid html http https id ip json qps ram rpc sla smtp sql ssh tcp tls ttl udp
  ui uid uuid uri url utf8 vm xml
`
    .trim()
    .split(/\s+/),
);
const spelled = new Map([
  ["ipv4", "IPv4"],
  ["ipv6", "IPv6"],
  ["qos", "QoS"],
]);

const words = (name: string): readonly string[] => name.toLowerCase().split("-");
const capital = (word: string): string =>
  spelled.get(word) ?? (initialisms.has(word) ? word.toUpperCase() : word.slice(0, 1).toUpperCase() + word.slice(1));

export const pascal = (name: string): string => words(name).map(capital).join("");
const camel = (name: string): string =>
  words(name)
    .map((word, i) => (i === 0 ? word : capital(word)))
    .join("");

const keywords = new Set(
  `
  break case chan const continue default defer else fallthrough for func go goto if import interface map package
  range return select struct switch type var
`
    .trim()
    .split(/\s+/),
);
const predeclared = new Set(
  `
  any append bool byte cap clear close comparable complex complex128 complex64 copy delete error false float32 float64
  imag int int16 int32 int64 int8 iota len make max min new nil panic print println real recover rune string true
  uint uint16 uint32 uint64 uint8 uintptr
`
    .trim()
    .split(/\s+/),
);
/** Names that the printers use for values of their own. */
const own = new Set("handlers pins err ok".split(" "));

/** Where the app's own code stands: a word of Go's, or of what the printers write beside it. */
export const isWord = (name: string): boolean => keywords.has(name) || predeclared.has(name) || own.has(name);

export const isTaken = (name: string): boolean => isWord(name) || /^(import|export|release|area)[A-Z]/.test(name);

/** What exported packages declare beside the types of the interface, and what each resource has. */
const ofExports = new Set(["Export", "Handlers"]);
const ofHandles = new Set(["Close", "Handle"]);
/** Methods that `go vet` wants to have one signature only. */
const vetted = new Set(
  `
  As Format GobDecode GobEncode Is MarshalJSON MarshalXML Peek ReadByte ReadFrom ReadRune Scan Seek UnmarshalJSON
  UnmarshalXML UnreadByte UnreadRune Unwrap WriteByte WriteTo
`
    .trim()
    .split(/\s+/),
);
const ofEnums = new Set(["Error", "Is", "String", "Timeout"]);

export const names: NamePolicy = {
  reserved: new Set(),
  escape: (name, attempt) => (attempt === 0 ? `${name}_` : `${name}${attempt}`),
  spell,
  space,
};

function spell(path: SymbolPath): string {
  const name = pascal(path.name);
  const parent = pascal(path.parent ?? "");
  switch (path.kind) {
    case "type":
    case "resource":
      return ofExports.has(name) ? `${name}_` : name;
    case "case":
    case "flag":
      return parent + name;
    case "field":
      return ofEnums.has(name) ? `${name}_` : name;
    case "func":
      if (path.func === "constructor") return `New${name}`;
      if (path.func === "method") return ofHandles.has(name) || vetted.has(name) ? `${name}_` : name;
      if (path.func === "static") return path.name === "open" ? `Open${parent}` : parent + name;
      return path.direction === "import" && ofExports.has(name) ? `${name}_` : name;
    case "param":
    case "local": {
      if (path.kind === "param" && path.func === "method" && path.name === "self") return "r";
      const local = camel(path.kind === "local" ? path.name.replace(/^len\b/, "size") : path.name);
      return isTaken(local) ? `${local}_` : local;
    }
  }
}

function space(path: SymbolPath): string {
  const { namespace, name, version } = path.package;
  const home = `${namespace}:${name}@${version ?? ""}/${path.interface}`;
  switch (path.kind) {
    case "type":
    case "resource":
    case "case":
    case "flag":
      return `${path.exported} ${home}`;
    case "func":
      if (path.func === "method") return `${path.direction} ${home} ${path.parent}`;
      // What an app implements are fields of one struct.
      return path.direction === "import" ? `false ${home}` : `handlers ${home}`;
    default:
      return "";
  }
}
