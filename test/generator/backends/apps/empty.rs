#![no_std]
extern crate alloc;
use sdk::Failed;
use sdk::ocre::app::run::Run;

struct App;
sdk::export_run!(App);

impl Run for App {
    fn run() -> Result<(), Failed> {
        Ok(())
    }
}
