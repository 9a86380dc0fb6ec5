//! What generated code is made of. Apps need nothing of this module, and it may change with any version.
//!
//! Safety, for all functions here: addresses and lengths come from the host, which keeps to the canonical ABI, or from
//! this module itself.
#![allow(missing_docs, clippy::missing_safety_doc)]
#![allow(
    clippy::cast_lossless,
    clippy::cast_ptr_alignment,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss,
    clippy::unnecessary_cast,
    reason = "addresses are numbers here, and one macro casts all scalars"
)]

use alloc::alloc::{Layout, alloc, dealloc};
use alloc::string::String;
use alloc::vec::Vec;
use core::cell::UnsafeCell;
use core::mem::{MaybeUninit, take};
use core::ptr::null_mut;

/// A value that has one core value.
pub trait Lower {
    type Core;
    fn lower(self) -> Self::Core;
}

/// A value made of one core value.
pub trait Lift {
    type Core;
    fn lift(core: Self::Core) -> Self;
}

pub fn core<T: Lower>(value: T) -> T::Core {
    value.lower()
}

pub fn lift<T: Lift>(core: T::Core) -> T {
    T::lift(core)
}

impl<T: Lower + Copy> Lower for &T {
    type Core = T::Core;
    fn lower(self) -> T::Core {
        (*self).lower()
    }
}

impl<T: Lower + Copy> Lower for &mut T {
    type Core = T::Core;
    fn lower(self) -> T::Core {
        (*self).lower()
    }
}

macro_rules! scalars {
    ($($native:ty => $core:ty,)*) => {$(
        impl Lower for $native {
            type Core = $core;
            fn lower(self) -> $core {
                self as $core
            }
        }

        impl Lift for $native {
            type Core = $core;
            fn lift(core: $core) -> Self {
                core as Self
            }
        }
    )*};
}

scalars! {
    u8 => i32,
    i8 => i32,
    u16 => i32,
    i16 => i32,
    u32 => i32,
    i32 => i32,
    usize => i32,
    u64 => i64,
    i64 => i64,
    f32 => f32,
    f64 => f64,
}

impl Lower for bool {
    type Core = i32;
    fn lower(self) -> i32 {
        self.into()
    }
}

impl Lift for bool {
    type Core = i32;
    fn lift(core: i32) -> Self {
        core != 0
    }
}

impl Lower for char {
    type Core = i32;
    fn lower(self) -> i32 {
        self as i32
    }
}

impl Lift for char {
    type Core = i32;
    fn lift(core: i32) -> Self {
        Self::from_u32(core as u32).unwrap_or_else(|| trap())
    }
}

impl Lower for *mut u8 {
    type Core = i32;
    fn lower(self) -> i32 {
        self as usize as i32
    }
}

/// The enum `$name`, whose cases are numbered from 0.
#[allow(unused_macros)]
macro_rules! plain_enum {
    ($name:ident: $repr:ident, $cases:literal) => {
        impl $crate::abi::Lower for $name {
            type Core = i32;
            fn lower(self) -> i32 {
                self as i32
            }
        }

        impl $crate::abi::Lift for $name {
            type Core = i32;
            fn lift(core: i32) -> Self {
                match $repr::try_from(core) {
                    // SAFETY: there is a case of every number below.
                    Ok(case) if core < $cases => unsafe {
                        ::core::mem::transmute::<$repr, Self>(case)
                    },
                    _ => $crate::abi::trap(),
                }
            }
        }
    };
}
#[allow(unused_imports)]
pub(crate) use plain_enum;

/// Part of a variant in a slot that cases share.
pub trait Bits<To> {
    fn bits(self) -> To;
}

macro_rules! bits {
    ($($from:ty => $to:ty: $value:ident $convert:expr,)*) => {$(
        impl Bits<$to> for $from {
            fn bits(self) -> $to {
                let $value = self;
                $convert
            }
        }
    )*};
}

bits! {
    f32 => i32: x x.to_bits() as i32,
    i32 => f32: x f32::from_bits(x as u32),
    f64 => i64: x x.to_bits() as i64,
    i64 => f64: x f64::from_bits(x as u64),
    i32 => i64: x i64::from(x),
    i64 => i32: x x as i32,
    f32 => i64: x i64::from(x.to_bits()),
    i64 => f32: x f32::from_bits(x as u32),
}

pub fn bits<From: Bits<To>, To>(from: From) -> To {
    from.bits()
}

pub unsafe fn load<M: Lower>(base: *mut u8, offset: usize) -> M::Core {
    unsafe { base.add(offset).cast::<M>().read() }.lower()
}

pub unsafe fn store<M: Lift>(base: *mut u8, offset: usize, core: M::Core) {
    unsafe { base.add(offset).cast::<M>().write(M::lift(core)) }
}

#[must_use]
pub fn address(core: i32) -> *mut u8 {
    core as u32 as usize as *mut u8
}

/// A string that the host put into a block of `cabi_realloc`; the block belongs to it from now on.
#[must_use]
pub unsafe fn string(ptr: i32, len: i32) -> String {
    unsafe { String::from_utf8_unchecked(list(ptr, len)) }
}

/// The same for items whose bytes are those of the canonical ABI.
#[must_use]
pub unsafe fn list<T>(ptr: i32, len: i32) -> Vec<T> {
    let count = len as u32 as usize;
    // The host may give any address for nothing.
    if count == 0 {
        return Vec::new();
    }
    #[allow(clippy::same_length_and_capacity, reason = "the host asks for what it fills")]
    unsafe {
        Vec::from_raw_parts(address(ptr).cast(), count, count)
    }
}

/// A list of a fixed length.
#[must_use]
pub fn array<T, const N: usize>(items: Vec<T>) -> [T; N] {
    items.try_into().unwrap_or_else(|_| trap())
}

#[must_use]
pub fn text(of: &str) -> (i32, i32) {
    slice(of.as_bytes())
}

#[must_use]
pub fn slice<T>(of: &[T]) -> (i32, i32) {
    (of.as_ptr() as usize as i32, of.len().lower())
}

/// A string whose bytes the host takes over until it calls `cabi_post_*`.
pub fn give_text(of: &mut String) -> (i32, i32) {
    give_list(&mut take(of).into_bytes())
}

pub fn give_list<T>(of: &mut Vec<T>) -> (i32, i32) {
    let block = take(of).into_boxed_slice();
    slice(alloc::boxed::Box::leak(block))
}

/// Memory that the host writes a result to, or reads parameters from.
#[repr(C, align(8))]
pub struct Area<const SIZE: usize>(MaybeUninit<[u8; SIZE]>);

impl<const SIZE: usize> Area<SIZE> {
    #[must_use]
    #[allow(clippy::new_without_default)]
    pub const fn new() -> Self {
        Self(MaybeUninit::uninit())
    }

    pub fn start(&mut self) -> *mut u8 {
        self.0.as_mut_ptr().cast()
    }
}

/// Where an export leaves its result for the host.
pub struct StaticArea<const SIZE: usize>(UnsafeCell<Area<SIZE>>);

// SAFETY: a module has one thread, and the host reads before it calls again.
unsafe impl<const SIZE: usize> Sync for StaticArea<SIZE> {}

impl<const SIZE: usize> StaticArea<SIZE> {
    #[must_use]
    #[allow(clippy::new_without_default)]
    pub const fn new() -> Self {
        Self(UnsafeCell::new(Area::new()))
    }

    pub fn start(&self) -> *mut u8 {
        self.0.get().cast()
    }
}

/// Blocks for the lists of one call, given back when it ends.
pub struct Blocks {
    last: *mut Block,
}

#[repr(C, align(8))]
struct Block {
    before: *mut Block,
    layout: Layout,
}

impl Blocks {
    #[must_use]
    #[allow(clippy::new_without_default)]
    pub const fn new() -> Self {
        Self { last: null_mut() }
    }

    pub fn alloc(&mut self, count: usize, size: usize) -> *mut u8 {
        let bytes = count * size + size_of::<Block>();
        let layout = Layout::from_size_align(bytes, 8).unwrap_or_else(|_| trap());
        // SAFETY: the size is not 0.
        let block = unsafe { alloc(layout) }.cast::<Block>();
        if block.is_null() {
            trap();
        }
        let before = self.last;
        // SAFETY: the block is new and large enough.
        unsafe { block.write(Block { before, layout }) };
        self.last = block;
        // SAFETY: the list lies behind the head.
        unsafe { block.add(1) }.cast()
    }
}

impl Drop for Blocks {
    fn drop(&mut self) {
        while !self.last.is_null() {
            // SAFETY: made by `alloc`.
            unsafe {
                let Block { before, layout } = self.last.read();
                dealloc(self.last.cast(), layout);
                self.last = before;
            }
        }
    }
}

/// A block of a result, which `cabi_post_*` gives back.
#[must_use]
pub fn block(count: usize, size: usize, align: usize) -> *mut u8 {
    let layout = Layout::from_size_align(count * size, align).unwrap_or_else(|_| trap());
    if layout.size() == 0 {
        return align as *mut u8;
    }
    // SAFETY: the size is not 0.
    let block = unsafe { alloc(layout) };
    if block.is_null() {
        trap();
    }
    block
}

pub unsafe fn free(block: *mut u8, count: usize, size: usize, align: usize) {
    if count * size > 0 {
        unsafe { dealloc(block, Layout::from_size_align_unchecked(count * size, align)) };
    }
}

/// What a function with a status answers: nothing, or an error.
pub fn check<E: Lift<Core = i32>>(status: i32) -> Result<(), E> {
    if status == 0 { Ok(()) } else { Err(E::lift(status - 1)) }
}

/// The reverse.
pub fn status<E: Lower<Core = i32>>(result: Result<(), E>) -> i32 {
    result.map_or_else(|error| error.lower() + 1, |()| 0)
}

/// Ends the container at once.
pub fn trap() -> ! {
    #[cfg(target_arch = "wasm32")]
    ::core::arch::wasm32::unreachable();
    #[cfg(not(target_arch = "wasm32"))]
    panic!("a guest traps");
}
