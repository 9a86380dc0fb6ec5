//! Blinks led0 once a second for as long as it runs.
#![no_std]

use sdk::Failed;
use sdk::ocre::app::run::Run;
use sdk::ocre::gpio::lines::{Bias, Drive, Output, OutputOptions};
use sdk::ocre::system::monotonic_clock::wait_for;

struct App;

sdk::export_run!(App);

impl Run for App {
    fn run() -> Result<(), Failed> {
        let options = OutputOptions {
            drive: Drive::PushPull,
            bias: Bias::AsIs,
            active_low: false,
            initially_active: false,
        };
        let led = Output::open("led0", options)?;
        loop {
            led.toggle()?;
            wait_for(500_000_000);
        }
    }
}
