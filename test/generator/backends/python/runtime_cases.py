"""Calls, handlers, echoes and conversions; run by runtime.test.ts: python3 runtime_cases.py FOLDER-OF-THE-RUNTIME"""

import pydoc
import struct
import sys
import types
import unittest
import unittest.mock
from collections.abc import Callable
from dataclasses import dataclass

from runtime_host import (
    Err,
    ErrorCode,
    Ok,
    Some,
    Status,
    callbacks,
    calls,
    fails,
    kinds,
    log,
    module,
)


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
        self.assertIsNone(calls.check(lambda: Status.OK))
        with self.assertRaises(PermissionError):
            calls.check(lambda: Status.DENIED)

    def test_methods_of_the_bindings_raise(self) -> None:
        class RawPin:
            """@scope raw"""

            @classmethod
            def open(cls, name: str):
                """@requires raw"""
                if name == "":
                    raise Err(ErrorCode.DENIED)
                return cls()

            def write(self, on: bool, twice: bool) -> Status:
                """@requires raw"""
                return Status.OK if on else Status.BUSY

        @calls.adopted
        class Pin(RawPin):
            """A pin."""

            @classmethod
            def open(cls, name: str) -> "Pin":
                """Opens it.

                * permission  pin.open(name)
                """

            def write(self, on: bool, twice: bool) -> None:
                """Sets it.

                * errors  busy
                """

        self.assertIs(Pin, RawPin)
        self.assertIsInstance(Pin.open("led0"), Pin)
        self.assertIsNone(Pin.open("led0").write(True, False))
        self.assertIsNone(Pin.open(name="led0").write(twice=False, on=True))
        self.assertRaises(PermissionError, Pin.open, "")
        self.assertRaises(calls.Failed, Pin.open("led0").write, False, False)
        self.assertRaises(TypeError, Pin.open("led0").write, True, thrice=True)
        shown = pydoc.plain(pydoc.render_doc(Pin))
        for said in ("A pin.", "open(name: str) -> ", "pin.open(name)", "write(self, on: bool, twice: bool) -> None"):
            self.assertIn(said, shown)
        self.assertNotIn("@", shown)

    def test_a_class_that_is_made_may_fail(self) -> None:
        class RawPin:
            def __init__(self, name: str) -> None:
                if name == "":
                    raise Err(ErrorCode.DENIED)

        @calls.adopted
        class Pin(RawPin):
            def __init__(self, name: str) -> None: ...

        self.assertIsInstance(Pin("led0"), Pin)
        self.assertRaises(PermissionError, Pin, "")


class Handlers(unittest.TestCase):
    def test_what_is_registered_is_called(self) -> None:
        handler = calls.Handlers("on_timer", "on_stop")

        @handler
        def on_timer(token: int, lost: int) -> int:
            return token + 1

        self.assertEqual(handler.answer("on_timer", lambda: None, 4, 0), 5)
        self.assertIsNone(handler.answer("on_stop", lambda: None, 4))
        self.assertRaises(NotImplementedError, handler.answer, "on_stop", calls.nothing, 4)
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

        with self.assertRaises(calls.Failed):
            handler.answer("run", lambda: None)
        with self.assertRaises(Err) as caught:
            handler.attempt("run", lambda: None)
        self.assertIs(caught.exception.value, ErrorCode.BUSY)
        self.assertIs(handler.report("run", Status), Status.BUSY)

    def test_an_error_that_carries_no_reason_is_told(self) -> None:
        handler = calls.Handlers("run")
        told: list = []

        @handler
        def run() -> None:
            raise calls.failure(ErrorCode.BUSY)

        with (
            unittest.mock.patch.object(sys, "excepthook", lambda kind, error, trace: told.append((kind, str(error)))),
            self.assertRaises(Err),
        ):
            handler.perform("run", lambda: None)
        self.assertEqual(told, [(calls.Failed, "busy")])

    def test_a_handler_that_answers_with_a_status(self) -> None:
        handler = calls.Handlers("configure")

        @handler
        def configure() -> None: ...

        self.assertIs(handler.report("configure", Status), Status.OK)

    def test_what_has_callbacks_is_asked_first(self) -> None:
        handler = calls.Handlers("on_tick")

        @handler
        def on_tick(token: int) -> str:
            return f"the app's {token}"

        with unittest.mock.patch.dict(callbacks.takers, on_tick=lambda token: "the SDK's" if token == 1 else None):
            self.assertEqual(handler.answer("on_tick", str, 1), "the SDK's")
            self.assertEqual(handler.answer("on_tick", str, 2), "the app's 2")


class Echoes(unittest.TestCase):
    def test_objects_are_exchanged_wherever_they_are(self) -> None:
        class Inner: ...

        class Outer(calls.Standing):
            _inner_class = Inner

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


@dataclass
class RawFrame:
    header: tuple
    words: list


@dataclass
class Frame:
    header: bytes
    words: dict


@dataclass
class RawFull:
    value: object


@dataclass
class Full:
    value: object


class Empty: ...


FRAME = kinds.record(Frame, RawFrame, kinds.octets(2), kinds.mapping(kinds.SAME, kinds.listed(kinds.SIGNED)))


def from_the_host(function: Callable[..., object], *args: object) -> object:
    """Calls as the interpreter's host does: behind the first frame there is no Python."""
    behind = iter([None])
    frames = types.SimpleNamespace(_getframe=lambda: types.SimpleNamespace(f_back=next(behind, "the app")))
    with unittest.mock.patch.object(kinds, "sys", frames):
        return function(*args)


class Kinds(unittest.TestCase):
    def test_values_come_back_as_they_went(self) -> None:
        for kind, ours, raw in (
            (kinds.SIGNED, [-128, 0, 127], b"\x80\0\x7f"),
            (kinds.mapping(kinds.SAME, kinds.SIGNED), {"a": [1], "b": []}, [("a", b"\1"), ("b", b"")]),
            (kinds.fixed(2, kinds.octets(1)), [b"a", b"b"], ((97,), (98,))),
            (kinds.tupled(kinds.SAME, kinds.SIGNED), (1, [-1]), (1, b"\xff")),
            (kinds.optional(kinds.SIGNED), None, None),
            (kinds.optional(kinds.SIGNED), [], b""),
            (kinds.some(kinds.optional(kinds.SIGNED)), Some(None), Some(None)),
            (kinds.some(kinds.optional(kinds.SIGNED)), Some([2]), Some(b"\2")),
            (kinds.some(kinds.optional(kinds.SIGNED)), None, None),
            (kinds.result(kinds.SAME, kinds.SIGNED), Ok([1]), Ok([1])),
            (kinds.result(kinds.SAME, kinds.SIGNED), Err([1]), Err(b"\1")),
            (FRAME, Frame(b"ab", {1: [[-1]]}), RawFrame((97, 98), [(1, [b"\xff"])])),
            (kinds.variant((Full, RawFull, FRAME)), Full(Frame(b"ab", {})), RawFull(RawFrame((97, 98), []))),
        ):
            self.assertEqual(kind.lower(ours), raw)
            self.assertEqual(kind.lift(raw), ours)
        empty = Empty()
        cases = kinds.variant((Full, RawFull, FRAME))
        self.assertIs(cases.lower(empty), empty)
        self.assertIs(cases.lift(empty), empty)

    def test_what_does_not_fit_is_refused(self) -> None:
        with self.assertRaisesRegex(ValueError, "has 1 items, and its type 2"):
            kinds.octets(2).lower(b"a")
        with self.assertRaisesRegex(ValueError, "has 3 items, and its type 2"):
            kinds.fixed(2, kinds.SAME).lower([1, 2, 3])
        with self.assertRaises(struct.error):
            kinds.SIGNED.lower([128])

    def test_of_equal_keys_the_last_counts(self) -> None:
        self.assertEqual(kinds.mapping(kinds.SAME, kinds.SAME).lift([("a", 1), ("a", 2)]), {"a": 2})

    def test_functions_of_the_bindings_take_and_give_the_apps_values(self) -> None:
        def send(frame: object, plain: object) -> object:
            if plain == "":
                raise Err(frame)
            return frame.words

        bindings = module("bindings", send=send)
        words = kinds.mapping(kinds.SAME, kinds.listed(kinds.SIGNED))
        kinds.convert(bindings, "send", kinds.Function(FRAME, kinds.SAME, result=words, error=FRAME))
        self.assertEqual(bindings.send(Frame(b"ab", {1: [[2]]}), "x"), {1: [[2]]})
        with self.assertRaises(Err) as caught:
            bindings.send(Frame(b"ab", {}), "")
        self.assertEqual(caught.exception.value, Frame(b"ab", {}))
        with self.assertRaises(TypeError):
            bindings.send()

    def test_methods_of_the_bindings_as_well(self) -> None:
        class Store:
            def __init__(self, first: object) -> None:
                self.first = first

            def put(self, value: object) -> object:
                return [self.first, value]

            @classmethod
            def make(cls, value: object) -> object:
                return cls(value)

        pair = kinds.octets(2)
        for name in ("__init__", "put", "make"):
            result = kinds.listed(pair) if name == "put" else kinds.SAME
            kinds.convert(Store, name, kinds.Function(pair, result=result))
        self.assertEqual(Store(b"ab").first, (97, 98))
        self.assertEqual(Store(b"ab").put(b"cd"), [b"ab", b"cd"])

    def test_the_host_is_given_the_bindings_values_and_the_app_its_own(self) -> None:
        class Base(kinds.Exported):
            _functions = {
                "count": kinds.Function(kinds.octets(2), result=kinds.octets(2), error=kinds.octets(1)),
                "twice": kinds.Function(kinds.octets(2), result=kinds.octets(2)),
                "make": kinds.Function(kinds.octets(2)),
            }

        class Guest(Base):
            def count(self, value: bytes) -> bytes:
                if value == b"no":
                    raise calls.failure(b"!")
                if value == b"er":
                    raise Err(b"?")
                return value[::-1]

            def twice(self, value: bytes) -> bytes:
                return self.count(self.count(value))

            @classmethod
            def make(cls, value: bytes) -> object:
                return (cls, value)

        guest = Guest()
        self.assertEqual(guest.count(b"ab"), b"ba")
        self.assertEqual(from_the_host(guest.count, (97, 98)), (98, 97))
        self.assertEqual(from_the_host(guest.twice, (97, 98)), (97, 98))
        self.assertEqual(from_the_host(Guest.make, (97, 98)), (Guest, b"ab"))
        for refused, code in (((110, 111), (33,)), ((101, 114), (63,))):
            with self.assertRaises(Err) as caught:
                from_the_host(guest.count, refused)
            self.assertEqual(caught.exception.value, code)


if __name__ == "__main__":
    unittest.main(argv=["runtime_cases.py"])
