// Serves the resources of the app and the state of the device as a web page.
package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"path"
	"strings"
	"time"

	"ocre.local/sdk/dispatch"
	"ocre.local/sdk/exports/app/run"
	"ocre.local/sdk/ocrefs"
	"ocre.local/sdk/ocrenet"
	"ocre.local/sdk/system/events"
	"ocre.local/sdk/system/info"
	"ocre.local/sdk/system/log"
	"ocre.local/sdk/system/monotonicclock"
)

func init() {
	run.Export(run.Handlers{Run: serve})
}

func main() {}

func serve() error {
	listener, err := ocrenet.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	dispatch.On(events.EventKindStop, 0, func(events.Event) { listener.Close() })
	say("listens on %v", listener.Addr())
	for {
		conn, err := listener.Accept()
		if errors.Is(err, net.ErrClosed) {
			return nil
		}
		if err != nil {
			return err
		}
		go answer(conn)
	}
}

// answer reads one request and closes the connection: a page of two files needs no more.
func answer(conn net.Conn) {
	defer conn.Close()
	conn.SetDeadline(time.Now().Add(5 * time.Second))
	request := bufio.NewReader(io.LimitReader(conn, 8<<10))
	line, err := request.ReadString('\n')
	if err != nil {
		return
	}
	for header := line; strings.TrimSpace(header) != ""; {
		if header, err = request.ReadString('\n'); err != nil {
			return
		}
	}
	words := strings.Fields(line)
	status, kind, body := "400 Bad Request", "text/plain", []byte("what?\n")
	switch {
	case len(words) < 3:
	case words[0] != "GET":
		status, body = "405 Method Not Allowed", []byte("only GET\n")
	default:
		status, kind, body = page(words[1])
	}
	say("%s %s", strings.TrimSpace(line), status)
	fmt.Fprintf(conn, "HTTP/1.1 %s\r\nContent-Type: %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n", status, kind, len(body))
	conn.Write(body)
}

var kinds = map[string]string{".html": "text/html; charset=utf-8", ".css": "text/css", ".json": "application/json"}

func page(target string) (status, kind string, body []byte) {
	switch target {
	case "/":
		target = "/index.html"
	case "/state.json":
		now := time.Duration(monotonicclock.Now())
		text := fmt.Sprintf(`{"container":%q,"seconds":%d}`, info.GetRuntime().Container, int(now.Seconds()))
		return "200 OK", kinds[".json"], []byte(text + "\n")
	}
	body, err := fs.ReadFile(ocrefs.Resources, strings.TrimPrefix(target, "/"))
	switch {
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, fs.ErrInvalid):
		return "404 Not Found", "text/plain", []byte("no such page\n")
	case err != nil:
		return "500 Internal Server Error", "text/plain", []byte(err.Error() + "\n")
	}
	return "200 OK", kinds[path.Ext(target)], body
}

func say(format string, values ...any) {
	log.Log(log.LevelInfo, "dashboard", fmt.Sprintf(format, values...))
}
