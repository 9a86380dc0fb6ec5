/** `fetch` for what apps do with it: a request, its status, its body as text, JSON or bytes. Over http, not https. */
import type { AbortSignal } from "./abort.js";
import { type HttpOptions, http } from "./http.js";

export interface FetchInit {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly signal?: AbortSignal;
}

/** The part of a `Response` that there is. */
export interface FetchResponse {
  readonly ok: boolean;
  readonly status: number;
  readonly headers: { get(name: string): string | null; has(name: string): boolean };
  text(): Promise<string>;
  json(): Promise<unknown>;
  bytes(): Promise<Uint8Array>;
}

/** Rejected when the connection fails; a status such as 404 is an answer. */
export async function fetch(url: string | { readonly href: string }, init: FetchInit = {}): Promise<FetchResponse> {
  const options: HttpOptions = init;
  const response = await http(typeof url === "string" ? url : url.href, options);
  const { status, headers, body } = response;
  return {
    ok: status >= 200 && status < 300,
    status,
    headers: {
      get: (name) => headers.get(name.toLowerCase()) ?? null,
      has: (name) => headers.has(name.toLowerCase()),
    },
    text: async () => response.text(),
    json: async () => response.json(),
    bytes: async () => body,
  };
}
