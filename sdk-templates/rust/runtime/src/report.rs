//! What becomes of a panic: a line in the log, and a trap.

use crate::logging::Line;
use crate::ocre::system::log::{Level, log};

#[panic_handler]
fn panic(info: &core::panic::PanicInfo<'_>) -> ! {
    let mut line = Line::new();
    write(&mut line, info);
    log(Level::Error, "", line.as_str());
    crate::abi::trap()
}

/// The whole message, with what was formatted into it.
#[cfg(feature = "panic-message")]
fn write(line: &mut Line, info: &core::panic::PanicInfo<'_>) {
    // A message that is too long is cut.
    let _ = core::fmt::write(line, format_args!("{info}"));
}

/// The message, when it is one text, and the place: formatting costs some kilobytes.
#[cfg(not(feature = "panic-message"))]
fn write(line: &mut Line, info: &core::panic::PanicInfo<'_>) {
    line.add(info.message().as_str().unwrap_or("panicked"));
    if let Some(place) = info.location() {
        line.add(" at ");
        line.add(place.file());
        line.add(":");
        let number = crate::decimal::Decimal::new(place.line().into(), false);
        line.add(core::str::from_utf8(number.bytes()).unwrap_or_default());
    }
}
