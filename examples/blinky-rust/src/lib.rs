//! Blinks led0 ten times.
#![no_std]

use sdk::ocre::app::lifecycle::{Lifecycle, StartReason};
use sdk::ocre::gpio::lines::{Output, OutputOptions};
use sdk::{Failed, timers};

const HALF_PERIOD_MS: u32 = 100;
const CHANGES: u32 = 20;

struct App;

// What is not named here is not in the module.
sdk::export_lifecycle!(App);
sdk::export_timers!();

impl Lifecycle for App {
    fn on_start(_: StartReason) -> Result<(), Failed> {
        let led = Output::open("led0", OutputOptions::default())?;
        let mut changed = 0;
        timers::every(HALF_PERIOD_MS, move |timer| {
            changed += 1;
            let _ = led.write(changed % 2 == 1);
            if changed == CHANGES {
                // Without a timer nothing can happen any more, and the host ends the app.
                timer.cancel();
            }
        })?;
        Ok(())
    }
}
