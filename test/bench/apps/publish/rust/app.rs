//! Publishes one message.
#![no_std]

use sdk::Failed;
use sdk::ocre::app::run::Run;
use sdk::ocre::messaging::bus;

struct App;

sdk::export_run!(App);

impl Run for App {
    fn run() -> Result<(), Failed> {
        bus::publish("sensors/temp", b"21.5", None)?;
        Ok(())
    }
}
