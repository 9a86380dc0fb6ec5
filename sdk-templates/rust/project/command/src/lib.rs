//! Runs once: publishes a message, says so, and ends.
#![no_std]

use sdk::ocre::app::run::Run;
use sdk::ocre::messaging::bus;
use sdk::{Failed, info};

struct App;

sdk::export_run!(App);

impl Run for App {
    fn run() -> Result<(), Failed> {
        bus::publish("hello", b"hello", None)?;
        info!("published");
        Ok(())
    }
}
