// Yours to edit: ocrekit writes this file once.
#![no_std]

use sdk::test::scalars::numbers::Numbers;

struct App;

sdk::export_numbers!(App);

impl Numbers for App {
    fn small(a: bool, b: u8, c: i8, d: u16, e: i16) -> i16 {
        sdk::test::scalars::numbers::small(a, b, c, d, e)
    }

    fn wide(a: u32, b: i32, c: u64, d: i64) -> u64 {
        sdk::test::scalars::numbers::wide(a, b, c, d)
    }

    fn real(a: f32, b: f64) -> f32 {
        sdk::test::scalars::numbers::real(a, b)
    }

    fn letter(a: char) -> char {
        sdk::test::scalars::numbers::letter(a)
    }

    fn truth() -> bool {
        sdk::test::scalars::numbers::truth()
    }

    fn nothing() {
        sdk::test::scalars::numbers::nothing();
    }
}
