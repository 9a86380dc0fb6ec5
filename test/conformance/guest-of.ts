/** A built module as the hosts take it. */
import { wrap } from "./hosts/components.js";
import type { Guest } from "./hosts/host.js";
import type { Subject } from "./subject.js";

export function guestOf(language: string, makes: "core" | "component", path: string, subject: Subject): Guest {
  if (makes === "component") return { language, component: () => Promise.resolve(path) };
  return { language, core: path, component: () => wrap(path, subject) };
}
