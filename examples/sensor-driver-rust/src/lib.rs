//! An anemometer: pulses of the line `wind`, as a speed that others subscribe to.
#![no_std]

use sdk::ocre::app::lifecycle::{Lifecycle, StartReason};
use sdk::ocre::gpio::line_handler::LineHandler;
use sdk::ocre::gpio::lines::{Edges, Input, InputOptions};
use sdk::ocre::messaging::bus::{self, PublishOptions};
use sdk::ocre::messaging::types::Message;
use sdk::ocre::system::types::ErrorCode;
use sdk::topics::Payload;
use sdk::{Failed, Local, info, timers, topics, warn};

const READING: &str = "sensors/wind";
const DESCRIBE: &str = "sensors/wind/describe";
const DESCRIPTION: &[u8] = br#"{"quantity":"speed","unit":"cm/s","period-ms":1000}"#;

const PULSE: u32 = 1;
const PERIOD_MS: u32 = 1000;
/// The cup of this model makes one pulse in a second at 2.4 km/h.
const CM_PER_PULSE: u32 = 67;
/// Shorter than two pulses in a hurricane, longer than a contact bounces.
const DEBOUNCE_US: u32 = 2000;

static LINE: Local<Option<Input>> = Local::new(None);
static PULSES: Local<u32> = Local::new(0);

struct Driver;

sdk::export_lifecycle!(Driver);
sdk::export_line_handler!(Driver);
sdk::export_timers!();
sdk::export_topics!();

impl Lifecycle for Driver {
    fn on_start(_: StartReason) -> Result<(), Failed> {
        let options = InputOptions { debounce_us: DEBOUNCE_US, ..InputOptions::default() };
        let line = Input::open("wind", options)?;
        line.watch(Edges::RISING, PULSE)?;
        LINE.set(Some(line));
        topics::subscribe(DESCRIBE, describe)?;
        timers::every(PERIOD_MS, |_| measure())?;
        Ok(())
    }
}

impl LineHandler for Driver {
    fn on_line(_token: u32, _data: u32, lost: u32, _time: u64) {
        // What the host could not keep was counted all the same.
        PULSES.with(|pulses| *pulses += 1 + lost);
    }
}

fn measure() {
    let speed = PULSES.take() * CM_PER_PULSE;
    info!("{speed} cm/s");
    if let Err(error) = publish(speed) {
        warn!("not published: {error}");
    }
}

/// Kept, so that whoever subscribes later has a value at once.
fn publish(speed: u32) -> Result<(), ErrorCode> {
    let options = PublishOptions { retain: true, ..PublishOptions::default() };
    bus::publish_with(READING, &speed.encode(), &options)
}

fn describe(request: &Message) {
    // A message without a ticket waits for no answer.
    if request.ticket != 0
        && bus::reply(request.ticket, DESCRIPTION, Some("application/json")).is_err()
    {
        warn!("{} did not wait", request.sender);
    }
}
