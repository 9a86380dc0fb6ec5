//! The handler of an app whose topics call functions.

use crate::ocre::messaging::message_handler::MessageHandler;
use crate::ocre::messaging::types::{Disposition, Message};

#[doc(hidden)]
pub struct Topics;

impl MessageHandler for Topics {
    fn on_message(token: u32, message: Message) -> Disposition {
        crate::topics::received(token, &message);
        Disposition::Accept
    }
}

/// Exports the handler that calls the functions of `sdk::topics`.
#[macro_export]
macro_rules! export_topics {
    () => {
        $crate::export_message_handler!($crate::on_message::Topics);
    };
}
