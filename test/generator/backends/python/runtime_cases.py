"""Run by runtime.test.ts: python3 runtime_cases.py FOLDER-OF-THE-RUNTIME"""

import importlib.util
import logging
import sys
import types
import unittest
from dataclasses import dataclass
from enum import Enum
from pathlib import Path


@dataclass
class Some:
    value: object


@dataclass
class Ok:
    value: object


@dataclass(frozen=True)
class Err(Exception):
    value: object


class ErrorCode(Enum):
    DENIED = 0
    BUSY = 1
    TIMEOUT = 2


class Status(Enum):
    """@status error-code"""

    OK = 0
    DENIED = 1
    BUSY = 2


class Level(Enum):
    TRACE = 0
    DEBUG = 1
    INFO = 2
    WARN = 3
    ERROR = 4
    CRITICAL = 5


log: list = []


def module(name: str, **members: object) -> types.ModuleType:
    made = types.ModuleType(name)
    made.__dict__.update(members)
    sys.modules[name] = made
    return made


def runtime(name: str) -> types.ModuleType:
    path = Path(sys.argv[1]) / f"{name}.py"
    spec = importlib.util.spec_from_file_location(f"sdk.{name}", path)
    made = importlib.util.module_from_spec(spec)
    sys.modules[f"sdk.{name}"] = made
    setattr(sys.modules["sdk"], name, made)
    spec.loader.exec_module(made)
    return made


module("componentize_py_types", Some=Some, Ok=Ok, Err=Err)
module("sdk")
module("sdk.ocre")
host_log = module("sdk.ocre.system.log", Level=Level, log=lambda *args: log.append(args))
host_timers = module(
    "sdk.ocre.system.timers",
    start=lambda *args: log.append(("start", *args)),
    cancel=lambda t: log.append(("cancel", t)),
)
module("sdk.ocre.system", log=host_log, timers=host_timers)
bus = module("sdk.ocre.messaging.bus", publish=lambda *args: log.append(args))
module("sdk.ocre.messaging", bus=bus)
calls = runtime("calls")
sdk_log = runtime("log")
timers = runtime("timers")
topics = runtime("topics")


def fails(error: object):
    def function(*_: object) -> None:
        raise Err(error)

    return function


class Calls(unittest.TestCase):
    def setUp(self) -> None:
        log.clear()

    def test_answers_are_passed_on(self) -> None:
        self.assertEqual(calls.call(lambda a, b: a + b, 1, 2), 3)

    def test_an_error_is_raised_as_what_python_calls_it(self) -> None:
        with self.assertRaises(PermissionError) as caught:
            calls.call(fails(ErrorCode.DENIED))
        self.assertIsInstance(caught.exception, calls.Failed)
        self.assertIs(caught.exception.code, ErrorCode.DENIED)
        self.assertEqual(str(caught.exception), "denied")
        with self.assertRaises(TimeoutError):
            calls.call(fails(ErrorCode.TIMEOUT))

    def test_an_error_that_python_has_no_name_for(self) -> None:
        with self.assertRaises(calls.Failed) as caught:
            calls.call(fails(ErrorCode.BUSY))
        self.assertIs(caught.exception.code, ErrorCode.BUSY)

    def test_an_error_that_is_no_enum(self) -> None:
        with self.assertRaises(calls.Failed) as caught:
            calls.call(fails("empty"))
        self.assertEqual(caught.exception.code, "empty")

    def test_a_status_is_nothing_or_raised(self) -> None:
        self.assertIsNone(calls.call(lambda: Status.OK))
        with self.assertRaises(PermissionError):
            calls.call(lambda: Status.DENIED)
        self.assertIs(calls.call(lambda: Level.TRACE), Level.TRACE)

    def test_methods_of_the_bindings_raise(self) -> None:
        class Pin:
            @classmethod
            def open(cls, name: str):
                if name == "":
                    raise Err(ErrorCode.DENIED)
                return cls()

            def write(self, on: bool) -> Status:
                return Status.OK if on else Status.BUSY

        calls.adopt(Pin, "open", "write")
        self.assertIsInstance(Pin.open("led0"), Pin)
        self.assertIsNone(Pin.open("led0").write(True))
        self.assertRaises(PermissionError, Pin.open, "")
        self.assertRaises(calls.Failed, Pin.open("led0").write, False)


class Handlers(unittest.TestCase):
    def test_what_is_registered_is_called(self) -> None:
        handler = calls.Handlers("on_timer", "on_stop")

        @handler
        def on_timer(token: int) -> int:
            return token + 1

        self.assertEqual(handler.answer("on_timer", None, 4), 5)
        self.assertIsNone(handler.answer("on_stop", None, 4))
        self.assertEqual(handler.answer("on_stop", lambda: 7, 4), 7)

    def test_a_name_that_the_world_has_not(self) -> None:
        with self.assertRaisesRegex(NameError, "'on_tick'; it has on_timer"):

            @calls.Handlers("on_timer")
            def on_tick() -> None: ...

    def test_an_error_of_the_host_is_one_of_the_app(self) -> None:
        handler = calls.Handlers("run")

        @handler
        def run() -> None:
            calls.call(fails(ErrorCode.BUSY))

        with self.assertRaises(Err) as caught:
            handler.answer("run", None)
        self.assertIs(caught.exception.value, ErrorCode.BUSY)


class Echoes(unittest.TestCase):
    def test_objects_are_exchanged_wherever_they_are(self) -> None:
        class Inner: ...

        class Outer(calls.Standing):
            inner_class = Inner

        @dataclass
        class Box:
            item: object
            count: int

        value = Box([Inner(), (Inner(), 1)], 2)
        there = calls.outer(value)
        self.assertIsInstance(there.item[0], Outer)
        self.assertIsInstance(there.item[1][0], Outer)
        back = calls.inner(there)
        self.assertIs(back.item[0], value.item[0])
        self.assertEqual(back.count, 2)


class Layer(unittest.TestCase):
    def setUp(self) -> None:
        log.clear()

    def test_logging_writes_lines(self) -> None:
        sdk_log.install(logging.DEBUG)
        logging.getLogger("pump").warning("dry for %d s", 3)
        logging.error("stop")
        self.assertEqual(log, [(Level.WARN, "pump", "dry for 3 s"), (Level.ERROR, "", "stop")])

    def test_timers_call_back(self) -> None:
        ticks: list = []
        often = timers.every(100, lambda: ticks.append("often"))
        once = timers.after(50, lambda: ticks.append("once"))
        self.assertEqual(log, [("start", often, 100, 100), ("start", once, 50, 0)])
        for token in (once, often, once, often, 9):
            timers.on_timer(token, 0)
        self.assertEqual(ticks, ["once", "often", "often"])
        timers.cancel(often)
        timers.cancel(often)
        timers.on_timer(often, 0)
        self.assertEqual(log[2:], [("cancel", often)])
        self.assertEqual(len(ticks), 3)

    def test_topics_have_types(self) -> None:
        message = types.SimpleNamespace
        for codec, value in (
            (topics.TEXT, "grün"),
            (topics.BYTES, b"\0\xff"),
            (topics.NUMBER, -1.5),
            (topics.JSON, {"celsius": [21.5, None]}),
        ):
            topic = topics.Topic("plant", codec)
            log.clear()
            topic.publish(value)
            name, payload, kind = log[0]
            self.assertEqual((name, kind), ("plant", codec.content_type))
            self.assertEqual(topic.value(message(payload=payload)), value)


if __name__ == "__main__":
    unittest.main(argv=["runtime_cases.py"])
