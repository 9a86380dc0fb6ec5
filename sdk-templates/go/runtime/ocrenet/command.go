package ocrenet

// A command waits for its sockets where it waits for all events.
import _ "ocre.local/sdk/dispatch"
