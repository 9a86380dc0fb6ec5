"""Python's `logging` as lines of the host's log: `logging.getLogger("pump").warning("dry")`."""

import logging

from sdk.ocre.system import log as _log

_LEVELS = (
    (logging.CRITICAL, _log.Level.CRITICAL),
    (logging.ERROR, _log.Level.ERROR),
    (logging.WARNING, _log.Level.WARN),
    (logging.INFO, _log.Level.INFO),
    (logging.DEBUG, _log.Level.DEBUG),
)


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
