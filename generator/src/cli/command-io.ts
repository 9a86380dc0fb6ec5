/** What a command may use of the process it runs in; tests pass their own. */

/** Ends a command: all well, mistakes in the input, a wrong command line, our own mistake. */
export const exitCodes = { ok: 0, input: 1, usage: 2, bug: 70 } as const;

export interface CommandIo {
  /** Results; written as they are, without a line feed added. */
  stdout(text: string): void;
  /** Diagnostics and progress. */
  stderr(text: string): void;
  /** True when the terminal shows colours and the user has not switched them off. */
  readonly colour: boolean;
  /** Relative paths of the command line start here. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** A command: its arguments without its own name, to its exit code. */
export type Command = (argv: readonly string[], io: CommandIo) => Promise<number>;
