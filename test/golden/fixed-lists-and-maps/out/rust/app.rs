// Yours to edit: ocrekit writes this file once.
#![no_std]

extern crate alloc;

use alloc::string::String;
use alloc::vec::Vec;
use sdk::test::fixed::fixed::{Fixed, Frame};

struct App;

sdk::export_fixed!(App);

impl Fixed for App {
    fn rotate(m: [f32; 9]) -> [f32; 9] {
        sdk::test::fixed::fixed::rotate(m)
    }

    fn send(f: Frame) -> u32 {
        sdk::test::fixed::fixed::send(f)
    }

    fn count(words: Vec<(String, u32)>) -> Vec<(String, u32)> {
        sdk::test::fixed::fixed::count(&words)
    }
}
