/** The diagnostics of the rules: what directives mean that cannot be so. */
import { defineDiagnostics, didYouMean } from "../diagnostics/index.js";

/** Names for a hint; the first dozen, because a hint of thousands helps nobody. */
function list(names: Iterable<string>): string {
  const shown: string[] = [];
  for (const name of names) {
    if (shown.length === 12) return `${shown.join(", ")}, ...`;
    shown.push(name);
  }
  return shown.join(", ");
}

export const ruleDiagnostics = defineDiagnostics({
  "guard/missing": {
    message: (p: { name: string; directed: boolean }) => `function '${p.name}' has no permission directive`,
    hint: (p: { directed: boolean }) =>
      p.directed
        ? "write '@requires scope(argument)', '@inherits', '@unrestricted' or '@handler kind' in its doc comment"
        : "give its directives in a file (--directives FILE), or say what undirected functions are (--undirected deny|allow)",
  },
  "guard/several": {
    message: (p: { first: string; second: string }) => `'@${p.second}' contradicts '@${p.first}' of the same function`,
    hint: () => "a function has one kind of guard; remove one of the two",
  },
  "guard/no-denied": {
    message: (p: { name: string; why: string }) => `'${p.name}' cannot answer 'denied': ${p.why}`,
    hint: () => "return 'result<_, E>' where E is an enum with a case 'denied', or an enum with '@status E'",
  },
  "guard/mints-in-handler": {
    message: (p: { name: string; resource: string }) =>
      `handler '${p.name}' returns a handle of '${p.resource}', which only a call of the guest can mint`,
    hint: () => "guard it with '@requires', '@inherits' or '@unrestricted', or do not return the handle",
  },
  "guard/optional-argument": {
    message: (p: { path: string }) => `'${p.path}' may be absent, and then there is nothing to check`,
    hint: (p: { path: string }) => `add 'when ${p.path}' to the line`,
  },
  "guard/when-type": {
    message: (p: { path: string }) => `'${p.path}' is no condition`,
    hint: () => "'when' takes a bool, a flag or an option",
  },
  "guard/when-self": {
    message: () => "a condition is an argument of the call itself",
    hint: () => "name a parameter; a handle remembers only what is checked",
  },
  "scope/twice": {
    message: (p: { scope: string }) => `scope '${p.scope}' is declared twice`,
    hint: () => "a scope is declared once, in the interface that owns it; others just use it",
  },
  "scope/unused": {
    message: (p: { scope: string }) => `nothing uses scope '${p.scope}'`,
    hint: () => "require it somewhere, or remove the declaration",
  },
  "scope/unknown": {
    message: (p: { scope: string; candidates: Iterable<string> }) =>
      `there is no scope '${p.scope}'${didYouMean(p.scope, p.candidates)}`,
    hint: (p: { scope: string }) =>
      `declare it in the comment of the interface: '@scope ${p.scope}(argument: matcher)'`,
  },
  "scope/arity": {
    message: (p: { scope: string; declared: number; given: number }) =>
      `scope '${p.scope}' takes ${p.declared} argument${p.declared === 1 ? "" : "s"}, not ${p.given}`,
    hint: (p: { form: string }) => `it is declared as '${p.form}'`,
  },
  "scope/type": {
    message: (p: { argument: string; matcher: string; takes: string }) =>
      `'${p.argument}' is nothing that the matcher '${p.matcher}' takes`,
    hint: (p: { takes: string }) => `the matcher takes ${p.takes}`,
  },
  "scope/literal": {
    message: (p: { value: string; matcher: string }) =>
      `${JSON.stringify(p.value)} is no value of the matcher '${p.matcher}'`,
    hint: (p: { takes: string }) => `write ${p.takes}`,
  },
  "path/unknown": {
    message: (p: { name: string; where: string; candidates: Iterable<string> }) =>
      `${p.where} has no '${p.name}'${didYouMean(p.name, p.candidates)}`,
    hint: (p: { candidates: Iterable<string> }) => {
      const names = list(p.candidates);
      return names === "" ? undefined : `there is: ${names}`;
    },
  },
  "path/no-fields": {
    message: (p: { name: string }) => `'${p.name}' has neither fields nor flags`,
    hint: () => "a path leads through records and ends at a field or a flag",
  },
  "path/self-outside-method": {
    message: () => "'self' means nothing outside a method",
    hint: () => "name a parameter of the function",
  },
  "path/result-is-no-list": {
    message: () => "'result' means an element of the returned list, and no list is returned",
    hint: () => "return 'list<T>' or 'result<list<T>, E>', or remove '@filters'",
  },
  "filters/no-result": {
    message: () => "'@filters' does not look at the elements of the result",
    hint: () => "name the element or a field of it: 'scope(result)' or 'scope(result.name)'",
  },
  "inherits/no-method": {
    message: (p: { name: string }) => `'${p.name}' is no method, so there is no handle whose grant it could inherit`,
    hint: () => "write '@requires scope(argument)' or '@unrestricted'",
  },
  "inherits/never-minted": {
    message: (p: { resource: string }) => `no call returns a handle of '${p.resource}'`,
    hint: () => "return the handle from a guarded function, or guard this one with '@requires'",
  },
  "inherits/no-right": {
    message: (p: { resource: string; scope: string; candidates: Iterable<string> }) =>
      `no call mints a handle of '${p.resource}' with the right '${p.scope}'${didYouMean(p.scope, p.candidates)}`,
    hint: (p: { candidates: Iterable<string> }) => {
      const rights = list(p.candidates);
      return rights === "" ? "its handles carry no rights" : `its handles carry: ${rights}`;
    },
  },
  "inherits/else-missing": {
    message: (p: { name: string }) =>
      `'${p.name}' returns no error, so 'else' must say what it answers without a grant`,
    hint: () => "write '@inherits else' and a case or an integer of the result's type",
  },
  "inherits/else-superfluous": {
    message: (p: { name: string; error: boolean }) =>
      p.error
        ? `'${p.name}' returns an error, so there is no use for 'else'`
        : `'${p.name}' answers nothing, so there is no use for 'else'`,
    hint: () => "remove 'else' and the value after it",
  },
  "inherits/else-value": {
    message: (p: { value: string; candidates: Iterable<string> }) =>
      `'${p.value}' is no value of the result's type${didYouMean(p.value, p.candidates)}`,
    hint: () =>
      "write a case of the enum, an integer in range, or 'true' or 'false'; for other types return 'result<_, E>'",
  },
  "errors/missing": {
    message: (p: { name: string }) => `'${p.name}' can fail and does not say how`,
    hint: () => "write '@errors' and the cases that this call adds, or '@errors' alone if it adds none",
  },
  "errors/none-possible": {
    message: (p: { name: string }) => `'${p.name}' has no error to list`,
    hint: () => "remove '@errors'",
  },
  "errors/unknown-case": {
    message: (p: { name: string; candidates: Iterable<string> }) =>
      `the error has no case '${p.name}'${didYouMean(p.name, p.candidates)}`,
    hint: () => "name a case of the function's error enum",
  },
  "errors/always-possible": {
    message: (p: { name: string }) => `'${p.name}' is always possible here`,
    hint: () => "list only the cases that this call adds",
  },
  "errors/twice": {
    message: (p: { name: string }) => `'${p.name}' is listed twice`,
    hint: () => "remove one of the two",
  },
  "flat/missing": {
    message: (p: { name: string }) => `'${p.name}' passes everything in core values and does not say so`,
    hint: () => "add '@flat', so that a change that makes the call costlier shows",
  },
  "flat/wrong": {
    message: (p: { name: string; params: number; results: number }) =>
      `'${p.name}' is not flat: ${p.params} flat parameter${p.params === 1 ? "" : "s"}, ${p.results} flat result${p.results === 1 ? "" : "s"}`,
    hint: () => "remove '@flat', or return an enum with '@status' instead of a result",
  },
  "flat/too-many-params": {
    message: (p: { name: string; params: number }) =>
      `'${p.name}' has ${p.params} flat parameters; above 16 they go through memory`,
    hint: () => "pass fewer or smaller parameters",
  },
  "bounds/missing": {
    message: (p: { name: string; what: string }) => `nothing bounds the memory that the ${p.what} of '${p.name}' take`,
    hint: () => "add '@bounds' and the most bytes of one call: 'max-entries * 48'",
  },
  "bounds/wrong": {
    message: (p: { name: string }) => `'${p.name}' puts nothing into the guest's memory`,
    hint: () => "remove '@bounds'",
  },
  "bounds/type": {
    message: (p: { path: string; handler: boolean }) => `'${p.path}' is no number of bytes`,
    hint: (p: { handler: boolean }) =>
      p.handler ? "name an unsigned integer, a string or a 'list<u8>'" : "name an unsigned integer",
  },
  "blocks/type": {
    message: (p: { path: string }) => `'${p.path}' is no length of time`,
    hint: () => "name an unsigned integer, or write '@blocks *'",
  },
  "event/unknown": {
    message: (p: { kind: string; candidates: Iterable<string> }) =>
      `there is no event kind '${p.kind}'${didYouMean(p.kind, p.candidates)}`,
    hint: (p: { candidates: Iterable<string> }) => `the kinds are: ${list(p.candidates)}`,
  },
  "event/no-token": {
    message: (p: { name: string }) => `'${p.name}' registers a source of events without a token`,
    hint: () => "add a parameter 'token: u32'",
  },
  "event/errors": {
    message: (p: { name: string; missing: string }) =>
      `'${p.name}' registers a source of events and lacks the error '${p.missing}'`,
    hint: (p: { missing: string }) => `add '${p.missing}' to '@errors'`,
  },
  "event/no-handler": {
    message: (p: { kind: string }) => `no function handles events of kind '${p.kind}'`,
    hint: (p: { kind: string }) => `add an interface with a function that has '@handler ${p.kind}'`,
  },
  "handler/imported": {
    message: (p: { name: string; world: string }) =>
      `handler '${p.name}' stands in an interface that world '${p.world}' imports`,
    hint: () => "a handler is exported by the guest: export its interface, or guard the function",
  },
  "handler/mixed": {
    message: (p: { name: string }) => `'${p.name}' is no handler, but stands in an interface of handlers`,
    hint: () => "put handlers into an interface of their own: the guest exports it",
  },
  "limit/unknown": {
    message: (p: { limit: string; candidates: Iterable<string> }) =>
      `there is no rate '${p.limit}'${didYouMean(p.limit, p.candidates)}`,
    hint: (p: { candidates: Iterable<string> }) => `the rates are: ${list(p.candidates)}`,
  },
  "limit/no-error": {
    message: (p: { name: string }) => `'${p.name}' cannot answer that the rate is used up`,
    hint: () => "return an error with a case 'exhausted' or 'denied', or nothing at all",
  },
  "status/cases": {
    message: (p: { expected: string; found: string; of: string }) =>
      `a status of '${p.of}' is 'ok' and then its cases in order: expected ${p.expected}, found ${p.found}`,
    hint: () => "give the enum the same cases in the same order",
  },
  "version/missing": {
    message: (p: { name: string }) => `package '${p.name}' has no version`,
    hint: (p: { name: string }) => `write 'package ${p.name}@0.1.0;': names carry the version`,
  },
  "version/enum-changed": {
    message: (p: { name: string; older: string; newer: string }) =>
      `enum '${p.name}' differs between ${p.older} and ${p.newer}`,
    hint: () => "enums keep their cases within a minor version; raise the minor version",
  },
});
