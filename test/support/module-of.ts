/** A core module with exactly the names and signatures that a guest plan has, and bodies that trap. */
import type { CoreType, Plan } from "ocrekit/abi";

interface Signature {
  readonly params: readonly CoreType[];
  readonly results: readonly CoreType[];
}
interface Import extends Signature {
  readonly module: string;
  readonly field: string;
}
interface Export extends Signature {
  readonly name: string;
}

const i32: CoreType = "i32";
const codes = { i32: 0x7f, i64: 0x7e, f32: 0x7d, f64: 0x7c } as const satisfies Record<CoreType, number>;

export function moduleOf(plan: Plan): Uint8Array {
  const imports: Import[] = [];
  const exports: Export[] = [{ name: "cabi_realloc", params: [i32, i32, i32, i32], results: [i32] }];
  for (const resource of plan.resources) {
    imports.push({ ...resource.drop, params: [i32], results: [] });
    if (resource.intrinsics !== undefined) {
      imports.push(
        { ...resource.intrinsics.make, params: [i32], results: [i32] },
        { ...resource.intrinsics.rep, params: [i32], results: [i32] },
      );
    }
    if (resource.destructor !== undefined) exports.push({ name: resource.destructor, params: [i32], results: [] });
  }
  for (const fn of plan.groups.flatMap((g) => g.functions)) {
    if (fn.role === "guest-import") imports.push({ ...fn.core, ...fn.signature });
    else exports.push({ name: fn.core.field, ...fn.signature });
    if (fn.post !== undefined) exports.push({ name: fn.post.name, params: [i32], results: [] });
  }
  return encode(imports, exports);
}

const leb = (n: number): number[] => (n < 128 ? [n] : [(n & 127) | 128, ...leb(n >>> 7)]);
const text = (s: string): number[] => {
  const bytes = new TextEncoder().encode(s);
  return [...leb(bytes.length), ...bytes];
};
const vector = (items: readonly (readonly number[])[]): number[] => [...leb(items.length), ...items.flat()];
const section = (id: number, body: readonly number[]): number[] => [id, ...leb(body.length), ...body];
const functionType = (s: Signature): number[] => [
  0x60,
  ...vector(s.params.map((p) => [codes[p]])),
  ...vector(s.results.map((r) => [codes[r]])),
];

function encode(imports: readonly Import[], exports: readonly Export[]): Uint8Array {
  const types = [...imports, ...exports].map(functionType);
  // No locals, `unreachable`, `end`.
  const body = [0x00, 0x00, 0x0b];
  return Uint8Array.from([
    0,
    0x61,
    0x73,
    0x6d,
    1,
    0,
    0,
    0,
    ...section(1, vector(types)),
    ...section(2, vector(imports.map((im, i) => [...text(im.module), ...text(im.field), 0, ...leb(i)]))),
    ...section(3, vector(exports.map((_, i) => leb(imports.length + i)))),
    ...section(5, [1, 0, 1]),
    ...section(
      7,
      vector([[...text("memory"), 2, 0], ...exports.map((ex, i) => [...text(ex.name), 0, ...leb(imports.length + i)])]),
    ),
    ...section(10, vector(exports.map(() => [...leb(body.length), ...body]))),
  ]);
}
