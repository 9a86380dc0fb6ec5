//! Blinks led0 ten times.
#![no_std]

use sdk::ocre::app::lifecycle::{Lifecycle, StartReason};
use sdk::ocre::gpio::lines::{Output, OutputOptions};
use sdk::ocre::system::timer_handler::TimerHandler;
use sdk::ocre::system::timers;
use sdk::{Failed, Local};

const BLINK: u32 = 1;
const HALF_PERIOD_MS: u32 = 100;
const CHANGES: u32 = 20;

static LED: Local<Option<Output>> = Local::new(None);
static CHANGED: Local<u32> = Local::new(0);

struct App;

// What is not named here is not in the module.
sdk::export_lifecycle!(App);
sdk::export_timer_handler!(App);

impl Lifecycle for App {
    fn on_start(_: StartReason) -> Result<(), Failed> {
        LED.set(Some(Output::open("led0", OutputOptions::default())?));
        timers::start(BLINK, HALF_PERIOD_MS, HALF_PERIOD_MS)?;
        Ok(())
    }
}

impl TimerHandler for App {
    fn on_timer(token: u32, _lost: u32) {
        let changed = CHANGED.get() + 1;
        CHANGED.set(changed);
        LED.with(|led| led.as_ref().map(|led| led.write(changed % 2 == 1)));
        if changed == CHANGES {
            // Without a timer nothing can happen any more, and the host ends the app.
            let _ = timers::cancel(token);
        }
    }
}
