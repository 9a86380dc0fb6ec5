// Blinks led0 once a second for as long as it runs.

use exports::ocre::app::run::Guest;
use ocre::gpio::lines::{Bias, Drive, Output, OutputOptions};
use ocre::system::monotonic_clock::wait_for;
use ocre::system::types::Status;

struct App;

export!(App);

impl Guest for App {
    fn run() -> Result<(), ()> {
        let options = OutputOptions {
            drive: Drive::PushPull,
            bias: Bias::AsIs,
            active_low: false,
            initially_active: false,
        };
        let led = Output::open("led0", options).map_err(|_| ())?;
        while led.toggle() == Status::Ok {
            wait_for(500_000_000);
        }
        Err(())
    }
}
