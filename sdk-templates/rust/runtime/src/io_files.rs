//! Open files as readers and writers.
#![cfg(any(feature = "std", feature = "embedded-io"))]

use crate::io::{at_most, filled, piece};
use crate::ocre::storage::files::{File, Whence};
use crate::ocre::system::types::ErrorCode;

fn seek(file: &File, whence: Whence, offset: i64) -> Result<u64, ErrorCode> {
    file.seek(offset, whence)
}

fn from_start(offset: u64) -> i64 {
    i64::try_from(offset).unwrap_or(i64::MAX)
}

#[cfg(feature = "std")]
mod with_std {
    use super::{ErrorCode, File, Whence, at_most, filled, from_start, piece, seek};
    use std::io::{Read, Result, Seek, SeekFrom, Write};

    impl Read for File {
        fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
            Ok(filled(File::read(self, at_most(buffer)), buffer)?)
        }
    }

    impl Write for File {
        fn write(&mut self, bytes: &[u8]) -> Result<usize> {
            let bytes = piece(bytes);
            File::write(self, bytes)?;
            Ok(bytes.len())
        }

        fn flush(&mut self) -> Result<()> {
            Ok(())
        }
    }

    impl Seek for File {
        fn seek(&mut self, to: SeekFrom) -> Result<u64> {
            let position: core::result::Result<u64, ErrorCode> = match to {
                SeekFrom::Start(offset) => seek(self, Whence::Start, from_start(offset)),
                SeekFrom::Current(offset) => seek(self, Whence::Current, offset),
                SeekFrom::End(offset) => seek(self, Whence::End, offset),
            };
            Ok(position?)
        }
    }
}

#[cfg(feature = "embedded-io")]
mod embedded {
    use super::{ErrorCode, File, Whence, at_most, filled, from_start, piece, seek};
    use embedded_io::{ErrorType, Read, Seek, SeekFrom, Write};

    impl ErrorType for File {
        type Error = ErrorCode;
    }

    impl Read for File {
        fn read(&mut self, buffer: &mut [u8]) -> Result<usize, ErrorCode> {
            filled(File::read(self, at_most(buffer)), buffer)
        }
    }

    impl Write for File {
        fn write(&mut self, bytes: &[u8]) -> Result<usize, ErrorCode> {
            let bytes = piece(bytes);
            File::write(self, bytes)?;
            Ok(bytes.len())
        }

        fn flush(&mut self) -> Result<(), ErrorCode> {
            Ok(())
        }
    }

    impl Seek for File {
        fn seek(&mut self, to: SeekFrom) -> Result<u64, ErrorCode> {
            match to {
                SeekFrom::Start(offset) => seek(self, Whence::Start, from_start(offset)),
                SeekFrom::Current(offset) => seek(self, Whence::Current, offset),
                SeekFrom::End(offset) => seek(self, Whence::End, offset),
            }
        }
    }
}
