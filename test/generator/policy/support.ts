/** Policies for tests, from texts. */
import {
  type CompiledPolicy,
  compilePolicy,
  Decider,
  parseGrants,
  parseManifest,
  sourceFromFlag,
} from "ocrekit/policy";
import { scopes } from "./scopes-of-tests.js";

export interface Layers {
  readonly manifest?: object;
  readonly grants?: object;
  readonly allow?: readonly string[];
  readonly deny?: readonly string[];
  readonly imports?: readonly string[];
  readonly allowAll?: boolean;
}

export function compile(layers: Layers): CompiledPolicy {
  const { manifest, grants, imports, allowAll } = layers;
  const readManifest =
    manifest && parseManifest({ path: "ocre.json", text: JSON.stringify({ name: "app", ...manifest }) });
  const readGrants = grants && parseGrants({ path: "grants.json", text: JSON.stringify(grants) });
  if (readManifest?.ok === false || readGrants?.ok === false)
    throw new Error(
      JSON.stringify([readManifest?.diagnostics.map((d) => d.message), readGrants?.diagnostics.map((d) => d.message)]),
    );
  return compilePolicy({
    app: "app",
    scopes,
    ...(readManifest === undefined ? {} : { manifest: readManifest.value }),
    ...(readGrants === undefined ? {} : { grants: readGrants.value }),
    allow: (layers.allow ?? []).map((text) => sourceFromFlag("--allow", text)),
    deny: (layers.deny ?? []).map((text) => sourceFromFlag("--deny", text)),
    ...(imports === undefined ? {} : { imports }),
    ...(allowAll === undefined ? {} : { allowAll }),
  });
}

export function decider(layers: Layers): Decider {
  const { policy, diagnostics } = compile(layers);
  if (policy === undefined) throw new Error(diagnostics.map((d) => d.message).join("; "));
  return new Decider(policy);
}
