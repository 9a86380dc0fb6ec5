"""Lines with defaults, and callbacks for their edges: `watch(open_input("button"), Edges.RISING, pressed)`."""

from collections.abc import Callable
from typing import NamedTuple

from sdk import callbacks
from sdk.ocre.gpio.lines import Bias, Drive, Edges, Input, InputOptions, Output, OutputOptions


class Change(NamedTuple):
    """What happened on a line that is watched."""

    active: bool
    """The level after the change."""
    lost: int
    """Edges that did not fit the host's buffer before this one."""
    time: int
    """When the hardware saw it, in ns."""


_waiting: callbacks.Waiting[Callable[[Change], object]] = callbacks.Waiting()


def open_output(
    line: str,
    *,
    drive: Drive = Drive.PUSH_PULL,
    bias: Bias = Bias.AS_IS,
    active_low: bool = False,
    initially_active: bool = False,
) -> Output:
    """Takes a line for output; raises `PermissionError` without the grant."""
    return Output.open(line, OutputOptions(drive, bias, active_low, initially_active))


def open_input(line: str, *, bias: Bias = Bias.AS_IS, active_low: bool = False, debounce_us: int = 0) -> Input:
    """Takes a line for input; raises `PermissionError` without the grant."""
    return Input.open(line, InputOptions(bias, active_low, debounce_us))


def watch(line: Input, edges: Edges, callback: Callable[[Change], object]) -> int:
    """Calls back at these edges; returns what `unwatch` takes."""
    token = _waiting.add(callback)
    try:
        line.watch(edges, token)
    except Exception:
        _waiting.end(token)
        raise
    return token


def unwatch(line: Input, token: int) -> None:
    """Ends it; what has ended already is no error."""
    if _waiting.end(token):
        line.watch(Edges(0), token)


def _changed(token: int, data: int, lost: int, time: int) -> bool | None:
    callback = _waiting.get(token)
    if callback is None:
        return True if callbacks.is_ours(token) else None
    callback(Change(data != 0, lost, time))
    return True


callbacks.takers["on_line"] = _changed
