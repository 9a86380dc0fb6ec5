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
    let Ok(layout) = Layout::from_size_align(if old_size == 0 { size } else { old_size }, align)
    else {
        crate::abi::trap();
    };
    // SAFETY: the size is not 0, and `old` came from here.
    let block = unsafe { if old_size == 0 { alloc(layout) } else { realloc(old, layout, size) } };
    if block.is_null() {
        crate::abi::trap();
    }
    block
}
