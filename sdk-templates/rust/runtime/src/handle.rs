//! Handles: of the host's resources, and of the app's own.
#![allow(clippy::cast_ptr_alignment, reason = "the host gives back what it was given")]

use crate::abi::{address, trap};
use alloc::boxed::Box;
use core::any::Any;
use core::cell::Cell;
use core::fmt;
use core::marker::PhantomData;
use core::ops::Deref;

/// A type that stands for a resource by a handle. The SDK implements it, and an app has no need to.
pub trait Resource: Sized {
    #[doc(hidden)]
    fn from_handle(handle: Handle<Self>) -> Self;
    #[doc(hidden)]
    fn handle(&self) -> &Handle<Self>;
    #[doc(hidden)]
    fn drop_handle(handle: i32);
}

/// A handle that is given back when it is dropped.
#[doc(hidden)]
pub struct Handle<R: Resource> {
    number: Cell<i32>,
    resource: PhantomData<R>,
}

/// Of a handle that was given away; no handle has this number.
const GONE: i32 = -1;

impl<R: Resource> Drop for Handle<R> {
    fn drop(&mut self) {
        if self.number.get() != GONE {
            R::drop_handle(self.number.get());
        }
    }
}

impl<R: Resource> fmt::Debug for Handle<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.number.get().fmt(f)
    }
}

#[doc(hidden)]
pub fn own<R: Resource>(number: i32) -> R {
    R::from_handle(Handle { number: Cell::new(number), resource: PhantomData })
}

#[doc(hidden)]
pub fn lend<R: Resource>(of: &R) -> i32 {
    of.handle().number.get()
}

/// The number of a handle that the other side owns from now on.
#[doc(hidden)]
pub fn give<R: Resource>(of: &R) -> i32 {
    of.handle().number.replace(GONE)
}

/// A handle inside of another value that is only lent: a call gives it, and takes it back when it ends.
pub struct Borrowed<R: Resource> {
    resource: Option<R>,
    /// Made by the app: the handle stays with its owner.
    by_app: bool,
}

impl<R: Resource> Borrowed<R> {
    #[doc(hidden)]
    #[must_use]
    pub fn lift(number: i32) -> Self {
        Self { resource: Some(own(number)), by_app: false }
    }
}

/// Lends a handle to one call, which must end before the handle is dropped.
impl<R: Resource> From<&R> for Borrowed<R> {
    fn from(owner: &R) -> Self {
        Self { resource: Some(own(lend(owner))), by_app: true }
    }
}

impl<R: Resource> Deref for Borrowed<R> {
    type Target = R;
    fn deref(&self) -> &R {
        match &self.resource {
            Some(resource) => resource,
            None => trap(),
        }
    }
}

impl<R: Resource> Drop for Borrowed<R> {
    fn drop(&mut self) {
        if let (true, Some(resource)) = (self.by_app, &self.resource) {
            give(resource);
        }
    }
}

impl<R: Resource + fmt::Debug> fmt::Debug for Borrowed<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.resource.fmt(f)
    }
}

/// An object of the app that another module uses through a handle of type `R`, lent to the app for one call.
pub struct Object<R> {
    address: i32,
    resource: PhantomData<R>,
}

impl<R> Object<R> {
    #[doc(hidden)]
    #[must_use]
    pub fn lift(address: i32) -> Self {
        Self { address, resource: PhantomData }
    }

    /// The object, which is a `T`.
    ///
    /// # Panics
    ///
    /// When it is not.
    #[must_use]
    pub fn get<T: 'static>(&self) -> &T {
        // SAFETY: the host lends what `into_object` made, for the length of the call.
        unsafe { object(self.address) }
    }
}

impl<R> fmt::Debug for Object<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.address.fmt(f)
    }
}

#[doc(hidden)]
pub fn into_object<T: 'static>(value: T) -> i32 {
    let object: Box<dyn Any> = Box::new(value);
    crate::abi::core(Box::into_raw(Box::new(object)).cast::<u8>())
}

#[doc(hidden)]
#[must_use]
#[allow(clippy::missing_safety_doc)]
pub unsafe fn object<'a, T: 'static>(at: i32) -> &'a T {
    // SAFETY: of `into_object`.
    let object = unsafe { &*address(at).cast::<Box<dyn Any>>() };
    match object.downcast_ref() {
        Some(found) => found,
        None => panic!("an object of another type"),
    }
}

#[doc(hidden)]
#[allow(clippy::missing_safety_doc)]
pub unsafe fn destroy(at: i32) {
    // SAFETY: of `into_object`, and nobody has a handle any more.
    drop(unsafe { Box::from_raw(address(at).cast::<Box<dyn Any>>()) });
}
