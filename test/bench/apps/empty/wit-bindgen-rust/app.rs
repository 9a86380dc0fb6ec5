// A command that does nothing.

use exports::ocre::app::run::Guest;

struct App;

export!(App);

impl Guest for App {
    fn run() -> Result<(), ()> {
        Ok(())
    }
}
