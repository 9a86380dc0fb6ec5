/** Echo guests in TypeScript as components of componentize-js: the other engine, under the same generated SDK. */
import { generateFromWit } from "../../generator/src/backend/from-wit.js";
import { backend } from "../../generator/src/backends/typescript/backend.js";
import { keptComponent } from "../support/typescript-component.js";
import { guestOf } from "./guest-of.js";
import type { Built, GuestBuilder } from "./guests.js";
import type { Subject } from "./subject.js";

const id = "typescript-component";

export const typescriptComponent: GuestBuilder = { id, title: "TypeScript as a component", makes: "component", build };

async function build(subject: Subject): Promise<Built> {
  const { wit, name: shownAs, world } = subject;
  const { files, plan, diagnostics } = generateFromWit(backend, { wit, shownAs, world, stubs: "echo" });
  const errors = diagnostics.filter((d) => d.severity === "error").map((d) => d.message);
  if (plan === undefined || errors.length > 0) return { ok: false, missing: false, why: errors.join("; ") };
  const kept = await keptComponent({ sdk: files, app: [], entry: "sdk/app.ts", plan, wit: subject.componentWit });
  return kept.ok ? { ok: true, guest: guestOf(id, "component", kept.path, subject) } : kept;
}
