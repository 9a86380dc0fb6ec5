// The demo world in wit-bindgen's Rust.

use alloc::string::String;
use alloc::vec::Vec;
use bench::demo::host::{log, publish, read_file, ErrorCode, Level, Pin};
use exports::bench::demo::guest::Guest;

struct App;

export!(App);

impl Guest for App {
    fn run() -> Result<(), String> {
        log(Level::Info, "hello ✓");
        if let Ok(pin) = Pin::open(0, 13) {
            let _ = pin.write(true);
        }
        if let Err(ErrorCode::NotPermitted) = Pin::open(9, 9) {
            log(Level::Warn, "pin 9:9 denied");
        }
        let config = read_file("config.txt").map_err(|_| String::from("no config"))?;
        publish("demo/hello", "text/plain", &config).map_err(|_| String::from("publish"))
    }

    fn on_message(topic: String, payload: Vec<u8>) {
        let _ = publish(&["echo/", &topic].concat(), "application/octet-stream", &payload);
    }

    fn on_timer(id: u32) {
        let mut text = String::from("timer ");
        text.push((b'0' + (id % 10) as u8) as char);
        log(Level::Debug, &text);
    }
}
