"""The loop of a command: it waits for events, and each one goes to the function that is for it."""

from collections.abc import Callable
from typing import TypeVar

from sdk import callbacks
from sdk.ocre.system import events as _events
from sdk.ocre.system.events import Event, EventKind

FOREVER = 0xFFFF_FFFF

F = TypeVar("F", bound=Callable[[Event], object])
_functions: dict[tuple[EventKind, int | None], Callable[[Event], object]] = {}
_ended = False


def on(kind: EventKind, token: int | None = None) -> Callable[[F], F]:
    """Above a function: it gets the events of a kind, those with one token or all that nothing else is for.

    Timers, topics, requests and watched lines have functions already, those that they were given.
    """

    def register(function: F) -> F:
        _functions[kind, token] = function
        return function

    return register


def wait(timeout_ms: int = FOREVER) -> Event | None:
    """Takes the oldest event; None when none came in time."""
    return _events.wait(timeout_ms)


def dispatch(event: Event) -> bool:
    """Calls the function that an event is for; False when there is none."""
    if _taken(event):
        return True
    function = _functions.get((event.kind, event.token)) or _functions.get((event.kind, None))
    if function is None:
        return False
    function(event)
    return True


def run() -> None:
    """Dispatches events until `end` is called, or the host asks the app to stop."""
    global _ended
    _ended = False
    while not _ended:
        event = wait()
        if event is None:
            continue
        dispatch(event)
        if event.kind is EventKind.STOP:
            return


def end() -> None:
    """Lets `run` return when the event that it dispatches is over."""
    global _ended
    _ended = True


def _taken(event: Event) -> bool:
    match event.kind:
        case EventKind.TIMER:
            return _offered("on_timer", event.token, event.lost)
        case EventKind.LINE:
            return _offered("on_line", event.token, event.data, event.lost, event.time)
        case EventKind.MESSAGE:
            return _offered("message_event", event.token)
        case _:
            return False


def _offered(name: str, *args: int) -> bool:
    taker = callbacks.takers.get(name)
    return taker is not None and taker(*args) is not None
