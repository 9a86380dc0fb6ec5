// Yours to edit: ocrekit writes this file once.
#![no_std]

extern crate alloc;

use alloc::string::String;
use alloc::vec::Vec;
use sdk::exports::test::both::stores::{GuestItem, Stores};
use sdk::handle::Object;
use sdk::test::both::stores::Problem;

struct App;

sdk::export_stores!(App);

impl Stores for App {
    type Item = ItemObject;

    #[rustfmt::skip]
    fn all() -> Vec<sdk::exports::test::both::stores::Item> {
        sdk::test::both::stores::all().into_iter().map(|x| sdk::exports::test::both::stores::Item::new(ItemObject(x))).collect()
    }

    #[rustfmt::skip]
    fn first(
        of: Vec<Object<sdk::exports::test::both::stores::Item>>,
    ) -> Option<sdk::exports::test::both::stores::Item> {
        sdk::test::both::stores::first(&of.iter().map(|x| &x.get::<ItemObject>().0).collect::<alloc::vec::Vec<_>>()).map(|x| sdk::exports::test::both::stores::Item::new(ItemObject(x)))
    }
}

struct ItemObject(sdk::test::both::stores::Item);

impl ItemObject {
    #[allow(dead_code)]
    #[rustfmt::skip]
    fn take(handle: sdk::exports::test::both::stores::Item) -> sdk::test::both::stores::Item {
        sdk::handle::own(sdk::handle::give(&handle.get::<Self>().0))
    }
}

impl GuestItem for ItemObject {
    #[rustfmt::skip]
    fn new(name: String) -> Self {
        Self(sdk::test::both::stores::Item::new(&name))
    }

    fn name(&self) -> String {
        self.0.name()
    }

    #[rustfmt::skip]
    fn child(&self, key: String) -> Result<sdk::exports::test::both::stores::Item, Problem> {
        self.0.child(&key).map(|x| sdk::exports::test::both::stores::Item::new(ItemObject(x)))
    }
}
