package ocrenet

import (
	"ocre.local/sdk/exports/sockets/sockethandler"
	sockets "ocre.local/sdk/sockets/types"
	"ocre.local/sdk/system/types"
	"ocre.local/sdk/wit"
)

// An app with an OnSocket of its own calls Ready from there.
func init() {
	sockethandler.Export(sockethandler.Handlers{OnSocket: func(token types.Token, ready sockets.Readiness) { Ready(token, ready) }})
}

// Ready lets the goroutine go on that waits for a socket; false when the token is none of this package's.
func Ready(token types.Token, ready sockets.Readiness) bool {
	return wit.Post(wit.Event{Kind: wit.SocketEvent, Token: token, Data: uint32(ready)})
}
