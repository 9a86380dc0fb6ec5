//! An allocator of few bytes: blocks are powers of two, and a block that was given back waits for the next of its size.
#![allow(clippy::cast_ptr_alignment, reason = "blocks are aligned to their size")]

use core::alloc::{GlobalAlloc, Layout};
use core::arch::wasm32::{memory_grow, memory_size};
use core::cell::UnsafeCell;
use core::ptr::null_mut;

struct State {
    /// By the logarithm of the size; the first word of a free block is the next one.
    free: [*mut u8; 32],
    /// What was never handed out begins here; 0 before the first block.
    top: usize,
}

struct PowersOfTwo(UnsafeCell<State>);

// SAFETY: a module has one thread.
unsafe impl Sync for PowersOfTwo {}

#[global_allocator]
static ALLOCATOR: PowersOfTwo =
    PowersOfTwo(UnsafeCell::new(State { free: [null_mut(); 32], top: 0 }));

unsafe extern "C" {
    static __heap_base: u8;
}

const PAGE: usize = 65536;
const SMALLEST: usize = 8;

fn class_of(layout: Layout) -> usize {
    let size = layout.size().max(layout.align()).max(SMALLEST);
    // At most 32, which is no class.
    (usize::BITS - (size - 1).leading_zeros()) as usize
}

impl State {
    fn carve(&mut self, class: usize) -> *mut u8 {
        let size = 1_usize << class;
        if self.top == 0 {
            self.top = (&raw const __heap_base) as usize;
        }
        let align = size.min(16);
        let start = (self.top + align - 1) & !(align - 1);
        let Some(end) = start.checked_add(size) else { return null_mut() };
        let have = memory_size(0) * PAGE;
        if end > have && memory_grow(0, (end - have).div_ceil(PAGE)) == usize::MAX {
            return null_mut();
        }
        self.top = end;
        start as *mut u8
    }
}

// SAFETY: blocks do not overlap, and are aligned to their size up to 16, the most that is asked for.
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
