//! State of an app, which has one thread.

use core::cell::RefCell;

/// A `static` that may change: every handler of an app runs on the one thread that there is.
///
/// ```ignore
/// static LED: Local<Option<Output>> = Local::new(None);
///
/// LED.set(Some(Output::open("led0", OutputOptions::default())?));
/// LED.with(|led| led.as_ref().map(Output::toggle));
/// ```
#[derive(Debug)]
pub struct Local<T>(RefCell<T>);

// SAFETY: there is no second thread.
#[cfg(target_arch = "wasm32")]
unsafe impl<T> Sync for Local<T> {}
#[cfg(not(target_arch = "wasm32"))]
unsafe impl<T: Send> Sync for Local<T> {}

impl<T> Local<T> {
    /// The first value.
    pub const fn new(value: T) -> Self {
        Self(RefCell::new(value))
    }

    /// Calls `f` with the value.
    ///
    /// # Panics
    ///
    /// When `f` of an outer call has it still.
    pub fn with<R>(&self, f: impl FnOnce(&mut T) -> R) -> R {
        f(&mut self.0.borrow_mut())
    }

    /// Another value in place of the one before, which is returned.
    pub fn replace(&self, value: T) -> T {
        self.0.replace(value)
    }

    /// Another value.
    pub fn set(&self, value: T) {
        drop(self.replace(value));
    }
}

impl<T: Copy> Local<T> {
    /// The value.
    pub fn get(&self) -> T {
        *self.0.borrow()
    }
}

impl<T: Default> Local<T> {
    /// The value, and the default in its place.
    pub fn take(&self) -> T {
        self.0.take()
    }
}
