//! A command that does nothing.
#![no_std]

use sdk::Failed;
use sdk::ocre::app::run::Run;

struct App;

sdk::export_run!(App);

impl Run for App {
    fn run() -> Result<(), Failed> {
        Ok(())
    }
}
