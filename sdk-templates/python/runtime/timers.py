"""Timers with callbacks: `every(100, blink)`. The app hands the host's calls on: `on_timer = handler(timers.on_timer)`."""

from collections.abc import Callable

from sdk.ocre.system import timers as _timers

_callbacks: dict[int, tuple[Callable[[], None], bool]] = {}
_next = 0x4000_0000


def every(period_ms: int, callback: Callable[[], None]) -> int:
    """Calls back each time the period is over; returns what `cancel` takes."""
    return _start(period_ms, period_ms, callback)


def after(delay_ms: int, callback: Callable[[], None]) -> int:
    """Calls back once."""
    return _start(delay_ms, 0, callback)


def cancel(token: int) -> None:
    """Ends a timer; one that has ended already is no error."""
    if _callbacks.pop(token, None) is not None:
        _timers.cancel(token)


def on_timer(token: int, lost: int) -> None:
    """The handler: calls the callback of the timer, once however many ticks were lost."""
    callback, repeats = _callbacks.get(token, (None, False))
    if callback is None:
        return
    if not repeats:
        del _callbacks[token]
    callback()


def _start(delay_ms: int, period_ms: int, callback: Callable[[], None]) -> int:
    global _next
    token = _next
    _next += 1
    _timers.start(token, delay_ms, period_ms)
    _callbacks[token] = (callback, period_ms > 0)
    return token
