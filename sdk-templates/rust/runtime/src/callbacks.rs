//! Functions of an app by the token of what they wait for.

use alloc::boxed::Box;

/// A short list: an app has a handful.
#[doc(hidden)]
pub struct Callbacks<F: ?Sized> {
    first: Option<Box<Callback<F>>>,
    last_token: u32,
}

#[doc(hidden)]
pub struct Callback<F: ?Sized> {
    next: Option<Box<Callback<F>>>,
    pub token: u32,
    pub call: Box<F>,
}

impl<F: ?Sized> Callbacks<F> {
    /// Tokens from `0xffff_0000` are taken; an app has the others.
    pub const fn new() -> Self {
        Self { first: None, last_token: 0xfffe_ffff }
    }

    pub fn fresh_token(&mut self) -> u32 {
        self.last_token =
            if self.last_token == u32::MAX { 0xffff_0000 } else { self.last_token + 1 };
        self.last_token
    }

    pub fn add(&mut self, token: u32, call: Box<F>) {
        self.put(Box::new(Callback { next: None, token, call }));
    }

    pub fn put(&mut self, mut callback: Box<Callback<F>>) {
        callback.next = self.first.take();
        self.first = Some(callback);
    }

    /// Out of the list, so that it may be called while others are added.
    pub fn take(&mut self, token: u32) -> Option<Box<Callback<F>>> {
        let mut at = &mut self.first;
        while at.as_ref().is_some_and(|callback| callback.token != token) {
            at = &mut at.as_mut()?.next;
        }
        let mut found = at.take()?;
        *at = found.next.take();
        Some(found)
    }
}
