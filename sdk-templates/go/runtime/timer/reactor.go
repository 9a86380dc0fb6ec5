package timer

import (
	"ocre.local/sdk/exports/system/timerhandler"
	"ocre.local/sdk/system/types"
	"ocre.local/sdk/wit"
)

// An app with an OnTimer of its own calls Fire from there.
func init() {
	timerhandler.Export(timerhandler.Handlers{OnTimer: func(token types.Token, lost uint32) { Fire(token, lost) }})
}

// Fire calls the function of a timer; false when the token is none of this package's.
func Fire(token types.Token, lost uint32) bool {
	return wit.Post(wit.Event{Kind: wit.TimerEvent, Token: token, Lost: lost})
}
