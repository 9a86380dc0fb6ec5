// Publishes one message.

use exports::ocre::app::run::Guest;
use ocre::messaging::bus;
use ocre::system::types::Status;

struct App;

export!(App);

impl Guest for App {
    fn run() -> Result<(), ()> {
        if bus::publish("sensors/temp", b"21.5", None) == Status::Ok { Ok(()) } else { Err(()) }
    }
}
