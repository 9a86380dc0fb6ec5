/** Words that mean something in a language, and words that generated code likes for itself: as WIT names they must do no harm anywhere. */

/**
 * Keywords, words kept for later, types, functions and modules that are there without an import: of C23, C++26, Rust 2024, Zig, Go,
 * TypeScript, AssemblyScript, Python 3.14, D, C# and MoonBit. `words.test.ts` asks the tools themselves.
 */
const lists: Readonly<Record<string, string>> = {
  c: `auto break case char const continue default do double else enum extern float for goto if inline int long register restrict
    return short signed sizeof static struct switch typedef union unsigned void volatile while alignas alignof atomic bit-int
    bool complex constexpr decimal32 decimal64 decimal128 false generic imaginary noreturn nullptr static-assert thread-local
    true typeof typeof-unqual asm fortran countof defer stdin stdout stderr errno null eof offsetof assert size-t ssize-t
    ptrdiff-t wchar-t intptr-t uintptr-t intmax-t int8-t int16-t uint8-t int32-t uint32-t int64-t uint64-t max-align-t nullptr-t
    int32-max uint64-c memcpy memmove memset memcmp strlen strcmp printf puts malloc calloc realloc free abort exit abs main
    linux unix i386 signal setjmp unreachable va-list char8-t char16-t char32-t near far min max major minor`,
  cpp: `and and-eq asm bitand bitor catch class compl concept consteval constinit const-cast co-await co-return co-yield decltype
    delete dynamic-cast explicit export friend mutable namespace new noexcept not not-eq operator or or-eq private protected
    public reflexpr reinterpret-cast requires static-cast synchronized template this throw try typeid typename using virtual xor
    xor-eq final override import module atomic-cancel atomic-commit atomic-noexcept transaction-safe pre post contract-assert
    trivially-relocatable-if-eligible replaceable-if-eligible std string wstring vector array map pair tuple optional variant
    expected unexpected span string-view unique-ptr move forward swap get in-place nullopt monostate visit byte begin end data
    size`,
  rust: `as async await become box break const continue crate do dyn else enum extern false final fn for gen if impl in let loop
    macro macro-rules match mod move mut override priv pub raw ref return safe self static struct super trait true try type
    typeof union unsafe unsized use virtual where while yield auto default str u8 i8 u16 i16 u32 i32 u64 i64 u128 i128 f16 f32
    f64 f128 usize isize char bool never vec string some none ok err option result core std alloc clone copy send sync sized
    unpin drop from into try-from try-into as-ref as-mut to-owned to-string iterator into-iterator extend double-ended-iterator
    exact-size-iterator from-iterator fn-once fn-mut async-fn future into-future eq ord partial-eq partial-ord hash debug format
    println panic assert todo matches size-of align-of size-of-val global-alloc panic-handler no-mangle derive inline cfg test
    target lib main`,
  zig: `c unwind addrspace align allowzero and anyframe anytype asm async await break callconv catch comptime const continue defer else enum
    errdefer error export extern fn for if inline linksection noalias noinline nosuspend opaque or orelse packed pub resume
    return struct suspend switch test threadlocal try union unreachable usingnamespace var volatile while anyerror anyopaque
    bool c-char c-short c-ushort c-int c-uint c-long c-ulong c-longlong c-ulonglong c-longdouble comptime-int comptime-float f16
    f32 f64 f80 f128 i0 u0 i1 u1 u7 i129 u65535 isize noreturn null type undefined usize void root builtin std main panic init
    deinit app`,
  go: `break case chan const continue default defer else fallthrough for func go goto if import interface map package range return
    select struct switch type var any append bool byte cap clear close comparable complex complex64 complex128 copy delete error
    false float32 float64 imag int int8 int16 int32 int64 iota len make max min new nil panic print println real recover rune
    string true uint uint8 uint16 uint32 uint64 uintptr init main unsafe runtime internal vendor testdata a-test b-linux c-wasm
    d-windows-amd64 e-js-wasm f-wasip1 cgo goos doc string-string get-error is-nil context fmt errors time io`,
  typescript: `abstract accessor any arguments as asserts assert async await bigint boolean break case catch class const constructor
    continue debugger declare default defer delete do else enum eval export extends false finally for from function get global
    globalthis if implements import in infer infinity instanceof interface intrinsic is keyof let meta module nan namespace
    never new null number object of out override package private protected prototype public readonly record require return
    satisfies set source static super switch symbol this throw true try tostring type typeof undefined unique unknown using
    valueof var void while with yield array map promise proxy reflect date math json uint8array int8array float64array
    array-buffer data-view weak-map weak-ref error type-error range-error atomics iterator intl text-encoder text-decoder
    console process buffer exports set-timeout structured-clone parse-int is-nan escape to-string value-of to-json then
    has-own-property is-prototype-of proto name length caller apply bind call partial required pick omit exclude extract awaited
    return-type parameters`,
  assemblyscript: `i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 isize usize v128 externref anyref funcref eqref i31ref unchecked unreachable
    changetype abort trace seed load store clz ctz popcnt rotl rotr abs max min ceil floor copysign nearest reinterpret sqrt
    trunc memory table atomic data lengthof sizeof alignof offsetof nameof idof select bswap instantiate inline external
    unmanaged lazy unsafe builtin final global operator heap gc mathf static-array string-builder ascii utf8 is-integer is-float
    is-signed is-reference is-string is-array is-function is-nullable is-defined is-constant is-managed is-void i8x16 f64x2
    start tuple1 tuple2 asc-target bool`,
  python: `and as assert async await break class continue def del elif else except finally for from global if import in is lambda none
    nonlocal not or pass raise return try while with yield match case type true false self cls arithmetic-error assertion-error
    attribute-error base-exception base-exception-group blocking-io-error broken-pipe-error buffer-error bytes-warning
    child-process-error connection-aborted-error connection-error connection-refused-error connection-reset-error
    deprecation-warning eof-error ellipsis encoding-warning environment-error exception exception-group file-exists-error
    file-not-found-error floating-point-error future-warning generator-exit io-error import-error import-warning
    indentation-error index-error interrupted-error is-a-directory-error key-error keyboard-interrupt lookup-error memory-error
    module-not-found-error name-error not-a-directory-error not-implemented not-implemented-error os-error overflow-error
    pending-deprecation-warning permission-error process-lookup-error recursion-error reference-error resource-warning
    runtime-error runtime-warning stop-async-iteration stop-iteration syntax-error syntax-warning system-error system-exit
    tab-error timeout-error type-error unbound-local-error unicode-decode-error unicode-encode-error unicode-error
    unicode-translate-error unicode-warning user-warning value-error warning zero-division-error abs aiter all anext any ascii
    bin bool breakpoint bytearray bytes callable chr classmethod compile complex copyright credits delattr dict dir divmod
    enumerate eval exec exit filter float format frozenset getattr globals hasattr hash help hex id input int isinstance
    issubclass iter len license list locals map max memoryview min next object oct open ord pow print property quit range repr
    reversed round set setattr slice sorted staticmethod str sum super tuple vars zip abc dataclass dataclasses enum flag typing
    optional union generic protocol future asyncio runtime wit-world componentize-py-types l o i`,
  d: `abstract alias align asm assert auto body bool break byte case cast catch cdouble cent cfloat char class const continue
    creal dchar debug default delegate delete deprecated do double else enum export extern final finally float for foreach
    foreach-reverse function goto idouble if ifloat immutable import in inout int interface invariant ireal is lazy long macro
    mixin module new nothrow null out override package pragma private protected public pure real ref return scope shared short
    static struct super switch synchronized template this throw true try typeid typeof ubyte ucent uint ulong union unittest
    ushort version void wchar while with sizeof alignof init stringof mangleof tupleof offsetof ptr length dup idup keys values
    rehash min max infinity nan epsilon dig mant-dig classinfo outer object string wstring dstring size-t ptrdiff-t hash-t
    noreturn throwable exception error type-info destroy hash-of emplace ldc core std main safe trusted system nogc property
    disable imported op-call op-assign op-index op-dispatch op-equals to-hash to-string alias-this`,
  csharp: `abstract as base bool break byte case catch char checked class const continue decimal default delegate do double else enum
    event explicit extern false finally fixed float for foreach goto if implicit in int interface internal is lock long
    namespace new null object operator out override params private protected public readonly ref return sbyte sealed short
    sizeof stackalloc static string struct switch this throw true try typeof uint ulong unchecked unsafe ushort using virtual
    void volatile while add allows alias ascending descending dynamic equals field file get group init into join managed nameof
    nint notnull nuint on orderby partial record remove required scoped select unmanaged value var when where with yield`,
  moonbit: `as else extern fn fnalias if let const match using mut type typealias struct enum trait traitalias derive while break
    continue import return throw raise try catch pub priv readonly true false test loop for in impl with guard async is init
    main self and noraise nobreak lexmatch defer method suberror enumview declare proof-assert`,
  ours: `self handle handles rep own borrow resource tag payload value result status memory arena area returned ret ptr len raw core
    cabi-realloc cabi-post realloc lift lower sdk wit glue host guest guests world exports imports inlined app apps call calls
    config params native index item items list text bytes error error-code ok err none some option events dispatch timers topics
    log panic okrt okr ocre ocrekit runtime instance views thrown failure count i j n data size block at drop new destroy create
    close handler impl types foo1 foo-1 foo-2 foo2 foo-t foo a-b-c ab-c set-foo get-foo is-foo as-foo on-foo into-foo from-foo
    new-foo with-foo foo-new foo-drop foo-list foo-option foo-borrow foo-result foo-tag foo-impl foo-error foo-handle export-foo
    implementation export-app lift-foo lower-foo my-foo x32 t u s b v`,
};

const all = Object.values(lists).join(" ").trim().split(/\s+/).toSorted();

/** All of them, once, as WIT spells names; of those that WIT finds too similar (`thread-local`, `threadlocal`) the first. */
export const words: readonly string[] = distinct(all);

/** What the libraries of AssemblyScript and JavaScript have beside what is in the lists: functions, types, globals. */
const ofLibraries = `ref-func ref-extern ref-any ref-eq ref-struct structref ref-array arrayref ref-i31 ref-string stringref
  ref-stringview-wtf8 stringview-wtf8 ref-stringview-wtf16 stringview-wtf16 ref-stringview-iter stringview-iter sub mul div ne rem
  call-indirect is-finite is-boolean is-vector is-array-like parse-float fmod fmodf encode-uri encode-uri-component decode-uri
  decode-uri-component i16x8 i32x4 i64x2 f32x4 i31 indexof returnof non-nullable nonnull info typed-array uint8-clamped-array
  int16-array uint16-array int32-array uint32-array int64-array uint64-array float32-array template-strings-array performance
  uri-error js-math native-math native-mathf crypto reg-exp aggregate-error eval-error syntax-error reference-error
  big-int64-array big-uint64-array finalization-registry shared-array-buffer web-assembly unescape suppressed-error
  weak-set disposable-stack async-disposable-stack float16-array big-int`;

export const libraryWords: readonly string[] = distinct(
  ofLibraries.split(/\s+/).filter((word) => words.every((other) => bare(other) !== bare(word))),
);

/** As WIT compares names. */
export function bare(word: string): string {
  return word.replaceAll("-", "");
}

/** Without those that WIT finds too similar to one before. */
export function distinct(names: readonly string[]): readonly string[] {
  return [...new Map(names.toReversed().map((word) => [bare(word), word])).values()].toSorted();
}
