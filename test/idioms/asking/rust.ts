/** The questions in Rust. */
import type { Asking } from "./asking.js";

const body = `#![no_std]
extern crate alloc;

use sdk::requests::request;
use sdk::topics::Topic;
use sdk::{error, info, Failed};

static DOUBLED: Topic<i32> = Topic::new("test/double");

struct App;

fn begin() -> Result<(), Failed> {
    DOUBLED.answer(|number| 2 * number)?;
    sdk::topics::subscribe("test/quiet", |message| {
        info!("heard {}", core::str::from_utf8(&message.payload).unwrap_or_default());
    })?;
    DOUBLED.request(&21, 1000, |number: Option<i32>| {
        if let Some(number) = number {
            info!("answer {number}");
        }
        let asked = request("test/quiet", b"anybody?", 50, |reply| {
            info!("{}", if reply.is_some() { "an answer" } else { "no answer" });
            finish();
        });
        if asked.is_err() {
            error!("not asked");
        }
    })?;
    Ok(())
}
`;

export const rust: Asking = {
  path: "src/lib.rs",
  command: `${body}
use sdk::events;
use sdk::ocre::app::run::Run;
sdk::export_run!(App);

fn finish() {
    events::end();
}

impl Run for App {
    fn run() -> Result<(), Failed> {
        begin()?;
        events::run(&mut ());
        Ok(())
    }
}
`,
  reactor: `${body}
use sdk::ocre::app::lifecycle::{Lifecycle, StartReason};
sdk::export_lifecycle!(App);
sdk::export_timers!();
sdk::export_topics!();

fn finish() {}

impl Lifecycle for App {
    fn on_start(_: StartReason) -> Result<(), Failed> {
        begin()
    }
}
`,
};
