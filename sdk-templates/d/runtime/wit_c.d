/// What the compiler calls where other programs have a C library and D's own runtime; only what is called is in a module.
module wit_c;

import ldc.intrinsics : llvm_memcpy, llvm_memmove, llvm_memset;
static import wit;

extern (C):

void* memcpy(void* to, const(void)* from, size_t length)
{
    llvm_memcpy!size_t(to, from, length);
    return to;
}

void* memmove(void* to, const(void)* from, size_t length)
{
    llvm_memmove!size_t(to, from, length);
    return to;
}

void* memset(void* to, int value, size_t length)
{
    llvm_memset!size_t(to, cast(ubyte) value, length);
    return to;
}

int memcmp(const(void)* left, const(void)* right, size_t length)
{
    auto a = cast(const(ubyte)*) left;
    auto b = cast(const(ubyte)*) right;
    foreach (i; 0 .. length)
        if (a[i] != b[i])
            return a[i] - b[i];
    return 0;
}

/// `a[] = b[];`
void _d_array_slice_copy(void* to, size_t toLength, void* from, size_t fromLength, size_t itemSize)
{
    if (toLength != fromLength)
        wit.trap();
    llvm_memmove!size_t(to, from, toLength * itemSize);
}
