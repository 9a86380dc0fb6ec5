#![no_std]
use sdk::Failed;
use sdk::ocre::app::lifecycle::{Lifecycle, StartReason};

struct App;
sdk::export_lifecycle!(App);

impl Lifecycle for App {
    fn on_start(_: StartReason) -> Result<(), Failed> {
        Ok(())
    }
}
