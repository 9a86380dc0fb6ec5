//! Publishes a counter five times, and logs each message of it that comes back.
#![no_std]

use sdk::ocre::app::lifecycle::{Lifecycle, StartReason};
use sdk::topics::{Subscription, Topic};
use sdk::{Failed, Local, info, timers};

const PERIOD_MS: u32 = 200;
const MESSAGES: u32 = 5;

static COUNT: Topic<u32> = Topic::new("count");
static SUBSCRIPTION: Local<Option<Subscription>> = Local::new(None);

struct App;

sdk::export_lifecycle!(App);
sdk::export_timers!();
sdk::export_topics!();

impl Lifecycle for App {
    fn on_start(_: StartReason) -> Result<(), Failed> {
        let mut received = 0;
        let subscription = COUNT.subscribe(move |count| {
            info!("received {count}");
            received += 1;
            // Without a timer and a subscription nothing can happen any more, and the host ends the app.
            if received == MESSAGES {
                SUBSCRIPTION.take().map(Subscription::end);
            }
        })?;
        SUBSCRIPTION.set(Some(subscription));

        let mut published = 0;
        timers::every(PERIOD_MS, move |timer| {
            published += 1;
            let _ = COUNT.publish(&published);
            if published == MESSAGES {
                timer.cancel();
            }
        })?;
        Ok(())
    }
}
