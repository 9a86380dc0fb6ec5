//! The error of a result without an error value.

/// It did not work, and the WIT says no more. Made by `?` of every error, so that a handler can use it freely.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub struct Failed;

// As `Failed` is no `Error` itself, this covers all errors.
impl<E: core::error::Error> From<E> for Failed {
    fn from(_: E) -> Self {
        Self
    }
}
