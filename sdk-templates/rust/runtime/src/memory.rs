//! The memory of a guest: what the host asks for, and the allocator of apps without `std`.

use alloc::alloc::{Layout, alloc, realloc};

/// The host asks for memory for strings and lists that it hands over; they belong to the app from then on.
#[unsafe(no_mangle)]
unsafe extern "C" fn cabi_realloc(
    old: *mut u8,
    old_size: usize,
    align: usize,
    size: usize,
) -> *mut u8 {
    if size == 0 {
        return align as *mut u8;
    }
    // SAFETY: the size is not 0, the alignment is that of a value, and `old` came from here.
    let block = unsafe {
        if old_size == 0 {
            alloc(Layout::from_size_align_unchecked(size, align))
        } else {
            realloc(old, Layout::from_size_align_unchecked(old_size, align), size)
        }
    };
    if block.is_null() {
        crate::abi::trap();
    }
    block
}
