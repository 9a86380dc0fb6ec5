"""Python's `logging` as lines of the host's log: `logging.getLogger("pump").warning("dry")`."""

import logging
import time
from typing import Any

from sdk.ocre.system import log as _log

_LEVELS = (
    (logging.CRITICAL, _log.Level.CRITICAL),
    (logging.ERROR, _log.Level.ERROR),
    (logging.WARNING, _log.Level.WARN),
    (logging.INFO, _log.Level.INFO),
    (logging.DEBUG, _log.Level.DEBUG),
)


class _NoClock:
    """`time` for `logging`, which asks for the time of each record: the interpreter has none, and the host adds it."""

    @staticmethod
    def time_ns() -> int:
        return 0

    def __getattr__(self, name: str) -> Any:
        return getattr(time, name)


vars(logging)["time"] = _NoClock()


class HostHandler(logging.Handler):
    """Writes each record as one line; the logger's name is its target."""

    def emit(self, record: logging.LogRecord) -> None:
        level = next((ours for least, ours in _LEVELS if record.levelno >= least), _log.Level.TRACE)
        target = "" if record.name == "root" else record.name
        _log.log(level, target, self.format(record))


def install(level: int = logging.INFO) -> None:
    """All loggers write to the host from now on."""
    root = logging.getLogger()
    root.handlers[:] = [HostHandler()]
    root.setLevel(level)
