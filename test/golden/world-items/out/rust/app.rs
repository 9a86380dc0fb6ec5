// Yours to edit: ocrekit writes this file once.
#![no_std]

extern crate alloc;

use alloc::string::String;
use sdk::inlined::control::Control;
use sdk::world::{Settings, World};

struct App;

sdk::export_control!(App);
sdk::export_world!(App);

impl Control for App {
    fn stop() {}
}

impl World for App {
    fn configure(_s: Settings) -> Result<(), String> {
        Ok(())
    }
}
