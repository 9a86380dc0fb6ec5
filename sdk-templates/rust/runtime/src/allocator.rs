//! An allocator of few bytes: blocks are powers of two, and a block that was given back waits for the next of its size.
#![allow(clippy::cast_ptr_alignment, reason = "blocks are aligned to 16")]

use core::alloc::{GlobalAlloc, Layout};
use core::arch::wasm32::{memory_grow, memory_size};
use core::cell::UnsafeCell;
use core::ptr::null_mut;

struct State {
    /// By the logarithm of the size; the first word of a free block is the next one.
    free: [*mut u8; 32],
    /// What lies behind these bytes of the heap was never handed out.
    used: usize,
}

struct PowersOfTwo(UnsafeCell<State>);

// SAFETY: a module has one thread.
unsafe impl Sync for PowersOfTwo {}

#[global_allocator]
static ALLOCATOR: PowersOfTwo =
    PowersOfTwo(UnsafeCell::new(State { free: [null_mut(); 32], used: 0 }));

unsafe extern "C" {
    static __heap_base: u8;
}

const PAGE: usize = 65536;
/// All blocks are multiples of it, as the heap's start is, so every block is aligned to it.
const SMALLEST: usize = 16;

/// At most 32, which is no class.
fn class_of(size: usize) -> usize {
    (usize::BITS - (size.wrapping_sub(1) | (SMALLEST - 1)).leading_zeros()) as usize
}

impl State {
    fn take(&mut self, class: usize) -> *mut u8 {
        let Some(first) = self.free.get_mut(class) else { return null_mut() };
        let block = *first;
        if block.is_null() {
            return self.carve(1 << class);
        }
        // SAFETY: the first word of a free block is the next one.
        *first = unsafe { block.cast::<*mut u8>().read() };
        block
    }

    fn carve(&mut self, size: usize) -> *mut u8 {
        let start = (&raw const __heap_base) as usize + self.used;
        let Some(end) = start.checked_add(size) else { return null_mut() };
        // The page of the last byte.
        let page = (end - 1) / PAGE;
        let pages = memory_size(0);
        if page >= pages && memory_grow(0, page + 1 - pages) == usize::MAX {
            return null_mut();
        }
        self.used += size;
        start as *mut u8
    }
}

// SAFETY: blocks do not overlap, and are aligned to 16; more than that is refused.
unsafe impl GlobalAlloc for PowersOfTwo {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if layout.align() > SMALLEST {
            return null_mut();
        }
        // SAFETY: nobody else has the state now.
        unsafe { &mut *self.0.get() }.take(class_of(layout.size()))
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: as above; a block has a class, and room for an address.
        unsafe {
            let state = &mut *self.0.get();
            let first = state.free.get_unchecked_mut(class_of(layout.size()));
            block.cast::<*mut u8>().write(*first);
            *first = block;
        }
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        if class_of(size) == class_of(layout.size()) {
            return block;
        }
        // SAFETY: the caller's promise, and both blocks are as large as was asked.
        unsafe {
            let moved = self.alloc(Layout::from_size_align_unchecked(size, layout.align()));
            if !moved.is_null() {
                block.copy_to_nonoverlapping(moved, layout.size().min(size));
                self.dealloc(block, layout);
            }
            moved
        }
    }
}
