// Yours to edit: ocrekit writes this file once.
#![no_std]

extern crate alloc;

use alloc::string::String;
use alloc::vec::Vec;
use sdk::Failed;
use sdk::test::outcomes::outcomes::{Detail, Outcomes, Problem};

struct App;

sdk::export_outcomes!(App);

impl Outcomes for App {
    fn find(key: String) -> Option<String> {
        sdk::test::outcomes::outcomes::find(&key)
    }

    fn parse(text: Option<String>) -> Result<u32, Problem> {
        sdk::test::outcomes::outcomes::parse(text.as_deref())
    }

    fn run() -> Result<(), Failed> {
        sdk::test::outcomes::outcomes::run()
    }

    fn check(n: u32) -> Result<(), String> {
        sdk::test::outcomes::outcomes::check(n)
    }

    fn explain(n: u32) -> Result<Detail, Detail> {
        sdk::test::outcomes::outcomes::explain(n)
    }

    fn twice(n: Option<Option<u8>>) -> Option<Option<u8>> {
        sdk::test::outcomes::outcomes::twice(n)
    }

    fn each(ns: Vec<Result<u8, Problem>>) -> Result<String, Failed> {
        sdk::test::outcomes::outcomes::each(&ns)
    }
}
