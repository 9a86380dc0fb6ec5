//! Each press of the button toggles led0, and the log says so.
#![no_std]

use sdk::ocre::app::lifecycle::{Lifecycle, StartReason};
use sdk::ocre::gpio::line_handler::LineHandler;
use sdk::ocre::gpio::lines::{Edges, Input, InputOptions, Output, OutputOptions};
use sdk::{Failed, Local, info};

const PRESSED: u32 = 1;
const DEBOUNCE_US: u32 = 20_000;

struct Panel {
    /// Watched as long as it is open.
    _button: Input,
    led: Output,
    is_on: bool,
}

static PANEL: Local<Option<Panel>> = Local::new(None);

struct App;

sdk::export_lifecycle!(App);
sdk::export_line_handler!(App);

impl Lifecycle for App {
    fn on_start(_: StartReason) -> Result<(), Failed> {
        let led = Output::open("led0", OutputOptions::default())?;
        let options = InputOptions { debounce_us: DEBOUNCE_US, ..InputOptions::default() };
        let button = Input::open("button", options)?;
        button.watch(Edges::RISING, PRESSED)?;
        PANEL.set(Some(Panel { _button: button, led, is_on: false }));
        Ok(())
    }
}

impl LineHandler for App {
    fn on_line(_token: u32, _data: u32, _lost: u32, _time: u64) {
        PANEL.with(|panel| {
            let Some(panel) = panel else { return };
            panel.is_on = !panel.is_on;
            let _ = panel.led.write(panel.is_on);
            info!("led0 {}", if panel.is_on { "on" } else { "off" });
        });
    }
}
