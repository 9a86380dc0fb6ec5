"""What nothing in the app catches is a line of the host's log, and then the end of the app."""

import sys
from types import TracebackType

from sdk.ocre.system import log as _log


def _uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    # While the app is built its modules are imported: there is no host, and what is printed is seen.
    if trace is None or trace.tb_frame.f_code.co_name == "<module>":
        sys.__excepthook__(kind, error, trace)
        return
    said = str(error)
    what = f"{kind.__name__}: {said}" if said else kind.__name__
    _log.log(_log.Level.ERROR, "", f"{what} ({_place(trace)})")


def _place(trace: TracebackType) -> str:
    """File and line of the app that the error came through last."""
    found = trace
    here: TracebackType | None = trace
    while here is not None:
        if "/sdk/" not in here.tb_frame.f_code.co_filename:
            found = here
        here = here.tb_next
    # The folders of an app are numbered where it is built: /0/app.py.
    name = found.tb_frame.f_code.co_filename.lstrip("/")
    first, _, rest = name.partition("/")
    return f"{rest if first.isdecimal() and rest else name}:{found.tb_lineno}"


# The interpreter calls it for every exception that leaves a function which the host called.
sys.excepthook = _uncaught
