// Yours to edit: ocrekit writes this file once.
#![no_std]

extern crate alloc;

use alloc::vec::Vec;
use sdk::test::variants::variants::{Value, Variants};

struct App;

sdk::export_variants!(App);

impl Variants for App {
    fn store(v: Value) -> Value {
        sdk::test::variants::variants::store(&v)
    }

    fn all(vs: Vec<Value>) -> u32 {
        sdk::test::variants::variants::all(&vs)
    }
}
