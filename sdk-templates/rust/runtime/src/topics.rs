//! Topics that carry values of one type. A reactor writes `sdk::export_topics!();`, a command calls `sdk::events::run`.
//!
//! ```ignore
//! static COUNT: Topic<u32> = Topic::new("count");
//!
//! let subscription = COUNT.subscribe(|count| info!("received {count}"))?;
//! COUNT.publish(&5)?;
//! ```

use crate::Local;
use crate::callbacks::Callbacks;
use crate::decimal::{Decimal, parse};
use crate::ocre::messaging::bus::{self, SubscribeOptions};
use crate::ocre::messaging::types::Message;
use crate::ocre::system::types::ErrorCode;
use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;
use core::marker::PhantomData;

/// What a message may carry. Numbers are decimal text, as every other SDK writes and reads them; an app implements this for
/// types of its own, with a format of its choice.
pub trait Payload: Sized {
    /// The bytes of a message.
    fn encode(&self) -> Vec<u8>;

    /// The value of a message; `None` when it holds something else.
    fn decode(bytes: &[u8]) -> Option<Self>;
}

impl Payload for Vec<u8> {
    fn encode(&self) -> Vec<u8> {
        self.clone()
    }

    fn decode(bytes: &[u8]) -> Option<Self> {
        Some(bytes.to_vec())
    }
}

impl Payload for String {
    fn encode(&self) -> Vec<u8> {
        self.as_bytes().to_vec()
    }

    fn decode(bytes: &[u8]) -> Option<Self> {
        core::str::from_utf8(bytes).ok().map(Into::into)
    }
}

macro_rules! integers {
    ($($integer:ty: $value:ident $size:expr, $negative:expr;)*) => {$(
        impl Payload for $integer {
            fn encode(&self) -> Vec<u8> {
                let $value = *self;
                Decimal::new($size, $negative).bytes().to_vec()
            }

            fn decode(bytes: &[u8]) -> Option<Self> {
                let (size, negative) = parse(bytes)?;
                let size = i128::from(size);
                Self::try_from(if negative { -size } else { size }).ok()
            }
        }
    )*};
}

integers! {
    u8: x x.into(), false;
    u16: x x.into(), false;
    u32: x x.into(), false;
    u64: x x, false;
    i8: x x.unsigned_abs().into(), x < 0;
    i16: x x.unsigned_abs().into(), x < 0;
    i32: x x.unsigned_abs().into(), x < 0;
    i64: x x.unsigned_abs(), x < 0;
}

macro_rules! others {
    ($($other:ty,)*) => {$(
        impl Payload for $other {
            fn encode(&self) -> Vec<u8> {
                alloc::string::ToString::to_string(self).into_bytes()
            }

            fn decode(bytes: &[u8]) -> Option<Self> {
                core::str::from_utf8(bytes).ok()?.trim_ascii().parse().ok()
            }
        }
    )*};
}

others! {
    f32,
    f64,
    bool,
}

/// A topic, or a filter of topics, whose messages are `T`s.
pub struct Topic<T> {
    name: &'static str,
    carries: PhantomData<fn() -> T>,
}

impl<T: Payload + 'static> Topic<T> {
    /// The topic of this name.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self { name, carries: PhantomData }
    }

    /// Publishes a value, at most once.
    ///
    /// # Errors
    ///
    /// Those of `bus::publish`.
    pub fn publish(&self, value: &T) -> Result<(), ErrorCode> {
        bus::publish(self.name, &value.encode(), None)
    }

    /// The topic's name.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Answers each question with what `f` returns; see `requests`.
    ///
    /// # Errors
    ///
    /// Those of `Subscription::open`.
    pub fn answer<A: Payload>(
        &self,
        mut f: impl FnMut(T) -> A + 'static,
    ) -> Result<Subscription, ErrorCode> {
        subscribe(self.name, move |message| {
            if let Some(value) = T::decode(&message.payload) {
                // Who asked may have given up.
                let _ = reply(message, &f(value).encode());
            }
        })
    }

    /// Calls `f` with each value; messages that hold something else are passed over.
    ///
    /// # Errors
    ///
    /// Those of `Subscription::open`.
    pub fn subscribe(&self, mut f: impl FnMut(T) + 'static) -> Result<Subscription, ErrorCode> {
        subscribe(self.name, move |message| {
            if let Some(value) = T::decode(&message.payload) {
                f(value);
            }
        })
    }
}

/// Answers a message whose sender waits for it.
///
/// # Errors
///
/// `not-found`: nobody waits; others are those of `bus::reply`.
pub fn reply(message: &Message, payload: &[u8]) -> Result<(), ErrorCode> {
    if message.ticket == 0 {
        return Err(ErrorCode::NotFound);
    }
    bus::reply(message.ticket, payload, None)
}

/// What replies go to, once something was asked; without a message, it is to be taken.
pub(crate) type Replies = fn(token: u32, message: Option<&Message>) -> bool;
static REPLIES: Local<Option<Replies>> = Local::new(None);

/// A token for a question, which no subscription has.
#[allow(dead_code, reason = "a world may have no timers, and so no requests")]
pub(crate) fn expect_reply(replies: Replies) -> u32 {
    REPLIES.set(Some(replies));
    LISTENERS.with(|listeners| listeners.all.fresh_token())
}

struct Listener {
    handle: bus::Subscription,
    call: Box<dyn FnMut(&Message)>,
}

static LISTENERS: Local<Listeners> = Local::new(Listeners { all: Callbacks::new(), running: None });

struct Listeners {
    all: Callbacks<Listener>,
    /// The subscription whose function is running, until that ends it.
    running: Option<u32>,
}

/// A subscription that calls a function.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub struct Subscription {
    token: u32,
}

/// Calls `f` with each message of the topics that `filter` covers: up to 8 wait, of up to 1024 bytes.
///
/// # Errors
///
/// Those of `Subscription::open`.
pub fn subscribe(
    filter: &str,
    f: impl FnMut(&Message) + 'static,
) -> Result<Subscription, ErrorCode> {
    subscribe_with(
        filter,
        &SubscribeOptions { queue: 8, max_payload: 1024, ..SubscribeOptions::default() },
        f,
    )
}

/// The same with other options.
///
/// # Errors
///
/// Those of `Subscription::open`.
pub fn subscribe_with(
    filter: &str,
    options: &SubscribeOptions,
    f: impl FnMut(&Message) + 'static,
) -> Result<Subscription, ErrorCode> {
    let token = LISTENERS.with(|listeners| listeners.all.fresh_token());
    let handle = bus::Subscription::open(filter, options, token)?;
    let listener = Box::new(Listener { handle, call: Box::new(f) });
    LISTENERS.with(|listeners| listeners.all.add(token, listener));
    Ok(Subscription { token })
}

impl Subscription {
    /// Its function is not called any more, and is dropped.
    pub fn end(self) {
        let listener = LISTENERS.with(|listeners| {
            if listeners.running == Some(self.token) {
                listeners.running = None;
            }
            listeners.all.take(self.token)
        });
        drop(listener);
    }
}

/// For an app with an `on_message` of its own: whether the message was for one of these, and its function was called.
pub fn received(token: u32, message: &Message) -> bool {
    with_listener(token, |listener| (listener.call)(message))
        || REPLIES.get().is_some_and(|replies| replies(token, Some(message)))
}

/// For a command: takes the messages that wait for a subscription, and calls its function.
pub fn ready(token: u32) -> bool {
    with_listener(token, |listener| {
        // A function that ends its subscription sees no further message.
        while LISTENERS.with(|listeners| listeners.running == Some(token)) {
            let Ok(message) = listener.handle.receive(0) else { break };
            (listener.call)(&message);
        }
    }) || REPLIES.get().is_some_and(|replies| replies(token, None))
}

fn with_listener(token: u32, f: impl FnOnce(&mut Listener)) -> bool {
    let Some(mut listener) = LISTENERS.with(|listeners| listeners.all.take(token)) else {
        return false;
    };
    let outer = LISTENERS.with(|listeners| listeners.running.replace(token));
    f(&mut listener.call);
    LISTENERS.with(|listeners| {
        let stays = listeners.running == Some(token);
        listeners.running = outer;
        if stays {
            listeners.all.put(listener);
        }
    });
    true
}
