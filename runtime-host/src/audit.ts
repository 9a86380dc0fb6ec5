/** The audit log: one JSON line for each decision, bounded in length and rate, safe to print. */
import { closeSync, openSync, writeSync } from "node:fs";
import { escapeInvisible } from "ocrekit/policy";
import type { DecisionRecord } from "./permission-decider.js";
import { cutUtf8 } from "./text.js";

export interface AuditSink {
  /** A line with its line feed. */
  write(line: string): void;
  close(): void;
}

/** Lines kept in memory, the newest last. */
export class MemorySink implements AuditSink {
  readonly lines: string[] = [];
  write(line: string): void {
    this.lines.push(line);
  }
  close(): void {}
}

/** Appends; each line is one system call, so that a crash leaves whole lines. */
export class FileSink implements AuditSink {
  #file: number | undefined;

  constructor(path: string) {
    this.#file = openSync(path, "a", 0o600);
  }

  write(line: string): void {
    if (this.#file !== undefined) writeSync(this.#file, line);
  }

  close(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }
}

export interface AuditSubject {
  /** Name of the container. */
  readonly container: string;
  /** The module it runs: its file or hash. */
  readonly module: string;
  /** Lines a second; bursts up to a second's worth. */
  readonly linesPerSecond: number;
}

const longestField = 256;
const mostArgs = 8;

interface Budget {
  left: number;
  at: number;
  dropped: number;
  readonly subject: AuditSubject;
}

/** All containers write to one log, numbered in the order of writing; each has its own rate. */
export class AuditLog {
  readonly #sink: AuditSink;
  readonly #budgets = new Map<string, Budget>();
  #sequence = 0;

  constructor(sink: AuditSink) {
    this.#sink = sink;
  }

  record(subject: AuditSubject, record: DecisionRecord): void {
    const budget = this.#budget(subject, record.time);
    budget.dropped += record.dropped ?? 0;
    if (budget.dropped > 0 && budget.left >= Math.min(2, subject.linesPerSecond))
      this.#writeDropped(budget, record.time, record.policy);
    if (budget.left < 1 || budget.dropped > 0) {
      budget.dropped += 1 + record.suppressed;
      return;
    }
    budget.left -= 1;
    this.#write(subject, record);
  }

  /** Ends the log; what was dropped last is still counted in it. */
  close(time: number): void {
    for (const budget of this.#budgets.values()) if (budget.dropped > 0) this.#writeDropped(budget, time, undefined);
    this.#sink.close();
  }

  #budget(subject: AuditSubject, time: number): Budget {
    const known = this.#budgets.get(subject.container);
    if (known === undefined) {
      const budget = { left: subject.linesPerSecond, at: time, dropped: 0, subject };
      this.#budgets.set(subject.container, budget);
      return budget;
    }
    const passed = Math.max(0, time - known.at) / 1000;
    known.left = Math.min(subject.linesPerSecond, known.left + passed * subject.linesPerSecond);
    known.at = time;
    return known;
  }

  #writeDropped(budget: Budget, time: number, policy: string | undefined): void {
    const { dropped, subject } = budget;
    budget.dropped = 0;
    budget.left -= 1;
    this.#write(subject, { time, decision: "dropped", reason: "audit-rate", suppressed: dropped, policy });
  }

  #write(subject: AuditSubject, record: WrittenRecord): void {
    this.#sequence += 1;
    const line = {
      v: 1,
      seq: this.#sequence,
      time: new Date(record.time).toISOString(),
      container: cut(subject.container),
      module: cut(subject.module),
      policy: cut(record.policy),
      function: cut(record.function),
      permission: cut(record.permission),
      args: (record.args ?? []).slice(0, mostArgs).map(cut),
      decision: record.decision,
      reason: cut(record.reason),
      rule: cut(record.rule),
      handle: record.handle ?? null,
      suppressed: record.suppressed,
    };
    this.#sink.write(`${escapeInvisible(JSON.stringify(line))}\n`);
  }
}

/** A decision, or the note that some were dropped. */
interface WrittenRecord {
  readonly time: number;
  readonly policy?: string | undefined;
  readonly function?: string;
  readonly permission?: string;
  readonly args?: readonly string[];
  readonly decision: "allowed" | "denied" | "dropped";
  readonly reason?: string;
  readonly rule?: string;
  readonly handle?: number;
  readonly suppressed: number;
}

function cut(text: string | undefined): string | null {
  return text === undefined ? null : cutUtf8(text, longestField);
}
