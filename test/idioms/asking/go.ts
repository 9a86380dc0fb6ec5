/** The questions in Go. */
import type { Asking } from "./asking.js";

const body = `
var doubled = topic.Of("test/double", topic.Number)
var quiet = topic.Of("test/quiet", topic.Text)

func ask() {
	if n, err := request.Ask(doubled, 21, topic.Number, 1000); err == nil {
		say("answer " + strconv.Itoa(int(n)))
	}
	if _, err := request.Ask(quiet, "anybody?", topic.Text, 50); errors.Is(err, types.ErrorCodeTimeout) {
		say("no answer")
	}
	finish()
}

func begin() error {
	if _, err := request.Answer(doubled, topic.Number, func(n float64) float64 { return 2 * n }); err != nil {
		return err
	}
	if _, err := quiet.Subscribe(func(s string, _ topic.Message) { say("heard " + s) }); err != nil {
		return err
	}
	go ask()
	return nil
}

func say(text string) { log.Log(log.LevelInfo, "", text) }

func main() {}
`;

const goHead = (imports: readonly string[]): string =>
  [
    "package main\n\nimport (",
    ...["errors", "strconv", "", ...imports, "messages", "request", "system/log", "system/types", "topic"]
      .filter((path) => path !== "messages")
      .map((path) => (path === "" ? "" : `\t"${/^(errors|strconv)$/.test(path) ? path : `ocre.local/sdk/${path}`}"`)),
    ")\n",
  ].join("\n");

export const go: Asking = {
  path: "src/app.go",
  command: `${goHead(["dispatch", "exports/app/run"])}
func init() {
	run.Export(run.Handlers{Run: func() error {
		if err := begin(); err != nil {
			return err
		}
		dispatch.Loop()
		return nil
	}})
}

func finish() { dispatch.Stop() }
${body}`,
  reactor: `${goHead(["exports/app/lifecycle"])}
func init() {
	lifecycle.Export(lifecycle.Handlers{OnStart: func(lifecycle.StartReason) error { return begin() }})
}

func finish() {}
${body}`,
};
