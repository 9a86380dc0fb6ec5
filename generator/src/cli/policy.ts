/** `ocrekit policy`: checks an app's manifest against grants, and explains one decision. */
import { type Diagnostic, locate, renderDiagnostics } from "../diagnostics/index.js";
import {
  Decider,
  type Decision,
  isMistake,
  type Policy,
  parsePermission,
  policyDiagnostics,
  refusalHint,
  type ScopeTable,
} from "../policy/index.js";
import { expectPositionals, parseCommandLine, UsageError } from "./args.js";
import { type Command, type CommandIo, exitCodes } from "./command-io.js";
import { type ExaminedApp, examineApp } from "./policy-app.js";

const help = `ocrekit policy check [DIR|ocre.json|APP.wasm] [options]
ocrekit policy explain [DIR|ocre.json|APP.wasm] 'scope(argument, ...)' [options]

  check    is what the app requires granted? What is granted at all?
  explain  would this call be allowed, and by which rule, or why not?

  --grants FILE  a grants.json; repeatable
  --allow P      grant a permission: 'gpio.write(led0)'; repeatable
  --deny P       deny one; repeatable
  --allow-all    grant whatever is requested
  --wit PATH     packages of your own; the folder wit beside the manifest by default
  --json         the answer as JSON

check ends with 1 when the app would not start, explain when the call would be denied.
`;

export const policyCommand: Command = (argv, io) => runPolicy(argv, io);

/** `scopes`: instead of those of the WIT packages. */
export async function runPolicy(argv: readonly string[], io: CommandIo, scopes?: ScopeTable): Promise<number> {
  const { values, positionals } = parseCommandLine(argv, {
    grants: { type: "string", multiple: true },
    allow: { type: "string", multiple: true },
    deny: { type: "string", multiple: true },
    "allow-all": { type: "boolean" },
    wit: { type: "string" },
    json: { type: "boolean" },
    help: { type: "boolean", short: "h" },
  });
  if (values.help === true) {
    io.stdout(help);
    return exitCodes.ok;
  }
  const [action, ...rest] = positionals;
  if (action !== "check" && action !== "explain") {
    throw new UsageError(action === undefined ? "check or explain is missing" : `unknown action '${action}'`);
  }
  // The app may be left out, the permission may not.
  const question = action === "explain" ? rest.pop() : undefined;
  if (action === "explain" && question === undefined) throw new UsageError("the permission to explain is missing");
  const [app = "."] = expectPositionals(rest, ["APP?"]);
  const examined = examineApp(
    {
      app,
      grants: values.grants ?? [],
      allow: values.allow ?? [],
      deny: values.deny ?? [],
      allowAll: values["allow-all"] ?? false,
      wit: values.wit,
    },
    io,
    scopes,
  );
  const json = values.json ?? false;
  return question === undefined ? check(examined, json, io) : explain(examined, question, json, io);
}

function check({ name, compiled, diagnostics }: ExaminedApp, json: boolean, io: CommandIo): number {
  const { policy, missing } = compiled;
  const ok = !diagnostics.some((d) => d.severity === "error");
  if (json) {
    const lacking = missing.map(({ permission, why }) => ({ permission, why }));
    const answer = { app: name, ok, ...policyAsJson(policy), missing: lacking, diagnostics: diagnostics.map(asJson) };
    io.stdout(`${JSON.stringify(answer, null, 2)}\n`);
    return ok ? exitCodes.ok : exitCodes.input;
  }
  io.stderr(renderDiagnostics(diagnostics, { color: io.colour }));
  if (policy !== undefined) io.stdout(policyAsText(policy, missing.length));
  return ok ? exitCodes.ok : exitCodes.input;
}

function policyAsJson(policy: Policy | undefined) {
  if (policy === undefined) return {};
  const { hash, imports, requests, allow, deny, allowAll, limits, config } = policy;
  return { policy: { hash, imports, requests, allow, deny, allowAll, limits, config } };
}

function policyAsText(policy: Policy, missing: number): string {
  const decider = new Decider(policy);
  const rules = [...policy.allow, ...policy.deny];
  const width = Math.max(0, ...rules.map((rule) => rule.permission.length));
  const lines = rules.map((rule) => `  ${rule.effect.padEnd(5)}  ${rule.permission.padEnd(width)}  ${rule.origin}`);
  const closed = policy.imports.filter((scope) => !decider.admitted(scope));
  return [
    `${policy.app}: ${missing === 0 ? "would start" : "would not start"} (policy ${policy.hash.slice(0, 12)})`,
    ...(lines.length === 0 ? ["  nothing is granted"] : lines),
    ...(closed.length === 0 ? [] : ["", `denied altogether: ${closed.join(", ")}`]),
    "",
  ].join("\n");
}

function explain(examined: ExaminedApp, question: string, json: boolean, io: CommandIo): number {
  const { compiled, diagnostics } = examined;
  const { policy } = compiled;
  // Whether the app would start is another question.
  const missing = new Set(compiled.missing.map((item) => item.diagnostic));
  const others = diagnostics.filter((d) => !missing.has(d));
  const asked = policy === undefined ? undefined : ask(policy, question);
  const mistakes = asked === undefined || "allowed" in asked ? others : [...others, asked];
  const errors = mistakes.filter((d) => d.severity === "error");
  if (errors.length > 0 || asked === undefined || !("allowed" in asked) || policy === undefined) {
    if (json) io.stdout(`${JSON.stringify({ ok: false, diagnostics: mistakes.map(asJson) }, null, 2)}\n`);
    else io.stderr(renderDiagnostics(mistakes, { color: io.colour }));
    return exitCodes.input;
  }
  if (json) {
    const { scope, args, permission, allowed, rule } = asked;
    const reason = asked.allowed ? undefined : asked.reason;
    const answer = { ok: true, app: policy.app, allowed, reason, scope, args, permission, rule, policy: policy.hash };
    io.stdout(`${JSON.stringify({ ...answer, diagnostics: mistakes.map(asJson) }, null, 2)}\n`);
  } else {
    io.stderr(renderDiagnostics(mistakes, { color: io.colour }));
    io.stdout(
      asked.allowed
        ? `allowed: ${asked.permission}\n  by ${asked.rule.permission} (${asked.rule.origin})\n`
        : denied(policy, asked),
    );
  }
  return asked.allowed ? exitCodes.ok : exitCodes.input;
}

function denied(policy: Policy, decision: Decision): string {
  const scope = policy.scopes.find((one) => one.name === decision.scope);
  if (decision.allowed || scope === undefined) return "";
  const { says, hint } = refusalHint(scope, decision);
  return `denied (${decision.reason}): ${says}\n${hint === undefined ? "" : `  ${hint}\n`}`;
}

/** The arguments of the question are values, not patterns. */
function ask(policy: Policy, question: string): Decision | Diagnostic {
  const file = { path: "question", text: question };
  const parsed = parsePermission(question);
  if (isMistake(parsed)) {
    const { message, start, end } = parsed;
    return policyDiagnostics("policy/permission-syntax", { file, start, end }, { message });
  }
  const known = policy.scopes.map((scope) => scope.name);
  if (known.includes(parsed.scope)) return new Decider(policy).decide(parsed.scope, parsed.args);
  const span = { file, start: parsed.scopeEnd - parsed.scope.length, end: parsed.scopeEnd };
  return policyDiagnostics("policy/unknown-scope", span, { name: parsed.scope, known });
}

function asJson({ code, severity, message, hint, span }: Diagnostic) {
  if (span === undefined) return { code, severity, message, hint };
  const { line, column } = locate(span);
  return { code, severity, message, hint, file: span.file.path, line, column };
}
