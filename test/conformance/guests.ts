/** Guests that pass on what they are given, in any language of the registry. */
import { type Language, languages } from "../../generator/src/backend/index.js";
import { buildModule, refusal } from "./build-module.js";
import type { Behaviour } from "./cases.js";
import { guestOf } from "./guest-of.js";
import type { Guest } from "./hosts/host.js";
import type { Subject } from "./subject.js";
import { typescriptComponent } from "./typescript-component.js";
import { witBindgenC } from "./wit-bindgen-c.js";
import { witBindgenRust } from "./wit-bindgen-rust.js";

export type Built =
  | { readonly ok: true; readonly guest: Guest }
  /** `missing`: there is no compiler here. */
  | { readonly ok: false; readonly missing: boolean; readonly why: string };

/** Builds the guest of one language. */
export interface GuestBuilder {
  readonly id: string;
  readonly title: string;
  readonly makes: "core" | "component";
  /** What its exports do; everything when absent. Echoes of others' generators have no answers of their own. */
  readonly does?: readonly Behaviour["kind"][];
  build(subject: Subject): Promise<Built>;
  /** What the generator says that the language cannot do; quick, nothing is compiled. */
  refusal?(subject: Subject): string | undefined;
}

/** Every guest language of the registry that has a recipe. */
export async function guestBuilders(): Promise<readonly GuestBuilder[]> {
  const found = languages.filter((l) => l.side === "guest" && l.recipe !== undefined && l.load !== undefined);
  return Promise.all(found.map(builderOf));
}

/** Other ways to build a language of the registry: columns of a whole run, and too slow for `npm test`. */
export const otherWays: readonly GuestBuilder[] = [typescriptComponent];

/** Guests of others' generators, no columns unless they are asked for. */
export const strangers: readonly GuestBuilder[] = [witBindgenC, witBindgenRust];

export async function builderFor(id: string): Promise<GuestBuilder> {
  const extra = [...otherWays, ...strangers].find((builder) => builder.id === id);
  if (extra !== undefined) return extra;
  const language = languages.find((l) => l.id === id);
  if (language === undefined) throw new Error(`no language '${id}'`);
  return builderOf(language);
}

async function builderOf(language: Language): Promise<GuestBuilder> {
  const recipe = await language.recipe?.();
  const backend = await language.load?.();
  if (recipe === undefined || backend === undefined) throw new Error(`${language.id} has no recipe`);
  const makes = recipe.makes ?? "core";
  return {
    id: language.id,
    title: language.title,
    makes,
    refusal: (subject) => refusal(backend, { wit: subject.wit, shownAs: subject.name, world: subject.world }),
    async build(subject) {
      const options = new Map(backend.options.some((o) => o.name === "arena-bytes") ? [["arena-bytes", arena]] : []);
      const { wit, name: shownAs, world } = subject;
      const built = await buildModule(backend, recipe, { wit, shownAs, world, options });
      return built.ok ? { ok: true, guest: guestOf(language.id, makes, built.path, subject) } : built;
    },
  };
}

/** Of languages whose SDK has an arena of one size: enough for every value of the suite. */
const arena = "1048576";
