// Package ocrelog lets log/slog write to the log of the host.
//
//	slog.SetDefault(ocrelog.New("pump"))
//	slog.Info("started", "speed", 3)
package ocrelog

import (
	"context"
	"log/slog"
	"slices"
	"strings"

	"ocre.local/sdk/system/log"
)

// New is a logger whose lines have a target.
func New(target string) *slog.Logger { return slog.New(NewHandler(target)) }

// Handler writes records as lines: the message, then `key=value` for each attribute.
type Handler struct {
	target string
	// Of the groups that are open, with a dot at the end.
	prefix string
	attrs  []string
}

// NewHandler is a handler for slog.New.
func NewHandler(target string) *Handler { return &Handler{target: target} }

// Enabled says whether the host keeps lines of a level.
func (h *Handler) Enabled(_ context.Context, level slog.Level) bool {
	return levelOf(level) >= log.Threshold()
}

// Handle writes a record.
func (h *Handler) Handle(_ context.Context, r slog.Record) error {
	words := append([]string{r.Message}, h.attrs...)
	r.Attrs(func(a slog.Attr) bool {
		words = appendAttr(words, h.prefix, a)
		return true
	})
	log.Log(levelOf(r.Level), h.target, strings.Join(words, " "))
	return nil
}

// WithAttrs is a handler that writes these attributes with each record.
func (h *Handler) WithAttrs(attrs []slog.Attr) slog.Handler {
	words := slices.Clone(h.attrs)
	for _, a := range attrs {
		words = appendAttr(words, h.prefix, a)
	}
	return &Handler{h.target, h.prefix, words}
}

// WithGroup is a handler that puts a name before the keys that follow.
func (h *Handler) WithGroup(name string) slog.Handler {
	if name == "" {
		return h
	}
	return &Handler{h.target, h.prefix + name + ".", h.attrs}
}

func appendAttr(words []string, prefix string, a slog.Attr) []string {
	value := a.Value.Resolve()
	if value.Kind() == slog.KindGroup {
		if a.Key != "" {
			prefix += a.Key + "."
		}
		for _, inner := range value.Group() {
			words = appendAttr(words, prefix, inner)
		}
		return words
	}
	if a.Equal(slog.Attr{}) {
		return words
	}
	return append(words, prefix+a.Key+"="+value.String())
}

func levelOf(level slog.Level) log.Level {
	switch {
	case level < slog.LevelDebug:
		return log.LevelTrace
	case level < slog.LevelInfo:
		return log.LevelDebug
	case level < slog.LevelWarn:
		return log.LevelInfo
	case level < slog.LevelError:
		return log.LevelWarn
	case level < slog.LevelError+4:
		return log.LevelError
	default:
		return log.LevelCritical
	}
}
