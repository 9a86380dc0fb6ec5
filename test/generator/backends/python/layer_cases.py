"""Log, timers, lines, topics, requests, the loop and what nothing catches; run by runtime.test.ts: python3 layer_cases.py FOLDER-OF-THE-RUNTIME"""

import asyncio
import importlib.util
import logging
import sys
import unittest
import unittest.mock
from collections.abc import Callable
from pathlib import Path

from runtime_host import (
    Disposition,
    Edges,
    ErrorCode,
    Event,
    EventKind,
    Level,
    Line,
    Message,
    Qos,
    aio,
    bus,
    callbacks,
    calls,
    events,
    lines,
    log,
    now,
    queue,
    replies,
    requests,
    sdk_log,
    subscriptions,
    timers,
    topics,
)


class Layer(unittest.TestCase):
    def setUp(self) -> None:
        log.clear()

    def test_logging_writes_lines(self) -> None:
        sdk_log.install(logging.DEBUG)
        logging.getLogger("pump").warning("dry for %d s", 3)
        logging.error("stop")
        self.assertEqual(log, [(Level.WARN, "pump", "dry for 3 s"), (Level.ERROR, "", "stop")])

    def test_logging_asks_for_no_time(self) -> None:
        sdk_log.install()
        with unittest.mock.patch("time.time_ns", side_effect=RuntimeError("no clock")):
            logging.info("on")
        self.assertEqual(log, [(Level.INFO, "", "on")])

    def test_timers_call_back(self) -> None:
        on_timer = callbacks.takers["on_timer"]
        ticks: list = []
        often = timers.every(100, lambda: ticks.append("often"))
        once = timers.after(50, lambda: ticks.append("once"))
        self.assertEqual(log, [("start", often, 100, 100), ("start", once, 50, 0)])
        for token in (once, often, once, often):
            self.assertTrue(on_timer(token, 0))
        self.assertIsNone(on_timer(9, 0))
        self.assertEqual(ticks, ["once", "often", "often"])
        timers.cancel(often)
        timers.cancel(often)
        on_timer(often, 0)
        self.assertEqual(log[2:], [("cancel", often)])
        self.assertEqual(len(ticks), 3)

    def test_lines_call_back(self) -> None:
        on_line = callbacks.takers["on_line"]
        changes: list = []
        line = Line()
        token = lines.watch(line, Edges.RISING, changes.append)
        self.assertTrue(on_line(token, 1, 2, 3))
        self.assertIsNone(on_line(7, 1, 2, 3))
        lines.unwatch(line, token)
        lines.unwatch(line, token)
        self.assertTrue(on_line(token, 0, 0, 4))
        self.assertEqual(changes, [(True, 2, 3)])
        self.assertEqual(log, [("watch", Edges.RISING, token), ("watch", Edges(0), token)])
        self.assertEqual(lines.open_output("led0", active_low=True), ("led0", ("push-pull", "as-is", True, False)))

    def test_topics_have_types(self) -> None:
        for codec, value in (
            (topics.TEXT, "grün"),
            (topics.BYTES, b"\0\xff"),
            (topics.NUMBER, -1.5),
            (topics.NUMBER, 2**60),
            (topics.JSON, {"celsius": [21.5, None]}),
        ):
            topic = topics.Topic("plant", codec)
            log.clear()
            topic.publish(value)
            name, payload, kind = log[0]
            self.assertEqual((name, kind), ("plant", codec.content_type))
            self.assertEqual(topic.value(Message(payload)), value)

    def test_what_is_no_value_is_a_value_error(self) -> None:
        for codec, payload in (
            (topics.TEXT, b"\xff"),
            (topics.NUMBER, b"one"),
            (topics.NUMBER, b"\xff"),
            (topics.JSON, b"{"),
            (topics.JSON, b"\xff"),
            (topics.JSON, b"[" * 100_000),
        ):
            with self.assertRaises(ValueError):
                topics.Topic("plant", codec).value(Message(payload))

    def test_a_reactor_hears_messages(self) -> None:
        on_message = callbacks.takers["on_message"]
        numbers: list = []
        subscription = topics.Topic("count", topics.NUMBER).subscribe(numbers.append)
        token = subscriptions[-1].token
        self.assertIs(on_message(token, Message(b"4")), Disposition.ACCEPT)
        self.assertIs(on_message(token, Message(b"?")), Disposition.REJECT)
        self.assertIsNone(on_message(5, Message(b"4")))
        with subscription:
            pass
        subscription.close()
        self.assertIs(on_message(token, Message(b"5")), Disposition.ACCEPT)
        self.assertEqual(numbers, [4])
        self.assertEqual(log, [("close", "count")])
        topics.subscribe("raw/#", lambda message: Disposition.RETRY)
        self.assertIs(on_message(subscriptions[-1].token, Message(b"")), Disposition.RETRY)

    def test_nothing_is_left_of_what_was_refused(self) -> None:
        before = [dict(topics._waiting._by_token), dict(timers._waiting._by_token)]
        self.assertRaises(PermissionError, topics.subscribe, "denied", print)
        self.assertRaises(PermissionError, requests.request, "denied", b"", print)
        self.assertEqual([topics._waiting._by_token, timers._waiting._by_token], before)

    def test_a_command_hears_messages(self) -> None:
        heard: list = []
        subscription = topics.subscribe("count", lambda message: heard.append(message.payload))
        host = subscriptions[-1]
        host.waiting += [Message(b"1"), Message(b"2", Qos.AT_LEAST_ONCE)]
        self.assertTrue(events.dispatch(Event(EventKind.MESSAGE, host.token, 2)))
        self.assertEqual(heard, [b"1", b"2"])
        self.assertEqual(log, [("settle", Disposition.ACCEPT)])
        closing = topics.subscribe("last", lambda message: closing.close())
        subscriptions[-1].waiting += [Message(b"1", Qos.AT_LEAST_ONCE), Message(b"2")]
        events.dispatch(Event(EventKind.MESSAGE, subscriptions[-1].token, 2))
        self.assertEqual(len(subscriptions[-1].waiting), 1)
        subscription.close()
        self.assertEqual(log[1:], [("close", "last"), ("close", "count")])

    def test_requests_are_answered_once(self) -> None:
        on_message, on_timer = callbacks.takers["on_message"], callbacks.takers["on_timer"]
        doubled = topics.Topic("double", topics.NUMBER)
        answers: list = []
        for reply in (b"42", b"?", None):
            log.clear()
            requests.ask(doubled, 21, answers.append, timeout_ms=50, max_reply=8)
            (_, limit, *_), asked = log
            self.assertEqual(asked[1:4] + asked[5:], ("double", b"21", "text/plain", 50, 8))
            token = asked[4]
            if reply is not None:
                on_message(token, Message(reply))
                self.assertEqual(log[2:], [("cancel", limit)])
            on_timer(limit, 0)
            on_message(token, Message(b"1"))
        self.assertEqual(answers, [42, None, None])

    def test_a_command_takes_its_reply(self) -> None:
        got: list = []
        requests.request("double", b"21", got.append)
        token = log[-1][4]
        events.dispatch(Event(EventKind.MESSAGE, token, 1))
        self.assertEqual(got, [])
        replies[token] = Message(b"42")
        events.dispatch(Event(EventKind.MESSAGE, token, 1))
        self.assertEqual(got, [Message(b"42")])

    def test_questions_are_answered(self) -> None:
        on_message = callbacks.takers["on_message"]
        requests.answer(topics.Topic("double", topics.NUMBER), lambda number: 2 * number)
        token = subscriptions[-1].token
        self.assertIs(on_message(token, Message(b"21", ticket=3)), Disposition.ACCEPT)
        self.assertIs(on_message(token, Message(b"?", ticket=4)), Disposition.REJECT)
        # Nobody waits for that.
        self.assertIs(on_message(token, Message(b"1")), Disposition.ACCEPT)
        self.assertEqual(log, [("reply", 3, b"42", "text/plain")])
        with unittest.mock.patch.object(bus, "reply", side_effect=calls.failure(ErrorCode.TIMEOUT)):
            self.assertFalse(requests.respond(Message(b"", ticket=5), b""))

    def test_the_loop_ends(self) -> None:
        seen: list = []
        timer = timers.after(5, lambda: seen.append("timer"))

        @events.on(EventKind.STOP)
        def stopping(event: Event) -> None:
            seen.append(event.data)

        @events.on(EventKind.TIMER, 7)
        def tick(event: Event) -> None:
            seen.append("own")
            events.end()

        self.assertFalse(events.dispatch(Event(EventKind.TIMER, 8)))
        queue[:] = [Event(EventKind.TIMER, timer), Event(EventKind.STOP, data=3), Event(EventKind.TIMER, timer)]
        events.run()
        self.assertEqual((seen, len(queue)), (["timer", 3], 1))
        queue[:] = [Event(EventKind.TIMER, 7), Event(EventKind.TIMER, timer)]
        events.run()
        self.assertEqual((seen[2:], len(queue)), (["own"], 1))
        queue.clear()


class Asynchronous(unittest.TestCase):
    def setUp(self) -> None:
        log.clear()
        queue.clear()

    def test_tasks_take_turns(self) -> None:
        seen: list = []

        async def tick(name: str, seconds: float) -> None:
            await asyncio.sleep(seconds)
            seen.append((name, now[0] - start))

        async def main() -> None:
            await asyncio.gather(tick("slow", 2), tick("quick", 0.5))

        start = now[0]
        aio.run(main())
        self.assertEqual([name for name, _ in seen], ["quick", "slow"])
        self.assertEqual([round(time / 1e9, 2) for _, time in seen], [0.5, 2])

    def test_a_callback_is_waited_for(self) -> None:
        def start(done: Callable[[str], None]) -> None:
            token = timers.after(5, lambda: (done("first"), done("second")))
            queue.append(Event(EventKind.TIMER, token))

        async def main() -> None:
            log.append(await aio.called_back(start))

        aio.run(main())
        self.assertEqual(log[1:], ["first"])

    def test_a_stop_cancels_what_waits(self) -> None:
        async def main() -> None:
            try:
                await asyncio.get_running_loop().create_future()
            finally:
                log.append("ended")

        aio.run(main())
        self.assertEqual(log, ["ended"])

    def test_an_exception_goes_to_the_caller(self) -> None:
        async def main() -> None:
            raise KeyError("x")

        self.assertRaises(KeyError, aio.run, main())


class Uncaught(unittest.TestCase):
    def setUp(self) -> None:
        log.clear()
        path = Path(sys.argv[1]) / "__init__.py"
        with unittest.mock.patch.object(sys, "excepthook"):
            spec = importlib.util.spec_from_file_location("sdk.uncaught", path)
            made = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(made)
            self.hook = sys.excepthook

    def raised(self, text: str, path: str) -> None:
        """Runs a function `f` of a module of that path."""
        space: dict = {"calls": calls, "ErrorCode": ErrorCode}
        exec(compile(text, path, "exec"), space)
        try:
            space["f"]()
        except Exception as error:
            # Without the frame of this test: the host calls the function.
            self.hook(type(error), error, error.__traceback__.tb_next)

    def test_it_is_a_line_with_its_place(self) -> None:
        for text, line in (
            ("def f():\n    raise ValueError('out of paint')", "ValueError: out of paint (app.py:2)"),
            ("def f():\n    assert 1 == 2", "AssertionError (app.py:2)"),
            ("def f():\n    g()\ndef g():\n    assert 0, 'low'", "AssertionError: low (app.py:4)"),
        ):
            self.raised(text, "/0/app.py")
            self.assertEqual(log.pop(), (Level.ERROR, "", line))

    def test_the_place_is_one_of_the_app(self) -> None:
        inner: dict = {"calls": calls}
        exec(compile("def write():\n    raise calls.failure('busy')", "/1/sdk/lines.py", "exec"), inner)
        calls.write = inner["write"]
        self.raised("\n\ndef f():\n    calls.write()", "/0/pump/app.py")
        self.assertEqual(log, [(Level.ERROR, "", "Failed: busy (pump/app.py:4)")])

    def test_what_happens_while_the_app_is_built_is_printed(self) -> None:
        with unittest.mock.patch.object(sys, "__excepthook__") as printed:
            try:
                exec(compile("raise ValueError('early')", "/0/app.py", "exec"), {})
            except ValueError as error:
                self.hook(ValueError, error, error.__traceback__.tb_next)
        printed.assert_called_once()
        self.assertEqual(log, [])


if __name__ == "__main__":
    unittest.main(argv=["runtime_cases.py"])
