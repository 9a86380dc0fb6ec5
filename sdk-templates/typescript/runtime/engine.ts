/** What the engine gives a script: one native object, through which everything else is reached. */

/** 32-bit integers and floats are numbers, 64-bit integers are bigints. */
interface Core {
  readonly i: number;
  readonly I: bigint;
  readonly f: number;
  readonly F: number;
}

type Params<Signature> = Signature extends `${infer First extends keyof Core}${infer Rest}`
  ? [Core[First], ...Params<Rest>]
  : [];
type Result<Letter> = Letter extends keyof Core ? Core[Letter] : void;

/** `"iI:f"`: takes integers of 32 and 64 bits, returns a float. */
export type CoreFunction<Signature extends string> = Signature extends `${infer P}:${infer R}`
  ? (...args: Params<P>) => Result<R>
  : never;

export interface Engine {
  /** A function of the host. The arguments are literals, because the module's imports are read off them. */
  import<S extends string>(module: string, name: string, signature: S): CoreFunction<S>;
  /** Exports `fn` from the module; `post` is called when the host has read the result. */
  export<S extends string>(
    name: string,
    signature: S,
    fn: CoreFunction<S>,
    post?: () => void,
  ): void;
  /** The whole memory; the same object until the memory has grown. */
  memory(): ArrayBuffer;
  alloc(align: number, size: number): number;
  free(pointer: number): void;
  /** Writes text as UTF-8 into a block of its own, of `length` bytes. */
  encode(text: string): number;
  /** Bytes of the last text that was encoded. */
  readonly length: number;
  decode(pointer: number, length: number): string;
  /** Goes on with what was promised, in the middle of a call. */
  jobs(): void;
  /** Where the result of the export that runs goes, in an engine that makes room for it. */
  readonly resultArea?: (size: number) => number;
  /**
   * In an engine without `jobs`: lets what was promised go on, then takes `step`, until it says `false`; the host's call
   * is made anew then. Does not return.
   */
  readonly turns?: (step: () => boolean) => never;
  /** In an engine that takes no notice of rejections: ends the app with this one. */
  readonly fail?: (reason: unknown) => void;
  /** Ends the app with a message. */
  trap(message: string): never;
}
