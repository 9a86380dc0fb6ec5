#![no_std]
extern crate alloc;
use alloc::string::{String, ToString};
use core::cell::Cell;
use sdk::exports::test::counter::counters::{Counter, Counters, GuestCounter};
use sdk::test::counter::logs::Sink;
use sdk::test::counter::users::Users;

struct App;
sdk::export_counters!(App);
sdk::export_users!(App);

struct Value(Cell<u32>);

impl Counters for App {
    type Counter = Value;
}

impl GuestCounter for Value {
    fn new(start: u32) -> Self {
        Self(Cell::new(start))
    }

    fn increment(&self, by: u32) -> u32 {
        self.0.set(self.0.get() + by);
        self.0.get()
    }

    fn label(&self) -> String {
        self.0.get().to_string()
    }

    fn join(a: Counter, b: &Self) -> Counter {
        Counter::new(Self::new(a.get::<Self>().0.get() + b.0.get()))
    }
}

impl Users for App {
    fn use_borrowed(s: &Sink) -> u32 {
        s.write("hello");
        7
    }
}
