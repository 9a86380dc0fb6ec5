// Yours to edit: ocrekit writes this file once.
#![no_std]

extern crate alloc;

use alloc::string::String;
use sdk::test::names::names::Names;
use sdk::test::names::types::{Int, Switch};

struct App;

sdk::export_names!(App);

impl Names for App {
    fn names(out: u8, err: Int) -> Result<Switch, Int> {
        sdk::test::names::names::names(out, err)
    }

    fn return_(class: Switch, area: String, size_t: u8) -> String {
        sdk::test::names::names::return_(class, &area, size_t)
    }

    fn a_b() {
        sdk::test::names::names::a_b();
    }
}
