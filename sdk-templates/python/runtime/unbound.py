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
import wit_world.imports
from componentize_py_types import Err


def bind(*functions: tuple[str, str, bool]) -> None:
    """Makes functions in the order of the world: the bindings' module, the name, and whether it can fail.

    All imports of a world are numbered through, so that those which nothing calls are these.
    """
    called = _called()
    numbers = (n for n in range(len(called) + len(functions)) if n not in called)
    for (module, name, fails), number in zip(functions, numbers, strict=True):
        setattr(_module(module), name, _function(number, fails))


def _module(name: str) -> ModuleType:
    """Of an interface without types there is not even a module."""
    path = f"{wit_world.imports.__name__}.{name}"
    try:
        return importlib.import_module(path)
    except ModuleNotFoundError:
        made = ModuleType(path)
        sys.modules[path] = made
        setattr(wit_world.imports, name, made)
        return made


def _called() -> set[int]:
    """Numbers of the imports that the bindings call."""
    sources = [Path(str(wit_world.__file__))]
    for folder in wit_world.imports.__path__:
        sources += (Path(folder) / f"{found.name}.py" for found in pkgutil.iter_modules([folder]))
    return {int(n) for source in sources for n in re.findall(r"\bcall_import\((\d+),", source.read_text())}


def _function(number: int, fails: bool) -> Callable[..., Any]:
    def call(*args: Any) -> Any:
        answer = componentize_py_runtime.call_import(number, list(args))
        if not fails:
            return answer
        if isinstance(answer, Err):
            raise answer
        return answer.value

    return call
