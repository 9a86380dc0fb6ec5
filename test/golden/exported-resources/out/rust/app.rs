// Yours to edit: ocrekit writes this file once.
#![no_std]

extern crate alloc;

use alloc::string::String;
use sdk::exports::test::counter::counters::{Counter, Counters, GuestCounter};
use sdk::test::counter::logs::Sink;
use sdk::test::counter::users::Users;

struct App;

sdk::export_counters!(App);
sdk::export_users!(App);

impl Counters for App {
    type Counter = CounterObject;
}

impl Users for App {
    fn use_borrowed(_s: &Sink) -> u32 {
        0
    }
}

struct CounterObject;

impl GuestCounter for CounterObject {
    fn new(_start: u32) -> Self {
        Self
    }

    fn increment(&self, by: u32) -> u32 {
        by
    }

    fn label(&self) -> String {
        String::new()
    }

    fn join(a: Counter, b: &Self) -> Counter {
        let _ = b;
        a
    }
}
