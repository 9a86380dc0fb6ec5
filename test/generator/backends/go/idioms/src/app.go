// Tries what the Go SDK has beside the bindings, and logs what came of it; the test next door knows what that must be.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net"
	"os"
	"slices"
	"strings"
	"testing/fstest"
	"time"

	"ocre.local/sdk/dispatch"
	"ocre.local/sdk/exports/app/run"
	"ocre.local/sdk/jsontopic"
	"ocre.local/sdk/messaging/bus"
	messages "ocre.local/sdk/messaging/types"
	"ocre.local/sdk/ocrefs"
	"ocre.local/sdk/ocrelog"
	"ocre.local/sdk/ocrenet"
	"ocre.local/sdk/system/environment"
	"ocre.local/sdk/system/events"
	"ocre.local/sdk/system/log"
	"ocre.local/sdk/system/timers"
	"ocre.local/sdk/system/types"
	"ocre.local/sdk/timer"
	"ocre.local/sdk/topic"
)

var parts = map[string]func() error{
	"errors":  fileErrors,
	"files":   files,
	"log":     logLines,
	"net":     network,
	"panic":   func() error { return fmt.Errorf("no %v", []int{}[len(environment.GetArguments())]) },
	"print":   func() error { println("printed", 1); return nil },
	"packets": packets,
	"sleep":   sleep,
	"timers":  timing,
	"tls":     tls,
	"topics":  topics,
}

func init() {
	run.Export(run.Handlers{Run: func() error {
		err := parts[environment.GetArguments()[0]]()
		if err != nil {
			say("%v", err)
		}
		return err
	}})
}

func main() {}

func say(format string, values ...any) { log.Log(log.LevelInfo, "", fmt.Sprintf(format, values...)) }

func fileErrors() error {
	known := []error{fs.ErrPermission, fs.ErrNotExist, fs.ErrExist, fs.ErrInvalid, fs.ErrClosed}
	for code := types.ErrorCodeDenied; code <= types.ErrorCodeInternal; code++ {
		for _, target := range known {
			if errors.Is(fmt.Errorf("wrapped: %w", code), target) {
				say("%v is %v", code, target)
			}
		}
		var timeout interface{ Timeout() bool }
		if errors.As(error(code), &timeout) && timeout.Timeout() {
			say("%v is a timeout", code)
		}
	}
	_, err := ocrefs.Open("/secret/file")
	say("%v, %v", err, err == types.ErrorCodeDenied)
	_, err = fs.ReadFile(ocrefs.Resources, "missing")
	say("%v, %v", err, errors.Is(err, fs.ErrNotExist))
	return nil
}

func files() error {
	if err := fstest.TestFS(ocrefs.Resources, "a.txt", "folder/b.txt"); err != nil {
		return err
	}
	text, err := fs.ReadFile(ocrefs.Resources, "folder/b.txt")
	say("%q %v", text, err)

	f, err := ocrefs.Create("/data/long.txt")
	if err != nil {
		return err
	}
	long := strings.Repeat("0123456789", 5000)
	n, err := io.Copy(f, strings.NewReader(long))
	say("wrote %d %v", n, err)
	at, err := f.Seek(-5, io.SeekEnd)
	rest, _ := io.ReadAll(f)
	say("at %d %v: %s", at, err, rest)
	at, err = f.Seek(0, io.SeekStart)
	all, readErr := io.ReadAll(f)
	say("%d %v %v: %v", at, err, readErr, string(all) == long)
	say("%v %v", f.Close(), f.Close())
	return nil
}

func logLines() error {
	logger := ocrelog.New("pump").With("unit", 7)
	logger.Debug("below the threshold")
	logger.Info("started", "speed", 1.5, slog.Group("at", "x", 1, "y", 2))
	logger.WithGroup("valve").Warn("slow", "ms", 12*time.Millisecond)
	slog.SetDefault(logger)
	slog.Error("failed", "error", types.ErrorCodeTimeout)
	logger.Log(context.Background(), slog.LevelError+4, "over")
	return nil
}

func sleep() error {
	start := time.Now()
	done := make(chan string)
	go func() {
		time.Sleep(200 * time.Millisecond)
		done <- "slept"
	}()
	select {
	case text := <-done:
		say("%s %v", text, time.Since(start).Round(10*time.Millisecond))
	case <-time.After(5 * time.Second):
		say("timed out")
	}
	return nil
}

func timing() error {
	ticker, err := timer.NewTicker(100)
	if err != nil {
		return err
	}
	go func() {
		for n := range 3 {
			<-ticker.C
			say("tick %d", n)
		}
		ticker.Stop()
	}()
	ticks := 0
	timer.Every(250, func(t *timer.Timer) {
		ticks++
		say("every %d", ticks)
		if ticks == 2 {
			say("%v %v", t.Stop(), t.Stop())
		}
	})
	never, _ := timer.After(50, func() { say("never") })
	say("%v", never.Stop())
	timer.After(700, dispatch.Stop)
	dispatch.Else = func(e events.Event) { say("%v %d for nobody", e.Kind, e.Token) }
	dispatch.On(events.EventKindTimer, 3, func(e events.Event) { say("token %d", e.Token) })
	timers.Start(3, 20, 0)
	timers.Start(4, 30, 0)
	dispatch.Loop()
	return nil
}

type reading struct {
	N int `json:"n"`
}

func topics() error {
	number := topic.Of("demo/number", topic.Number)
	text := topic.Of("demo/text", topic.Text)
	raw := topic.Of("demo/text", topic.Bytes)
	object := jsontopic.Of[reading]("demo/json")

	number.Subscribe(func(n float64, m topic.Message) { say("number %v of %s as %s", n, m.Topic, *m.ContentType) })
	text.Subscribe(func(s string, _ topic.Message) { say("text %s", s) })
	object.Subscribe(func(r reading, m topic.Message) { say("json %+v as %s", r, *m.ContentType) })
	all, err := topic.Subscribe("demo/#", bus.SubscribeOptions{Queue: 4}, func(m topic.Message) messages.Disposition {
		say("any %s", m.Topic)
		return messages.DispositionAccept
	})
	if err != nil {
		return err
	}
	_, err = topic.Subscribe("other", bus.SubscribeOptions{}, nil)
	say("other: %v", err)

	number.Publish(-0.5)
	text.Publish("grüße")
	object.Publish(reading{3})
	for dispatch.Next(10) {
	}
	// What is no text, and no JSON, reaches nobody who asked for that.
	say("%v", all.Close())
	raw.Publish([]byte{0xff})
	topic.Of("demo/json", topic.Text).Publish("{")
	for dispatch.Next(10) {
	}
	return nil
}

func network() error {
	listener, err := ocrenet.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				say("no more: %v", errors.Is(err, net.ErrClosed))
				return
			}
			go func() {
				n, err := io.Copy(conn, conn)
				say("echoed %d %v", n, err)
				conn.Close()
			}()
		}
	}()
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	var conns []net.Conn
	for range 2 {
		conn, err := ocrenet.Dial(ctx, "tcp", listener.Addr().String())
		if err != nil {
			return err
		}
		conns = append(conns, conn)
	}
	sent := []byte(strings.Repeat("echo ", 20000))
	for _, conn := range slices.Backward(conns) {
		go conn.Write(sent)
		back := make([]byte, len(sent))
		n, err := io.ReadFull(conn, back)
		say("%d %v %v", n, err, slices.Equal(sent, back))
	}
	conns[0].SetReadDeadline(time.Now().Add(30 * time.Millisecond))
	_, err = conns[0].Read(make([]byte, 1))
	var timeout net.Error
	say("%v", errors.As(err, &timeout) && timeout.Timeout())
	conns[0].Close()
	_, err = conns[0].Read(make([]byte, 1))
	say("%v", errors.Is(err, net.ErrClosed))
	conns[1].(interface{ CloseWrite() error }).CloseWrite()
	_, err = conns[1].Read(make([]byte, 1))
	say("%v", err)
	listener.Close()
	time.Sleep(50 * time.Millisecond)
	_, err = ocrenet.Dial(ctx, "tcp", "127.0.0.1:1")
	say("%v", err)
	_, err = ocrenet.Dial(ctx, "udp", "127.0.0.1:1")
	say("%v", err)
	return nil
}

func tls() error {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	_, err := ocrenet.DialTLS(ctx, "tcp", "127.0.0.1:443", "default")
	var op *net.OpError
	say("%v: %v %v", err, errors.As(err, &op), errors.Is(err, types.ErrorCodeNotSupported))
	_, err = ocrenet.DialTLS(ctx, "tcp", "127.0.0.1:443", "other")
	say("%v: %v", err, errors.Is(err, fs.ErrPermission))
	_, err = ocrenet.DialTLS(ctx, "tcp", "127.0.0.1", "default")
	say("%v", err)
	return nil
}

func packets() error {
	server, err := ocrenet.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	client, err := ocrenet.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	go func() {
		buffer := make([]byte, 2000)
		for {
			n, from, err := server.ReadFrom(buffer)
			if err != nil {
				say("no more: %v", errors.Is(err, net.ErrClosed))
				return
			}
			server.WriteTo(buffer[:n], from)
		}
	}()
	for _, text := range []string{"one", strings.Repeat("two ", 300), ""} {
		n, err := client.WriteTo([]byte(text), server.LocalAddr())
		buffer := make([]byte, 2000)
		back, from, readErr := client.ReadFrom(buffer)
		same := string(buffer[:back]) == text && from.String() == server.LocalAddr().String()
		say("%d %v, %d %v %v", n, err, back, readErr, same)
	}
	// What does not fit is gone.
	client.WriteTo([]byte("longer"), server.LocalAddr())
	n, _, err := client.ReadFrom(make([]byte, 4))
	say("%d %v", n, err)
	client.SetReadDeadline(time.Now().Add(30 * time.Millisecond))
	_, _, err = client.ReadFrom(make([]byte, 1))
	say("%v %v", errors.Is(err, os.ErrDeadlineExceeded), err)
	_, err = client.WriteTo([]byte("x"), &net.UDPAddr{IP: net.IPv4(127, 0, 0, 2), Port: 9})
	say("%v", err)
	_, err = client.WriteTo([]byte("x"), &net.TCPAddr{})
	say("%v", err)
	server.Close()
	time.Sleep(50 * time.Millisecond)
	say("%v, %v", client.Close(), errors.Is(client.Close(), net.ErrClosed))
	_, err = ocrenet.ListenPacket("udp", "example.org:1")
	say("%v", err)
	_, err = ocrenet.ListenPacket("unixgram", "x")
	say("%v", err)
	return nil
}
