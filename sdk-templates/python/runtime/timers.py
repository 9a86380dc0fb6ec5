"""Timers with callbacks: `every(100, blink)`, in a reactor and in the loop of a command."""

from collections.abc import Callable

from sdk import callbacks
from sdk.ocre.system import timers as _timers

_waiting: callbacks.Waiting[tuple[Callable[[], object], bool]] = callbacks.Waiting()


def every(period_ms: int, callback: Callable[[], object]) -> int:
    """Calls back each time the period is over; returns what `cancel` takes."""
    return _start(period_ms, max(1, period_ms), callback)


def after(delay_ms: int, callback: Callable[[], object]) -> int:
    """Calls back once."""
    return _start(delay_ms, 0, callback)


def cancel(token: int) -> None:
    """Ends a timer; one that has ended already is no error."""
    if _waiting.end(token):
        _timers.cancel(token)


def _start(delay_ms: int, period_ms: int, callback: Callable[[], object]) -> int:
    token = _waiting.add((callback, period_ms > 0))
    try:
        _timers.start(token, delay_ms, period_ms)
    except Exception:
        _waiting.end(token)
        raise
    return token


def _fired(token: int, lost: int) -> bool | None:
    """Calls back once however many ticks were lost."""
    found = _waiting.get(token)
    if found is None:
        return True if callbacks.is_ours(token) else None
    callback, repeats = found
    if not repeats:
        _waiting.end(token)
    callback()
    return True


callbacks.takers["on_timer"] = _fired
