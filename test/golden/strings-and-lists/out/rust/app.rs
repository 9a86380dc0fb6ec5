// Yours to edit: ocrekit writes this file once.
#![no_std]

extern crate alloc;

use alloc::string::String;
use alloc::vec::Vec;
use sdk::test::sequences::text::Text;

struct App;

sdk::export_text!(App);

impl Text for App {
    fn greet(name: String) -> String {
        sdk::test::sequences::text::greet(&name)
    }

    fn checksum(data: Vec<u8>) -> u32 {
        sdk::test::sequences::text::checksum(&data)
    }

    fn words(line: String) -> Vec<String> {
        sdk::test::sequences::text::words(&line)
    }

    fn sort(values: Vec<f64>) -> Vec<f64> {
        sdk::test::sequences::text::sort(&values)
    }

    fn nested(rows: Vec<Vec<u16>>) -> Vec<Vec<u16>> {
        sdk::test::sequences::text::nested(&rows)
    }
}
