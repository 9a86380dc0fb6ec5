/** A block of code on a page, and how it becomes an app. */
import type { FileSet } from "../../generator/src/emit/files.js";
import type { AppRun } from "../support/run-app.js";

/** Found by its page and its first line or lines. */
interface Place {
  readonly page: string;
  readonly begins: string;
}

export interface Sample extends Place {
  readonly language: string;
  /** The app's file in its project. */
  readonly path: string;
  readonly world: "command" | "reactor";
  /** The whole app; a block that is one stands for itself. */
  readonly app?: (code: string) => string;
  /** Beside the app. */
  readonly files?: (code: string) => FileSet;
  readonly allow?: readonly string[];
  readonly options?: Readonly<Record<string, string | number>>;
  /** On the Node host, in 20 seconds. */
  readonly does?: Partial<AppRun>;
  /** Of a component: what the board of test/examples writes. */
  readonly onBoard?: readonly string[];
}

export interface NoSample extends Place {
  readonly why: string;
}
