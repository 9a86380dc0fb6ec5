/** The same two questions in an app of every language: one that is answered, and one that nobody answers in time. */

export interface Asking {
  /** `src/app.c` */
  readonly path: string;
  readonly options?: Readonly<Record<string, string | number>>;
  /** The text of the app as a command, and as a reactor. */
  readonly command: string;
  readonly reactor: string;
}
