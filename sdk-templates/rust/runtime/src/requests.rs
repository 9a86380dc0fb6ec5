//! Questions over topics, and closures for their answers. A reactor writes `sdk::export_topics!();` and
//! `sdk::export_timers!();`, a command calls `sdk::events::run`.
//!
//! ```ignore
//! static VALVE: Topic<u32> = Topic::new("plant/valve");
//!
//! VALVE.answer(|number| number * 2)?;
//! VALVE.request(&21, 1000, |answer: Option<u32>| info!("{answer:?}"))?;
//! ```

use crate::Local;
use crate::callbacks::Callbacks;
use crate::ocre::messaging::bus;
use crate::ocre::messaging::types::Message;
use crate::ocre::system::types::ErrorCode;
use crate::timers::{self, Timer};
use crate::topics::{Payload, Topic, expect_reply};
use alloc::boxed::Box;

/// Longest payload of a reply.
const MAX_REPLY: u32 = 1024;

struct Waiting {
    limit: Timer,
    call: Box<dyn FnOnce(Option<&Message>)>,
}

static WAITING: Local<Callbacks<Waiting>> = Local::new(Callbacks::new());

/// Publishes a question and calls `f` once: with the reply, of up to 1024 bytes, or with `None` when there was none in time.
///
/// # Errors
///
/// Those of `bus::send_request` and `timers::start`.
pub fn request(
    topic: &str,
    payload: &[u8],
    timeout_ms: u32,
    f: impl FnOnce(Option<&Message>) + 'static,
) -> Result<(), ErrorCode> {
    let token = expect_reply(replied);
    let limit = timers::after(timeout_ms, move || {
        finish(token, None);
    })?;
    if let Err(error) = bus::send_request(topic, payload, None, token, timeout_ms, MAX_REPLY) {
        limit.cancel();
        return Err(error);
    }
    let call = Box::new(f);
    WAITING.with(|waiting| waiting.add(token, Box::new(Waiting { limit, call })));
    Ok(())
}

impl<T: Payload + 'static> Topic<T> {
    /// Asks with a value, and calls `f` once with the answer; `None` is none in time, or one that is no `A`.
    ///
    /// # Errors
    ///
    /// Those of `request`.
    pub fn request<A: Payload>(
        &self,
        question: &T,
        timeout_ms: u32,
        f: impl FnOnce(Option<A>) + 'static,
    ) -> Result<(), ErrorCode> {
        request(self.name(), &question.encode(), timeout_ms, |reply| {
            f(reply.and_then(|message| A::decode(&message.payload)));
        })
    }
}

fn replied(token: u32, message: Option<&Message>) -> bool {
    if let Some(message) = message {
        return finish(token, Some(message));
    }
    // A reply that is refused is one that did not come in time.
    bus::take_reply(token).is_ok_and(|message| finish(token, Some(&message)))
}

fn finish(token: u32, reply: Option<&Message>) -> bool {
    let Some(waiting) = WAITING.with(|waiting| waiting.take(token)) else { return false };
    let Waiting { limit, call } = *waiting.call;
    limit.cancel();
    call(reply);
    true
}
