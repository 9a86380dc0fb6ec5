//! Files and connections as readers and writers: of `std::io` with the feature `std`, of `embedded-io` with the feature
//! of that name.

use crate::ocre::system::types::ErrorCode;
use alloc::vec::Vec;

/// What came, into the reader's own memory; the host gives no more than was asked for.
#[allow(dead_code, reason = "a world may have nothing that reads")]
pub(crate) fn filled(
    came: Result<Vec<u8>, ErrorCode>,
    buffer: &mut [u8],
) -> Result<usize, ErrorCode> {
    let bytes = came?;
    for (to, from) in buffer.iter_mut().zip(&bytes) {
        *to = *from;
    }
    Ok(bytes.len().min(buffer.len()))
}

/// Bytes that are read or written by one call: hosts bound what one may pass.
const MOST: u32 = 16 * 1024;

/// As much as one call gives.
#[allow(dead_code, reason = "a world may have nothing that reads")]
pub(crate) fn at_most(buffer: &[u8]) -> u32 {
    u32::try_from(buffer.len()).map_or(MOST, |len| len.min(MOST))
}

/// As much as one call takes.
#[allow(dead_code, reason = "a world may have nothing that writes")]
pub(crate) fn piece(bytes: &[u8]) -> &[u8] {
    bytes.get(..MOST as usize).unwrap_or(bytes)
}

#[cfg(feature = "std")]
impl From<ErrorCode> for std::io::Error {
    fn from(error: ErrorCode) -> Self {
        use std::io::ErrorKind;
        let kind = match error {
            ErrorCode::Denied => ErrorKind::PermissionDenied,
            ErrorCode::NotFound | ErrorCode::Unresolved => ErrorKind::NotFound,
            ErrorCode::Exists => ErrorKind::AlreadyExists,
            ErrorCode::Busy => ErrorKind::ResourceBusy,
            ErrorCode::InvalidArgument => ErrorKind::InvalidInput,
            ErrorCode::InvalidState => ErrorKind::NotConnected,
            ErrorCode::NotEmpty => ErrorKind::DirectoryNotEmpty,
            ErrorCode::NotSupported => ErrorKind::Unsupported,
            ErrorCode::Timeout => ErrorKind::TimedOut,
            ErrorCode::WouldBlock => ErrorKind::WouldBlock,
            ErrorCode::Cancelled => ErrorKind::Interrupted,
            ErrorCode::Exhausted => ErrorKind::OutOfMemory,
            ErrorCode::Quota => ErrorKind::StorageFull,
            ErrorCode::TooLarge => ErrorKind::FileTooLarge,
            ErrorCode::Closed => ErrorKind::BrokenPipe,
            ErrorCode::Refused => ErrorKind::ConnectionRefused,
            ErrorCode::Reset => ErrorKind::ConnectionReset,
            ErrorCode::Unreachable => ErrorKind::HostUnreachable,
            ErrorCode::AddressInUse => ErrorKind::AddrInUse,
            ErrorCode::Corrupt => ErrorKind::InvalidData,
            _ => ErrorKind::Other,
        };
        Self::new(kind, error)
    }
}

#[cfg(feature = "embedded-io")]
impl embedded_io::Error for ErrorCode {
    fn kind(&self) -> embedded_io::ErrorKind {
        use embedded_io::ErrorKind;
        match self {
            Self::Denied => ErrorKind::PermissionDenied,
            Self::NotFound | Self::Unresolved => ErrorKind::NotFound,
            Self::Exists => ErrorKind::AlreadyExists,
            Self::InvalidArgument => ErrorKind::InvalidInput,
            Self::InvalidState => ErrorKind::NotConnected,
            Self::NotSupported => ErrorKind::Unsupported,
            Self::Timeout => ErrorKind::TimedOut,
            Self::Cancelled => ErrorKind::Interrupted,
            Self::Exhausted => ErrorKind::OutOfMemory,
            Self::Closed => ErrorKind::BrokenPipe,
            Self::Refused => ErrorKind::ConnectionRefused,
            Self::Reset => ErrorKind::ConnectionReset,
            Self::AddressInUse => ErrorKind::AddrInUse,
            Self::Corrupt => ErrorKind::InvalidData,
            _ => ErrorKind::Other,
        }
    }
}
