/** The parts of the engine's `WebAssembly` that are used here; Node's own types leave it to the browser's. */

declare global {
  namespace WebAssembly {
    interface Module {
      readonly __brand?: "WebAssembly.Module";
    }
    interface ModuleImport {
      readonly module: string;
      readonly name: string;
      readonly kind: string;
    }
    interface ModuleExport {
      readonly name: string;
      readonly kind: string;
    }
    type Imports = Readonly<Record<string, Readonly<Record<string, unknown>>>>;
    interface Instance {
      readonly exports: Readonly<Record<string, unknown>>;
    }
    interface Memory {
      readonly buffer: ArrayBuffer;
      grow(pages: number): number;
    }
    interface Table {
      readonly length: number;
    }
  }

  var WebAssembly: {
    validate(bytes: Uint8Array): boolean;
    readonly Module: {
      new (bytes: Uint8Array): WebAssembly.Module;
      imports(module: WebAssembly.Module): WebAssembly.ModuleImport[];
      exports(module: WebAssembly.Module): WebAssembly.ModuleExport[];
    };
    readonly Instance: { new (module: WebAssembly.Module, imports?: WebAssembly.Imports): WebAssembly.Instance };
    readonly Memory: { new (descriptor: { initial: number; maximum?: number }): WebAssembly.Memory };
    readonly Table: { new (descriptor: { initial: number; element: string }): WebAssembly.Table };
    readonly RuntimeError: { new (message?: string): Error };
    readonly CompileError: { new (message?: string): Error };
    readonly LinkError: { new (message?: string): Error };
    /** No `Error`: what a guest threw and nobody caught. */
    readonly Exception: { new (tag: never, payload: never): object };
  };
}

export {};
