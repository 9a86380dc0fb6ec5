package topic

import (
	"ocre.local/sdk/exports/messaging/messagehandler"
	"ocre.local/sdk/messaging/types"
	system "ocre.local/sdk/system/types"
	"ocre.local/sdk/wit"
)

// An app with an OnMessage of its own calls Deliver from there.
func init() {
	messagehandler.Export(messagehandler.Handlers{OnMessage: Deliver})
}

// Deliver calls the function of a subscription, or lets go on who waits for a reply; a message of nobody's is rejected.
func Deliver(token system.Token, m types.Message) types.Disposition {
	if got := expected[token]; got != nil {
		delete(expected, token)
		got(m)
		wit.Post(wit.Event{Kind: wit.MessageEvent, Token: token})
		return types.DispositionAccept
	}
	if s := open[token]; s != nil {
		return s.call(m)
	}
	return types.DispositionReject
}
