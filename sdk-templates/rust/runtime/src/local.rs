//! State of an app, which has one thread.

use core::cell::{Cell, UnsafeCell};
use core::fmt;

/// A `static` that may change: every handler of an app runs on the one thread that there is.
///
/// ```ignore
/// static LED: Local<Option<Output>> = Local::new(None);
///
/// LED.set(Some(Output::open("led0", OutputOptions::default())?));
/// LED.with(|led| led.as_ref().map(Output::toggle));
/// ```
pub struct Local<T> {
    value: UnsafeCell<T>,
    /// Whether a `with` has the value.
    lent: Cell<bool>,
}

// SAFETY: a container has no second thread, and elsewhere an SDK is compiled but has no host to run with.
unsafe impl<T> Sync for Local<T> {}

impl<T> Local<T> {
    /// The first value.
    pub const fn new(value: T) -> Self {
        Self { value: UnsafeCell::new(value), lent: Cell::new(false) }
    }

    /// Calls `f` with the value.
    ///
    /// # Panics
    ///
    /// When `f` of an outer call has it still.
    pub fn with<R>(&self, f: impl FnOnce(&mut T) -> R) -> R {
        assert!(!self.lent.replace(true), "a Local is used inside of its own `with`");
        let lent = Lent(&self.lent);
        // SAFETY: nobody else has the value before `lent` goes.
        let result = f(unsafe { &mut *self.value.get() });
        drop(lent);
        result
    }

    /// Another value in place of the one before, which is returned.
    pub fn replace(&self, value: T) -> T {
        self.with(|old| core::mem::replace(old, value))
    }

    /// Another value.
    pub fn set(&self, value: T) {
        drop(self.replace(value));
    }
}

impl<T: Copy> Local<T> {
    /// The value.
    pub fn get(&self) -> T {
        self.with(|value| *value)
    }
}

impl<T: Default> Local<T> {
    /// The value, and the default in its place.
    pub fn take(&self) -> T {
        self.replace(T::default())
    }
}

impl<T: fmt::Debug> fmt::Debug for Local<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.with(|value| value.fmt(f))
    }
}

/// Gives the value back even when `f` unwinds, where there is unwinding.
struct Lent<'a>(&'a Cell<bool>);

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        self.0.set(false);
    }
}
