"""The bindings of a world, played for the tests of the runtime: python3 CASES.py FOLDER-OF-THE-RUNTIME"""

import importlib.util
import sys
import types
from dataclasses import dataclass
from enum import Enum, Flag
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


class Disposition(Enum):
    ACCEPT = 0
    RETRY = 1
    REJECT = 2


class Qos(Enum):
    AT_MOST_ONCE = 0
    AT_LEAST_ONCE = 1


class EventKind(Enum):
    TIMER = 0
    LINE = 1
    MESSAGE = 4
    STOP = 8


class Edges(Flag):
    RISING = 1
    FALLING = 2


@dataclass
class Event:
    kind: EventKind
    token: int = 0
    data: int = 0
    lost: int = 0
    time: int = 0


@dataclass
class Message:
    payload: bytes
    qos: Qos = Qos.AT_MOST_ONCE
    ticket: int = 0


class HostSubscription:
    """Its messages are put into `waiting` by the tests."""

    def __init__(self, name: str, token: int) -> None:
        self.name = name
        self.token = token
        self.waiting: list = []

    @classmethod
    def open(cls, name: str, options: object, token: int):
        if name == "denied":
            raise calls.failure(ErrorCode.DENIED)
        made = cls(name, token)
        subscriptions.append(made)
        return made

    def receive(self, timeout_ms: int) -> Message:
        if not self.waiting:
            raise calls.failure(ErrorCode.TIMEOUT)
        return self.waiting.pop(0)

    def settle(self, disposition: Disposition) -> None:
        log.append(("settle", disposition))

    def queued(self) -> int:
        return len(self.waiting)

    def __exit__(self, *_: object) -> None:
        log.append(("close", self.name))


class Line:
    def watch(self, edges: Edges, token: int) -> None:
        log.append(("watch", edges, token))


subscriptions: list[HostSubscription] = []
queue: list[Event] = []
replies: dict[int, Message] = {}


def take_reply(token: int) -> Message:
    if token not in replies:
        raise calls.failure(ErrorCode.TIMEOUT)
    return replies.pop(token)


def send_request(topic: str, *rest: object) -> None:
    if topic == "denied":
        raise calls.failure(ErrorCode.DENIED)
    log.append(("ask", topic, *rest))


host_types = module("sdk.ocre.messaging.types", Disposition=Disposition, Message=Message, Qos=Qos)
bus = module(
    "sdk.ocre.messaging.bus",
    publish=lambda *args: log.append(args),
    Subscription=HostSubscription,
    SubscribeOptions=lambda *args: args,
    Retained=types.SimpleNamespace(SEND="send"),
    Overflow=types.SimpleNamespace(DROP_OLDEST="oldest"),
    send_request=send_request,
    take_reply=take_reply,
    reply=lambda ticket, payload, kind: log.append(("reply", ticket, payload, kind)),
)
module("sdk.ocre.messaging", bus=bus, types=host_types)
host_events = module(
    "sdk.ocre.system.events",
    Event=Event,
    EventKind=EventKind,
)
sys.modules["sdk.ocre.system"].events = host_events
now = [0]


def wait(timeout_ms: int) -> Event | None:
    """The time goes on while nothing happens."""
    if queue:
        return queue.pop(0)
    if timeout_ms == 0xFFFF_FFFF:
        return Event(EventKind.STOP)
    now[0] += timeout_ms * 1_000_000
    return None


host_events.wait = wait
sys.modules["sdk.ocre.system"].monotonic_clock = module("sdk.ocre.system.monotonic_clock", now=lambda: now[0])
module(
    "sdk.ocre.gpio.lines",
    Bias=types.SimpleNamespace(AS_IS="as-is"),
    Drive=types.SimpleNamespace(PUSH_PULL="push-pull"),
    Edges=Edges,
    Input=types.SimpleNamespace(open=lambda *args: args),
    InputOptions=lambda *args: args,
    Output=types.SimpleNamespace(open=lambda *args: args),
    OutputOptions=lambda *args: args,
)
callbacks = runtime("callbacks")
calls = runtime("calls")
kinds = runtime("kinds")
sdk_log = runtime("log")
timers = runtime("timers")
lines = runtime("lines")
topics = runtime("topics")
requests = runtime("requests")
events = runtime("events")
aio = runtime("aio")


def fails(error: object):
    def function(*_: object) -> None:
        raise Err(error)

    return function
