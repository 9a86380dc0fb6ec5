//! Connections as readers and writers, which wait as long as it takes; in a handler they answer `would-block` instead.
#![cfg(any(feature = "std", feature = "embedded-io"))]

use crate::io::{at_most, filled};
use crate::ocre::sockets::tcp::Connection;

const FOREVER: u32 = u32::MAX;

#[cfg(feature = "std")]
mod with_std {
    use super::{Connection, FOREVER, at_most, filled};
    use std::io::{Read, Result, Write};

    impl Read for Connection {
        fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
            Ok(filled(self.receive(at_most(buffer), FOREVER), buffer)?)
        }
    }

    impl Write for Connection {
        fn write(&mut self, bytes: &[u8]) -> Result<usize> {
            Ok(self.send(bytes, FOREVER)? as usize)
        }

        fn flush(&mut self) -> Result<()> {
            Ok(())
        }
    }
}

#[cfg(feature = "embedded-io")]
mod embedded {
    use super::{Connection, FOREVER, at_most, filled};
    use crate::ocre::system::types::ErrorCode;
    use embedded_io::{ErrorType, Read, Write};

    impl ErrorType for Connection {
        type Error = ErrorCode;
    }

    impl Read for Connection {
        fn read(&mut self, buffer: &mut [u8]) -> Result<usize, ErrorCode> {
            filled(self.receive(at_most(buffer), FOREVER), buffer)
        }
    }

    impl Write for Connection {
        fn write(&mut self, bytes: &[u8]) -> Result<usize, ErrorCode> {
            Ok(self.send(bytes, FOREVER)? as usize)
        }

        fn flush(&mut self) -> Result<(), ErrorCode> {
            Ok(())
        }
    }
}
