//! The macros of the crate `log`, and so the lines of other crates, write to the log of the device: [`init`] first.
#![cfg(feature = "log")]

use crate::Failed;
use crate::logging::Line;
use crate::ocre::system::log::{Level, log, threshold};
use ::log::{LevelFilter, Log, Metadata, Record};

/// Writes each record with its target: its module, or what `target:` says. It has a line of fixed size, and allocates nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Logger;

/// Makes [`Logger`] the logger of the app, and leaves out what the host does not keep before it is formatted.
///
/// # Errors
///
/// The app has a logger already.
pub fn init() -> Result<(), Failed> {
    // Without the standard library the error is none of `core::error::Error`, and it says no more.
    ::log::set_logger(&Logger).map_err(|_| Failed)?;
    ::log::set_max_level(most(threshold()));
    Ok(())
}

impl Log for Logger {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        level_of(metadata.level()) as u8 >= threshold() as u8
    }

    fn log(&self, record: &Record<'_>) {
        // A crate may call this without asking.
        if !self.enabled(record.metadata()) {
            return;
        }
        let level = level_of(record.level());
        if let Some(text) = record.args().as_str() {
            log(level, record.target(), text);
        } else {
            let mut line = Line::new();
            // A line that is too long is cut.
            let _ = core::fmt::write(&mut line, *record.args());
            log(level, record.target(), line.as_str());
        }
    }

    fn flush(&self) {}
}

fn level_of(level: ::log::Level) -> Level {
    match level {
        ::log::Level::Trace => Level::Trace,
        ::log::Level::Debug => Level::Debug,
        ::log::Level::Info => Level::Info,
        ::log::Level::Warn => Level::Warn,
        ::log::Level::Error => Level::Error,
    }
}

/// What is worth a record for a host that keeps lines of this level and above; `log` has nothing above errors.
fn most(least: Level) -> LevelFilter {
    match least {
        Level::Trace => LevelFilter::Trace,
        Level::Debug => LevelFilter::Debug,
        Level::Info => LevelFilter::Info,
        Level::Warn => LevelFilter::Warn,
        Level::Error => LevelFilter::Error,
        Level::Critical => LevelFilter::Off,
    }
}
