/** `URL` and `URLSearchParams` for addresses that apps meet: http, https, ws, mqtt and their like, with a host. */

const pattern =
  /^([a-z][a-z0-9+.-]*):\/\/(?:([^/?#@]*)@)?(\[[^\]/?#]*\]|[^/?#:]*)(?::(\d*))?([^?#]*)(\?[^#]*)?(#.*)?$/i;

const defaultPorts: ReadonlyMap<string, string> = /* @__PURE__ */ new Map([
  ["http:", "80"],
  ["https:", "443"],
  ["ws:", "80"],
  ["wss:", "443"],
]);

/** Names and values of a query, in order. */
export class URLSearchParams {
  #pairs: (readonly [string, string])[] = [];
  #changed: () => void = () => {};

  constructor(init: string | Iterable<readonly [string, string]> | Readonly<Record<string, string>> = "") {
    if (typeof init !== "string")
      for (const [name, value] of isIterable(init) ? init : Object.entries(init)) this.append(name, value);
    else
      for (const pair of init.replace(/^\?/, "").split("&")) {
        if (pair === "") continue;
        const at = pair.indexOf("=");
        const [name, value] = at < 0 ? [pair, ""] : [pair.slice(0, at), pair.slice(at + 1)];
        this.append(unescaped(name), unescaped(value));
      }
  }

  /** @internal */
  static watch(params: URLSearchParams, changed: () => void): void {
    params.#changed = changed;
  }

  get size(): number {
    return this.#pairs.length;
  }

  append(name: string, value: string): void {
    this.#pairs.push([name, String(value)]);
    this.#changed();
  }

  /** The first of this name gets the value, further ones go. */
  set(name: string, value: string): void {
    const first = this.#pairs.findIndex(([own]) => own === name);
    this.#pairs = this.#pairs.filter(([own], index) => own !== name || index === first);
    this.#pairs.splice(first < 0 ? this.#pairs.length : first, 1, [name, String(value)]);
    this.#changed();
  }

  delete(name: string): void {
    this.#pairs = this.#pairs.filter(([own]) => own !== name);
    this.#changed();
  }

  sort(): void {
    this.#pairs.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    this.#changed();
  }

  get(name: string): string | null {
    return this.#pairs.find(([own]) => own === name)?.[1] ?? null;
  }

  getAll(name: string): string[] {
    return this.#pairs.filter(([own]) => own === name).map(([, value]) => value);
  }

  has(name: string): boolean {
    return this.get(name) !== null;
  }

  *[Symbol.iterator](): Generator<readonly [string, string]> {
    yield* this.#pairs;
  }

  entries(): Generator<readonly [string, string]> {
    return this[Symbol.iterator]();
  }

  *keys(): Generator<string> {
    for (const [name] of this.#pairs) yield name;
  }

  *values(): Generator<string> {
    for (const [, value] of this.#pairs) yield value;
  }

  forEach(callback: (value: string, name: string, params: URLSearchParams) => void): void {
    for (const [name, value] of this.#pairs) callback(value, name, this);
  }

  toString(): string {
    return this.#pairs.map(([name, value]) => `${escaped(name)}=${escaped(value)}`).join("&");
  }
}

const isIterable = (
  init: Iterable<readonly [string, string]> | Readonly<Record<string, string>>,
): init is Iterable<readonly [string, string]> => Symbol.iterator in init;

function unescaped(text: string): string {
  const spaced = text.replaceAll("+", " ");
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced;
  }
}

const escaped = (text: string): string =>
  encodeURIComponent(text)
    .replaceAll("%20", "+")
    .replaceAll(/[!'()~]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

/** An address in its parts. Throws a `TypeError` for what is none. */
export class URL {
  readonly protocol: string;
  readonly username: string;
  readonly password: string;
  readonly hostname: string;
  /** Empty when it is that of the protocol. */
  readonly port: string;
  readonly pathname: string;
  readonly hash: string;
  /** What is changed here is changed in the address. */
  readonly searchParams: URLSearchParams;
  #search: string;

  constructor(url: string, base?: string | URL) {
    const absolute = base === undefined ? url : resolve(url, typeof base === "string" ? new URL(base) : base);
    const [, scheme = "", user = "", host = "", port = "", path = "", search = "", hash = ""] =
      pattern.exec(absolute.trim()) ?? [];
    if (scheme === "" || host === "") throw new TypeError(`'${url}' is no address`);
    this.protocol = `${scheme.toLowerCase()}:`;
    [this.username = "", this.password = ""] = user.split(":");
    this.hostname = host.toLowerCase();
    this.port = port === defaultPorts.get(this.protocol) ? "" : port;
    this.pathname = withoutDots(safe(path === "" ? "/" : path));
    this.#search = search === "?" ? "" : safe(search);
    this.hash = hash === "#" ? "" : safe(hash);
    this.searchParams = new URLSearchParams(this.#search);
    URLSearchParams.watch(this.searchParams, () => {
      this.#search = this.searchParams.size === 0 ? "" : `?${this.searchParams}`;
    });
  }

  static canParse(url: string, base?: string | URL): boolean {
    try {
      return new URL(url, base) !== undefined;
    } catch {
      return false;
    }
  }

  get search(): string {
    return this.#search;
  }

  get host(): string {
    return this.port === "" ? this.hostname : `${this.hostname}:${this.port}`;
  }

  get origin(): string {
    return `${this.protocol}//${this.host}`;
  }

  get href(): string {
    return `${authority(this)}${this.pathname}${this.search}${this.hash}`;
  }

  toString(): string {
    return this.href;
  }

  toJSON(): string {
    return this.href;
  }
}

/** What no address has as it is, is escaped; escapes stay. */
const safe = (text: string): string => text.replaceAll(/[ "<>]|[^ -~]+/g, encodeURIComponent);

/** All before the path. */
function authority({ protocol, username, password, host }: URL): string {
  const secret = password === "" ? "" : `:${password}`;
  return `${protocol}//${username === "" && secret === "" ? "" : `${username}${secret}@`}${host}`;
}

function resolve(url: string, base: URL): string {
  if (/^[a-z][a-z0-9+.-]*:/i.test(url)) return url;
  if (url.startsWith("//")) return base.protocol + url;
  const before = authority(base);
  if (url.startsWith("/")) return before + url;
  if (url === "") return before + base.pathname + base.search;
  if (url.startsWith("#")) return before + base.pathname + base.search + url;
  if (url.startsWith("?")) return before + base.pathname + url;
  return before + base.pathname.slice(0, base.pathname.lastIndexOf("/") + 1) + url;
}

function withoutDots(path: string): string {
  const parts: string[] = [];
  const all = path.split("/").slice(1);
  for (const [i, part] of all.entries()) {
    const isLast = i === all.length - 1;
    if (part === "..") parts.pop();
    if (part !== "." && part !== "..") parts.push(part);
    else if (isLast) parts.push("");
  }
  return `/${parts.join("/")}`;
}
