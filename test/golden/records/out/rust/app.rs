// Yours to edit: ocrekit writes this file once.
#![no_std]

extern crate alloc;

use alloc::string::String;
use alloc::vec::Vec;
use sdk::test::records::shapes::{Line, Point, Shapes};

struct App;

sdk::export_shapes!(App);

impl Shapes for App {
    fn length(l: Line) -> f64 {
        sdk::test::records::shapes::length(&l)
    }

    fn mirror(p: Point) -> Point {
        sdk::test::records::shapes::mirror(p)
    }

    fn outline() -> Vec<Line> {
        sdk::test::records::shapes::outline()
    }

    fn pair(p: (u8, Point)) -> (Point, String) {
        sdk::test::records::shapes::pair(p)
    }
}
