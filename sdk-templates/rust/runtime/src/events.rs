//! The loop of a command: it waits, and calls what a reactor's handlers would be.
//!
//! ```ignore
//! struct App;
//!
//! impl Handlers for App {
//!     fn on_line(&mut self, token: u32, data: u32, lost: u32, time: u64) { ... }
//! }
//!
//! events::run(&mut App); // until the container is asked to stop
//! ```

use crate::Local;
use crate::ocre::system::events::{Event, EventKind, wait};
use crate::ocre::system::types::{Mark, Token};

/// What an app does at an event; whatever it leaves out does nothing. Timers and topics with functions of their own need none.
pub trait Handlers {
    /// Timer `token` fired; `lost` ticks were missed before this one.
    fn on_timer(&mut self, token: Token, lost: u32) {
        let _ = (token, lost);
    }

    /// A watched line or group changed.
    fn on_line(&mut self, token: Token, data: u32, lost: u32, time: Mark) {
        let _ = (token, data, lost, time);
    }

    /// The watched socket `token` is ready; `ready` are the bits of its readiness.
    fn on_socket(&mut self, token: Token, ready: u32) {
        let _ = (token, ready);
    }

    /// The lookup `token` ended with `count` answers.
    fn on_name(&mut self, token: Token, count: u32) {
        let _ = (token, count);
    }

    /// `count` messages wait for subscription or request `token`, and `lost` were dropped.
    fn on_message(&mut self, token: Token, count: u32, lost: u32) {
        let _ = (token, count, lost);
    }

    /// `1 + lost` changes happened under a watched prefix.
    fn on_store_change(&mut self, token: Token, lost: u32) {
        let _ = (token, lost);
    }

    /// A sample of sensor `token` is due.
    fn on_sample(&mut self, token: Token, lost: u32) {
        let _ = (token, lost);
    }

    /// Settings changed.
    fn on_config(&mut self, token: Token) {
        let _ = token;
    }

    /// The container is to stop before `deadline`; `reason` is the number of a stop reason.
    fn on_stop(&mut self, reason: u32, deadline: Mark) {
        let _ = (reason, deadline);
    }
}

impl Handlers for () {}

static ENDED: Local<bool> = Local::new(false);

/// Lets `run` return after the event that is being handled.
pub fn end() {
    ENDED.set(true);
}

/// Handles events until `end` is called or the container is asked to stop. `&mut ()` has no handlers.
pub fn run(handlers: &mut impl Handlers) {
    ENDED.set(false);
    while !ENDED.get() {
        let Some(event) = wait(u32::MAX) else { continue };
        dispatch(event, handlers);
        if event.kind == EventKind::Stop {
            break;
        }
    }
}

/// Calls the handler of an event, or the function of a timer or topic.
pub fn dispatch(event: Event, handlers: &mut impl Handlers) {
    let Event { kind, token, data, lost, time } = event;
    match kind {
        EventKind::Timer => {
            if !crate::timers::fired(token) {
                handlers.on_timer(token, lost);
            }
        }
        EventKind::Message => {
            if !crate::topics::ready(token) {
                handlers.on_message(token, data, lost);
            }
        }
        EventKind::Line => handlers.on_line(token, data, lost, time),
        EventKind::Socket => handlers.on_socket(token, data),
        EventKind::Name => handlers.on_name(token, data),
        EventKind::Store => handlers.on_store_change(token, lost),
        EventKind::Sensor => handlers.on_sample(token, lost),
        EventKind::Config => handlers.on_config(token),
        EventKind::Stop => handlers.on_stop(data, time),
        EventKind::Other => {}
    }
}
