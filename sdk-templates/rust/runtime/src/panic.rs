//! What becomes of a panic.

#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    crate::abi::trap()
}
