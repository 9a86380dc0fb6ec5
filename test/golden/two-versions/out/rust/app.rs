// Yours to edit: ocrekit writes this file once.
#![no_std]

use sdk as _;
