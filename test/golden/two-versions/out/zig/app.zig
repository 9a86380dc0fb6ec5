// Yours to edit: ocrekit writes this file once.
const sdk = @import("sdk");

pub const panic = sdk.wit.panic;

comptime {
    _ = sdk;
}
