//! Lines in the log of the device: `info!("led0 {}", state)`, and the like for the other levels. A line without arguments needs
//! no formatting, and none is done for a level that nobody keeps.

use crate::ocre::system::log::{Level, log, threshold};
use core::fmt;

/// The host cuts longer lines.
const LONGEST: usize = 256;

/// Text of a fixed size; what does not fit is left out.
#[doc(hidden)]
pub struct Line {
    text: [u8; LONGEST],
    len: usize,
}

impl Line {
    pub const fn new() -> Self {
        Self { text: [0; LONGEST], len: 0 }
    }

    /// Whether all of it fits.
    pub fn add(&mut self, part: &str) -> bool {
        let mut fits = part.len().min(LONGEST - self.len);
        while !part.is_char_boundary(fits) {
            fits -= 1;
        }
        for (to, from) in self.text.iter_mut().skip(self.len).zip(part.bytes().take(fits)) {
            *to = from;
        }
        self.len += fits;
        fits == part.len()
    }

    pub fn as_str(&self) -> &str {
        // SAFETY: made of whole characters.
        unsafe { core::str::from_utf8_unchecked(self.text.get(..self.len).unwrap_or_default()) }
    }
}

impl fmt::Write for Line {
    fn write_str(&mut self, part: &str) -> fmt::Result {
        if self.add(part) { Ok(()) } else { Err(fmt::Error) }
    }
}

#[doc(hidden)]
#[inline(always)]
#[allow(
    clippy::inline_always,
    reason = "a text that is known needs no formatting, which only shows where it stands"
)]
pub fn line(level: Level, args: fmt::Arguments<'_>) {
    match args.as_str() {
        Some(text) => log(level, "", text),
        None => formatted(level, args),
    }
}

#[inline(never)]
fn formatted(level: Level, args: fmt::Arguments<'_>) {
    if (level as u8) < threshold() as u8 {
        return;
    }
    let mut line = Line::new();
    // A line that is too long is cut.
    let _ = fmt::write(&mut line, args);
    log(level, "", line.as_str());
}

/// A line of level `trace`.
#[macro_export]
macro_rules! trace {
    ($($line:tt)+) => { $crate::logging::line($crate::ocre::system::log::Level::Trace, format_args!($($line)+)) };
}

/// A line of level `debug`.
#[macro_export]
macro_rules! debug {
    ($($line:tt)+) => { $crate::logging::line($crate::ocre::system::log::Level::Debug, format_args!($($line)+)) };
}

/// A line of level `info`.
#[macro_export]
macro_rules! info {
    ($($line:tt)+) => { $crate::logging::line($crate::ocre::system::log::Level::Info, format_args!($($line)+)) };
}

/// A line of level `warn`.
#[macro_export]
macro_rules! warn {
    ($($line:tt)+) => { $crate::logging::line($crate::ocre::system::log::Level::Warn, format_args!($($line)+)) };
}

/// A line of level `error`.
#[macro_export]
macro_rules! error {
    ($($line:tt)+) => { $crate::logging::line($crate::ocre::system::log::Level::Error, format_args!($($line)+)) };
}

/// A line of level `critical`.
#[macro_export]
macro_rules! critical {
    ($($line:tt)+) => { $crate::logging::line($crate::ocre::system::log::Level::Critical, format_args!($($line)+)) };
}
