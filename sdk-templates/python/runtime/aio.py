"""`asyncio` in a command: an event loop that waits for the host's events. `aio.run(main())`."""

import asyncio
import contextlib
import math
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from sdk import events
from sdk.ocre.system import monotonic_clock as _clock
from sdk.ocre.system.events import Event, EventKind

T = TypeVar("T")


class _Selector:
    """What the loop asks whether anything happened."""

    def select(self, timeout: float | None) -> list[Event]:
        event = events.wait(events.FOREVER if timeout is None else math.ceil(timeout * 1000))
        return [] if event is None else [event]


class _Loop(asyncio.BaseEventLoop):
    """There are no sockets and no threads: what the app waits for are timers and callbacks."""

    def __init__(self) -> None:
        super().__init__()
        self._selector = _Selector()

    def time(self) -> float:
        return _clock.now() / 1e9

    def _process_events(self, found: list[Event]) -> None:
        for event in found:
            events.dispatch(event)
            if event.kind is EventKind.STOP:
                for task in asyncio.all_tasks(self):
                    task.cancel()

    def _write_to_self(self) -> None:
        """Nothing else could wake it."""


# Made while the app is built, where the interpreter has a clock that it looks at once.
_loop = _Loop()


def run(main: Coroutine[Any, Any, object]) -> None:
    """Runs until `main` ends, or the host asks the app to stop: then its tasks are cancelled.

    Events go to their callbacks meanwhile, as in `events.run`.
    """
    with contextlib.suppress(asyncio.CancelledError):
        _loop.run_until_complete(main)


async def called_back(start: Callable[[Callable[[T], None]], object]) -> T:
    """What a callback is called with first: `await called_back(lambda done: requests.ask(double, 21, done))`."""
    future: asyncio.Future[T] = _loop.create_future()

    def done(value: T) -> None:
        if not future.done():
            future.set_result(value)

    start(done)
    return await future
