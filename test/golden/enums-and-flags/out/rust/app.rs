// Yours to edit: ocrekit writes this file once.
#![no_std]

use sdk::test::choices::choices::{Choices, Few, Level, Many};

struct App;

sdk::export_choices!(App);

impl Choices for App {
    fn next(l: Level) -> Level {
        sdk::test::choices::choices::next(l)
    }

    fn merge(x: Few, y: Few) -> Few {
        sdk::test::choices::choices::merge(x, y)
    }

    fn widen(x: Few) -> Many {
        sdk::test::choices::choices::widen(x)
    }
}
