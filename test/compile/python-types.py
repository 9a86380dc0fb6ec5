"""python-types.py PLACE...: mypy --strict over one project after the other, in one process.

A place is a folder with an SDK, an app beside it, and in `bindings` what componentize-py makes of its WIT. Written is a
JSON object with what was found in each place. The bindings themselves are componentize-py's: they are read for their
types, and what mypy says of them is left out.
"""

import json
import os
import re
import sys
from pathlib import Path

from mypy import api

CONFIG = """
[mypy]
strict = True
explicit_package_bases = True
namespace_packages = True
mypy_path = $MYPY_CONFIG_FILE_DIR:$MYPY_CONFIG_FILE_DIR/bindings
pretty = False
cache_dir = {cache}

[mypy-wit_world.*,componentize_py_types,componentize_py_runtime]
ignore_errors = True
"""


IMPORTED = re.compile(r"^(from (?:typing|types|enum|dataclasses|abc|componentize_py_types) import )(.*)$", re.MULTILINE)
DECLARED = re.compile(r"^(?:class|def) (\w+)|^(\w+) = ", re.MULTILINE)
BUILTIN = ("bool", "bytes", "float", "int", "str")


def as_meant(text: str) -> str:
    """Bindings where a type or function of the WIT is called like something that they import or that is built in.

    For mypy the first of two things of a name counts. What the bindings themselves use is told by how they use it.
    """
    own = {name for pair in DECLARED.findall(text) for name in pair}
    hidden: set[str] = set()

    def imported(line: re.Match[str]) -> str:
        hidden.update(name for name in line[2].split(", ") if name in own)
        return line[1] + ", ".join(f"{name} as _{name}" if name in own else name for name in line[2].split(", "))

    text = IMPORTED.sub(imported, text)
    for name in hidden:
        text = re.sub(
            rf"(?<!class )\b{name}(?=\[)|(?<=\(){name}(?=\):)|(?<=^@){name}$", f"_{name}", text, flags=re.MULTILINE
        )
    for name in own.intersection(BUILTIN):
        text = re.sub(rf"(?<=[:,|] ){name}\b(?!:)|(?<=\[){name}\b|(?<=-> ){name}\b", f"builtins.{name}", text)
    text = text.replace("@classmethod", "@builtins.classmethod")
    return text.replace("import weakref", "import builtins\nimport weakref")


def check(place: str, cache: str) -> str:
    folder = Path(place)
    (folder / "mypy.ini").write_text(CONFIG.format(cache=cache))
    sources = [str(path) for path in folder.glob("*.py")]
    if (folder / "sdk").exists():
        sources.append(str(folder / "sdk"))
    for path in folder.glob("bindings/wit_world/**/*.py"):
        path.write_text(as_meant(path.read_text()))
    os.chdir(folder)
    out, wrong, status = api.run(["--config-file", str(folder / "mypy.ini"), *sources])
    return "" if status == 0 else out.replace(f"{folder}/", "") + wrong


found = {place: check(place, sys.argv[1]) for place in sys.argv[2:]}
json.dump(found, sys.stdout)
