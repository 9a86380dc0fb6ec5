//! Lines as pins of `embedded-hal` 1.0, so that drivers written for it work in a container.
#![cfg(feature = "embedded-hal")]

use crate::ocre::gpio::lines::{Input, Level, Output};
use crate::ocre::system::types::ErrorCode;
use embedded_hal::digital::{Error, ErrorKind, ErrorType, InputPin, OutputPin, StatefulOutputPin};

impl Error for ErrorCode {
    fn kind(&self) -> ErrorKind {
        ErrorKind::Other
    }
}

fn is_active(level: Level) -> Result<bool, ErrorCode> {
    match level {
        Level::Active => Ok(true),
        Level::Inactive => Ok(false),
        Level::Fault => Err(ErrorCode::Io),
    }
}

impl ErrorType for Input {
    type Error = ErrorCode;
}

/// High is active: what `active-low` says is applied already.
impl InputPin for Input {
    fn is_high(&mut self) -> Result<bool, ErrorCode> {
        is_active(self.read())
    }

    fn is_low(&mut self) -> Result<bool, ErrorCode> {
        is_active(self.read()).map(|active| !active)
    }
}

impl ErrorType for Output {
    type Error = ErrorCode;
}

/// High is active: what `active-low` says is applied already.
impl OutputPin for Output {
    fn set_high(&mut self) -> Result<(), ErrorCode> {
        self.write(true)
    }

    fn set_low(&mut self) -> Result<(), ErrorCode> {
        self.write(false)
    }
}

impl StatefulOutputPin for Output {
    fn is_set_high(&mut self) -> Result<bool, ErrorCode> {
        is_active(self.read())
    }

    fn is_set_low(&mut self) -> Result<bool, ErrorCode> {
        is_active(self.read()).map(|active| !active)
    }

    fn toggle(&mut self) -> Result<(), ErrorCode> {
        Output::toggle(self)
    }
}
