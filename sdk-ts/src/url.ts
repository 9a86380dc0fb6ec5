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
  readonly #pairs: [string, string][] = [];

  constructor(init: string | Iterable<readonly [string, string]> = "") {
    if (typeof init !== "string") for (const [name, value] of init) this.append(name, value);
    else
      for (const pair of init.replace(/^\?/, "").split("&")) {
        if (pair === "") continue;
        const at = pair.indexOf("=");
        const [name, value] = at < 0 ? [pair, ""] : [pair.slice(0, at), pair.slice(at + 1)];
        this.append(unescaped(name), unescaped(value));
      }
  }

  append(name: string, value: string): void {
    this.#pairs.push([name, value]);
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

  toString(): string {
    return this.#pairs.map(([name, value]) => `${escaped(name)}=${escaped(value)}`).join("&");
  }
}

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
  readonly search: string;
  readonly hash: string;

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
    this.search = search === "?" ? "" : safe(search);
    this.hash = hash === "#" ? "" : safe(hash);
  }

  get host(): string {
    return this.port === "" ? this.hostname : `${this.hostname}:${this.port}`;
  }

  get origin(): string {
    return `${this.protocol}//${this.host}`;
  }

  get href(): string {
    const password = this.password === "" ? "" : `:${this.password}`;
    const user = this.username === "" && password === "" ? "" : `${this.username}${password}@`;
    return `${this.protocol}//${user}${this.host}${this.pathname}${this.search}${this.hash}`;
  }

  get searchParams(): URLSearchParams {
    return new URLSearchParams(this.search);
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

function resolve(url: string, base: URL): string {
  if (/^[a-z][a-z0-9+.-]*:/i.test(url)) return url;
  if (url.startsWith("//")) return base.protocol + url;
  if (url.startsWith("/")) return base.origin + url;
  if (url === "") return base.origin + base.pathname + base.search;
  if (url.startsWith("#")) return base.origin + base.pathname + base.search + url;
  if (url.startsWith("?")) return base.origin + base.pathname + url;
  return base.origin + base.pathname.slice(0, base.pathname.lastIndexOf("/") + 1) + url;
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
