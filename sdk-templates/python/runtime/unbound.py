"""Imported functions of interfaces that a world writes out in place: componentize-py binds only their types."""

import importlib
import pkgutil
import re
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import componentize_py_runtime
import wit_world
from componentize_py_types import Err

_call_import = componentize_py_runtime.call_import  # type: ignore[attr-defined]


def bind(*functions: tuple[str, str, bool]) -> None:
    """Makes functions in the order of the world: the bindings' module, the name, and whether it can fail.

    All imports of a world are numbered through, so that those which nothing calls are these.
    """
    called = _called()
    numbers = (n for n in range(len(called) + len(functions)) if n not in called)
    for (home, name, fails), number in zip(functions, numbers, strict=True):
        setattr(module(home), name, _function(number, fails))


def module(name: str) -> Any:
    """A module of the bindings; of an interface without types there is none. Its functions are in no annotation."""
    try:
        return importlib.import_module(f"{_imports().__name__}.{name}")
    except ModuleNotFoundError:
        return _made(_imports(), name)


def _imports() -> ModuleType:
    """The package of those modules; a world none of whose interfaces has types has none."""
    try:
        return importlib.import_module(f"{wit_world.__name__}.imports")
    except ModuleNotFoundError:
        made = _made(wit_world, "imports")
        made.__path__ = []
        return made


def _made(package: ModuleType, name: str) -> ModuleType:
    made = ModuleType(f"{package.__name__}.{name}")
    sys.modules[made.__name__] = made
    setattr(package, name, made)
    return made


def _called() -> set[int]:
    """Numbers of the imports that the bindings call."""
    sources = [Path(str(wit_world.__file__))]
    for folder in _imports().__path__:
        sources += (Path(folder) / f"{found.name}.py" for found in pkgutil.iter_modules([folder]))
    return {int(n) for source in sources for n in re.findall(r"\bcall_import\((\d+),", source.read_text())}


def _function(number: int, fails: bool) -> Callable[..., Any]:
    def call(*args: Any) -> Any:
        answer = _call_import(number, list(args))
        if not fails:
            return answer
        if isinstance(answer, Err):
            raise answer
        return answer.value

    return call
