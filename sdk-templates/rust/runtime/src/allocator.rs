//! An allocator of few bytes: blocks are powers of two, and a block that was given back waits for the next of its size.
#![allow(clippy::cast_ptr_alignment, reason = "blocks are aligned to their size")]

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
/// All blocks are multiples of it, as the heap's start is, so that every block is aligned as anything wants it.
const SMALLEST: usize = 16;

fn class_of(layout: Layout) -> usize {
    let size = layout.size().max(layout.align()).max(SMALLEST);
    // At most 32, which is no class.
    (usize::BITS - (size - 1).leading_zeros()) as usize
}

impl State {
    fn carve(&mut self, class: usize) -> *mut u8 {
        let start = (&raw const __heap_base) as usize + self.used;
        let Some(end) = start.checked_add(1 << class) else { return null_mut() };
        // The page of the last byte.
        let page = (end - 1) / PAGE;
        let pages = memory_size(0);
        if page >= pages && memory_grow(0, page + 1 - pages) == usize::MAX {
            return null_mut();
        }
        self.used += 1 << class;
        start as *mut u8
    }
}

// SAFETY: blocks do not overlap, and are aligned to 16, the most that is asked for.
unsafe impl GlobalAlloc for PowersOfTwo {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let class = class_of(layout);
        // SAFETY: nobody else has the state now.
        let state = unsafe { &mut *self.0.get() };
        let Some(first) = state.free.get_mut(class) else { return null_mut() };
        let block = *first;
        if block.is_null() {
            return state.carve(class);
        }
        // SAFETY: the first word of a free block is the next one.
        *first = unsafe { block.cast::<*mut u8>().read() };
        block
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: as above; a block has room for an address.
        unsafe {
            let state = &mut *self.0.get();
            if let Some(first) = state.free.get_mut(class_of(layout)) {
                block.cast::<*mut u8>().write(*first);
                *first = block;
            }
        }
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // SAFETY: the caller's promise.
        let wanted = unsafe { Layout::from_size_align_unchecked(size, layout.align()) };
        if class_of(wanted) == class_of(layout) {
            return block;
        }
        // SAFETY: both blocks are as large as was asked.
        unsafe {
            let moved = self.alloc(wanted);
            if !moved.is_null() {
                block.copy_to_nonoverlapping(moved, layout.size().min(size));
                self.dealloc(block, layout);
            }
            moved
        }
    }
}
