//! Connections as readers and writers, which wait as long as it takes; in a handler they answer `would-block` instead.
#![cfg(any(feature = "std", feature = "embedded-io"))]

use crate::io::{at_most, filled, piece};
use crate::ocre::sockets::tcp::Connection;
use crate::ocre::system::types::ErrorCode;

const FOREVER: u32 = u32::MAX;

/// Nothing for no room, at once: the host would wait for a byte.
fn receive(connection: &Connection, buffer: &mut [u8]) -> Result<usize, ErrorCode> {
    if buffer.is_empty() {
        return Ok(0);
    }
    filled(connection.receive(at_most(buffer), FOREVER), buffer)
}

/// The host takes no call that sends nothing.
fn send(connection: &Connection, bytes: &[u8]) -> Result<usize, ErrorCode> {
    if bytes.is_empty() {
        return Ok(0);
    }
    Ok(connection.send(piece(bytes), FOREVER)? as usize)
}

#[cfg(feature = "std")]
mod with_std {
    use super::{Connection, receive, send};
    use std::io::{Read, Result, Write};

    impl Read for Connection {
        fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
            Ok(receive(self, buffer)?)
        }
    }

    impl Write for Connection {
        fn write(&mut self, bytes: &[u8]) -> Result<usize> {
            Ok(send(self, bytes)?)
        }

        fn flush(&mut self) -> Result<()> {
            Ok(())
        }
    }
}

#[cfg(feature = "embedded-io")]
mod embedded {
    use super::{Connection, ErrorCode, receive, send};
    use embedded_io::{ErrorType, Read, Write};

    impl ErrorType for Connection {
        type Error = ErrorCode;
    }

    impl Read for Connection {
        fn read(&mut self, buffer: &mut [u8]) -> Result<usize, ErrorCode> {
            receive(self, buffer)
        }
    }

    impl Write for Connection {
        fn write(&mut self, bytes: &[u8]) -> Result<usize, ErrorCode> {
            send(self, bytes)
        }

        fn flush(&mut self) -> Result<(), ErrorCode> {
            Ok(())
        }
    }
}
