//! The clock as the delay of `embedded-hal` 1.0; for commands, because a handler must not wait.
#![cfg(feature = "embedded-hal")]

use crate::ocre::system::monotonic_clock::wait_for;
use embedded_hal::delay::DelayNs;

/// Waits by the host's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct Delay;

impl DelayNs for Delay {
    fn delay_ns(&mut self, ns: u32) {
        // A wait that is cancelled ends early, as the container does.
        let _ = wait_for(ns.into());
    }

    fn delay_ms(&mut self, ms: u32) {
        let _ = wait_for(u64::from(ms) * 1_000_000);
    }
}
