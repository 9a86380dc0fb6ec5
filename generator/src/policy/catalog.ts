/** The mistakes that manifests, grants and permission texts can contain. */
import { defineDiagnostics, didYouMean } from "../diagnostics/index.js";

type Named = { readonly name: string };
type Near = Named & { readonly known: Iterable<string> };

export const policyDiagnostics = defineDiagnostics({
  "policy/json": { message: (p: { readonly message: string }) => p.message },
  "policy/duplicate-key": {
    message: (p: Named) => `'${p.name}' is given twice`,
    hint: () => "keep one of them: readers would disagree on which one counts",
  },
  "policy/unknown-key": {
    message: (p: Near & { readonly where: string }) =>
      `${p.where} has no key '${p.name}'${didYouMean(p.name, p.known)}`,
    hint: (p: Near) => `keys: ${[...p.known].join(", ")}`,
  },
  "policy/missing-key": {
    message: (p: Named & { readonly where: string }) => `${p.where} lacks '${p.name}'`,
  },
  "policy/wrong-type": {
    message: (p: Named & { readonly expected: string; readonly found: string }) =>
      `${p.name} is ${p.expected}, not ${p.found}`,
  },
  "policy/bad-value": {
    message: (p: Named & { readonly why: string }) => `${p.name} ${p.why}`,
  },
  "policy/permission-syntax": {
    message: (p: { readonly message: string }) => p.message,
    hint: () =>
      "a permission is written 'scope(argument, ...)': gpio.write(led0), net.connect(tls, *.example.com, 443)",
  },
  "policy/unknown-scope": {
    message: (p: Near) => `there is no scope '${p.name}'${didYouMean(p.name, p.known)}`,
    hint: () => "scopes are declared by '@scope' lines of the WIT packages",
  },
  "policy/argument-count": {
    message: (p: Named & { readonly wanted: number; readonly given: number; readonly usage: string }) =>
      `'${p.name}' takes ${p.wanted === 1 ? "1 argument" : `${p.wanted} arguments`}, not ${p.given}`,
    hint: (p: { readonly usage: string }) => `declared as ${p.usage}`,
  },
  "policy/bad-pattern": {
    message: (p: Named & { readonly matcher: string; readonly pattern: string; readonly why: string }) =>
      `'${p.pattern}' is no pattern for ${p.name} (${p.matcher}): ${p.why}`,
  },
  "policy/private-in-deny": {
    message: (p: Named) => `'+private' has no meaning in a deny (${p.name})`,
    hint: () => "deny the name, or the address ranges that it must not lead to: net.connect(*, 10.0.0.0/8, *)",
  },
  "policy/no-grants-for": {
    severity: "warning",
    message: (p: Named & { readonly present: Iterable<string> }) =>
      `nothing here is for '${p.name}'${didYouMean(p.name, p.present)}`,
  },
  "policy/not-granted": {
    message: (p: Named & { readonly permission: string }) =>
      `'${p.name}' requires ${p.permission}, which is not granted`,
    hint: (p: { readonly permission: string }) =>
      `grant it with --allow '${p.permission}' or "allow": [${JSON.stringify(p.permission)}] in grants.json`,
  },
  "policy/required-denied": {
    message: (p: Named & { readonly permission: string; readonly deny: string; readonly origin: string }) =>
      `'${p.name}' requires ${p.permission}, which '${p.deny}' denies (${p.origin})`,
  },
  "policy/not-imported": {
    severity: "warning",
    message: (p: Named & { readonly permission: string }) =>
      `${p.permission} is requested, but no import of '${p.name}' can ask for it`,
  },
  "policy/unused-grant": {
    severity: "warning",
    message: (p: { readonly permission: string; readonly why: string }) => `${p.permission} is granted, but ${p.why}`,
  },
  "policy/one-line-two-names": {
    message: (p: { readonly first: string; readonly second: string; readonly chip: string; readonly line: number }) =>
      `'${p.first}' and '${p.second}' are both line ${p.line} of ${p.chip}`,
    hint: () => "a physical line has one owner, so it has one name",
  },
  "policy/one-name-two-lines": {
    message: (p: Named & { readonly first: string; readonly second: string }) =>
      `'${p.name}' is bound in two ways: in ${p.first} and in ${p.second}`,
    hint: () => "keep one of them: which one counts would depend on their order",
  },
  "policy/no-module": {
    severity: "warning",
    message: (p: Named & { readonly why: string }) => `${p.name} ${p.why}, so its imports are not known`,
    hint: () => "what it could not ask for at all is not left out of the answers",
  },
  "policy/allow-all": {
    severity: "warning",
    message: (p: Named) => `--allow-all grants '${p.name}' whatever it requests`,
    hint: () => "for development only; name the permissions with --allow",
  },
});
