//! Timers that call functions. A reactor writes `sdk::export_timers!();`, a command calls `sdk::events::run`.
//!
//! ```ignore
//! timers::after(500, || info!("half a second later"))?;
//! let mut ticks = 0;
//! timers::every(100, move |timer| {
//!     ticks += 1;
//!     if ticks == 20 {
//!         timer.cancel();
//!     }
//! })?;
//! ```

use crate::Local;
use crate::callbacks::Callbacks;
use crate::ocre::system::timers::{cancel, start};
use crate::ocre::system::types::ErrorCode;
use alloc::boxed::Box;

/// A timer that runs.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub struct Timer {
    token: u32,
}

struct State {
    callbacks: Callbacks<dyn FnMut(Timer) -> bool>,
    /// The timer whose function is running, until that cancels it.
    running: Option<u32>,
}

static STATE: Local<State> = Local::new(State { callbacks: Callbacks::new(), running: None });

/// Calls `f` once, after so many milliseconds.
///
/// # Errors
///
/// `exhausted`: all timers that the host has for this app are running.
pub fn after(ms: u32, f: impl FnOnce() + 'static) -> Result<Timer, ErrorCode> {
    let mut f = Some(f);
    begin(
        ms,
        0,
        Box::new(move |_| {
            if let Some(f) = f.take() {
                f();
            }
            false
        }),
    )
}

/// Calls `f` each time so many milliseconds have passed, until it is cancelled.
///
/// # Errors
///
/// `exhausted`: all timers that the host has for this app are running.
pub fn every(ms: u32, mut f: impl FnMut(Timer) + 'static) -> Result<Timer, ErrorCode> {
    begin(
        ms,
        ms,
        Box::new(move |timer| {
            f(timer);
            true
        }),
    )
}

fn begin(
    delay_ms: u32,
    period_ms: u32,
    call: Box<dyn FnMut(Timer) -> bool>,
) -> Result<Timer, ErrorCode> {
    let token = STATE.with(|state| state.callbacks.fresh_token());
    start(token, delay_ms, period_ms)?;
    STATE.with(|state| state.callbacks.add(token, call));
    Ok(Timer { token })
}

impl Timer {
    /// Its function is not called any more, and is dropped.
    pub fn cancel(self) {
        let callback = STATE.with(|state| {
            if state.running == Some(self.token) {
                state.running = None;
            }
            state.callbacks.take(self.token)
        });
        // One that has fired is gone already.
        let _ = cancel(self.token);
        drop(callback);
    }
}

/// For an app with an `on_timer` of its own: whether the timer was one of these, and its function was called.
pub fn fired(token: u32) -> bool {
    let Some(mut callback) = STATE.with(|state| state.callbacks.take(token)) else { return false };
    let outer = STATE.with(|state| state.running.replace(token));
    let repeats = (callback.call)(Timer { token });
    STATE.with(|state| {
        let stays = repeats && state.running == Some(token);
        state.running = outer;
        if stays {
            state.callbacks.put(callback);
        }
    });
    true
}
