//! The handler of an app whose timers call functions.

use crate::ocre::system::timer_handler::TimerHandler;

#[doc(hidden)]
pub struct Timers;

impl TimerHandler for Timers {
    fn on_timer(token: u32, _lost: u32) {
        crate::timers::fired(token);
    }
}

/// Exports the handler that calls the functions of `sdk::timers`.
#[macro_export]
macro_rules! export_timers {
    () => {
        $crate::export_timer_handler!($crate::on_timer::Timers);
    };
}
