/** Words that mean something in a language, and words that generated code likes for itself: as WIT names they must do no harm anywhere. */

const lists: Readonly<Record<string, string>> = {
  c: `auto break case char const continue default do double else enum extern float for goto if inline int long register restrict return
    short signed sizeof static struct switch typedef union unsigned void volatile while alignas alignof bool complex generic imaginary
    noreturn static-assert thread-local nullptr constexpr typeof asm fortran stdin stdout errno null offsetof assert size-t int8-t uint8-t
    int32-t uint64-t memcpy memset malloc free abort exit main`,
  cpp: `and and-eq asm bitand bitor catch class compl concept consteval constinit const-cast co-await co-return co-yield decltype delete
    dynamic-cast explicit export false friend mutable namespace new noexcept not not-eq operator or or-eq private protected public
    reinterpret-cast requires static-cast template this throw true try typeid typename using virtual wchar-t xor xor-eq final override
    import module std string vector optional variant expected span`,
  rust: `as async await become box break const continue crate do dyn else enum extern false final fn for gen if impl in let loop macro
    match mod move mut override priv pub ref return self static struct super trait true try type typeof union unsafe unsized use virtual
    where while yield str u8 i32 usize vec some none ok err option result core alloc clone drop default from into eq ord hash debug`,
  zig: `addrspace align allowzero and anyframe anytype asm async await break callconv catch comptime const continue defer else enum
    errdefer error export extern fn for if inline linksection noalias noinline nosuspend opaque or orelse packed pub resume return
    struct suspend switch test threadlocal try union unreachable usingnamespace var volatile while anyerror anyopaque bool c-int f32
    isize noreturn null type undefined usize void root builtin`,
  go: `break case chan const continue default defer else fallthrough for func go goto if import interface map package range return
    select struct switch type var any append bool byte cap clear close complex copy delete error false float32 imag int iota len make
    max min new nil panic print println real recover rune string true uint uintptr init main`,
  typescript: `abstract accessor any arguments as asserts async await bigint boolean break case catch class const constructor continue
    debugger declare default delete do else enum eval export extends false finally for from function get global globalthis if implements
    import in infer infinity instanceof interface intrinsic is keyof let meta module nan namespace never new null number object of out
    override package private prototype readonly record require return satisfies set static super switch symbol this throw true try
    tostring type typeof undefined unique unknown using valueof var void while with yield array map promise date math json uint8array
    i8 i16 i64 u16 u32 u64 f64 usize v128 externref unchecked unreachable changetype`,
  python: `and as assert async await break class continue def del elif else except finally for from global if import in is lambda none
    nonlocal not or pass raise return try while with yield match case type true false self cls print list dict tuple set int str bytes
    super object`,
  d: `abstract alias align asm assert auto body bool break byte case cast catch cdouble cent cfloat char class const continue creal
    dchar debug default delegate delete deprecated do double else enum export extern final finally float for foreach foreach-reverse
    function goto idouble if immutable import in inout int interface invariant ireal is lazy long macro mixin module new nothrow null
    out override package pragma private protected public pure real ref return scope shared short static struct super switch
    synchronized template this throw true try typeid typeof ubyte ucent uint ulong union unittest ushort version void wchar while with
    sizeof init stringof mangleof ptr length object`,
  csharp: `abstract as base bool break byte case catch char checked class const continue decimal default delegate do double else enum
    event explicit extern false finally fixed float for foreach goto if implicit in int interface internal is lock long namespace new
    null object operator out override params private protected public readonly ref return sbyte sealed short sizeof stackalloc static
    string struct switch this throw true try typeof uint ulong unchecked unsafe ushort using virtual void volatile while`,
  moonbit: `as else extern fn fnalias if let const match using mut type typealias struct enum trait traitalias derive while break
    continue import return throw raise try catch pub priv readonly true false test loop for in impl with guard async is init main self`,
  ours: `self handle handles rep own borrow resource tag payload value result status memory arena area returned ret ptr len raw core
    cabi-realloc cabi-post realloc lift lower sdk wit glue host guest guests world exports imports inlined app apps call calls config
    params native index item items list text bytes error error-code ok err none some option events dispatch timers topics log panic okrt
    okr ocre ocrekit runtime instance views thrown failure count i j n data size block at`,
};

const all = Object.values(lists).join(" ").trim().split(/\s+/).toSorted();

/** All of them, once, as WIT spells names; of those that WIT finds too similar (`thread-local`, `threadlocal`) the first. */
export const words: readonly string[] = [
  ...new Map(all.toReversed().map((word) => [word.replaceAll("-", ""), word])).values(),
].toSorted();
