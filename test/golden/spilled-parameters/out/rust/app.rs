// Yours to edit: ocrekit writes this file once.
#![no_std]

extern crate alloc;

use alloc::string::String;
use sdk::test::spilled::spilled::Spilled;

struct App;

sdk::export_spilled!(App);

impl Spilled for App {
    #[rustfmt::skip]
    fn many(
        a: String,
        b: String,
        c: String,
        d: String,
        e: String,
        f: String,
        g: String,
        h: String,
        i: u8,
        j: u64,
    ) -> String {
        sdk::test::spilled::spilled::many(&a, &b, &c, &d, &e, &f, &g, &h, i, j)
    }
}
