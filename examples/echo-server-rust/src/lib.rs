//! Sends back what each client sends, until one says "bye".

use sdk::ocre::app::run::Run;
use sdk::ocre::sockets::tcp::{Connection, Listener};
use sdk::ocre::sockets::types::IpAddress;
use sdk::ocre::system::types::ErrorCode;
use sdk::{Failed, info, warn};
use std::io::{BufRead, BufReader, Result, Write};

const LOOPBACK: IpAddress = IpAddress::Ipv4((127, 0, 0, 1));
const FOREVER: u32 = u32::MAX;

struct App;

sdk::export_run!(App);

impl Run for App {
    fn run() -> core::result::Result<(), Failed> {
        let listener = Listener::open(Some(LOOPBACK), 0, 4)?;
        info!("listens on port {}", listener.local_address()?.port);
        for client in 1.. {
            let connection = match listener.accept(FOREVER) {
                // The container is being stopped.
                Err(ErrorCode::Cancelled) => break,
                accepted => accepted?,
            };
            info!("client {client} is here");
            match echo(connection) {
                Ok(true) => break,
                Ok(false) => info!("client {client} is gone"),
                Err(error) => warn!("client {client}: {error}"),
            }
        }
        info!("bye");
        Ok(())
    }
}

/// Line by line; whether the client wants the server to end.
fn echo(connection: Connection) -> Result<bool> {
    let mut connection = BufReader::new(connection);
    let mut line = Vec::new();
    while connection.read_until(b'\n', &mut line)? > 0 {
        connection.get_mut().write_all(&line)?;
        if line.trim_ascii() == b"bye" {
            return Ok(true);
        }
        line.clear();
    }
    Ok(false)
}
