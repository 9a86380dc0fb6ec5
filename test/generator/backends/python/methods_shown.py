"""methods_shown.py FOLDER: what `help` says of the imported resources of an SDK, over the bindings that componentize-py makes.

FOLDER has the SDK and the bindings. Written is a JSON object: of each module the classes, of each class its methods, of
each method what is shown.
"""

import importlib
import inspect
import json
import pydoc
import sys
import types
from pathlib import Path

folder = Path(sys.argv[1])
sys.path[:0] = [str(folder), str(folder / "bindings")]
# The interpreter of a component has it built in.
sys.modules["componentize_py_runtime"] = types.ModuleType("componentize_py_runtime")

found: dict[str, dict[str, dict[str, str]]] = {}
for path in sorted((folder / "sdk").glob("*/*/*.py")):
    module = importlib.import_module(".".join(path.relative_to(folder).with_suffix("").parts))
    classes = {name: cls for name, cls in vars(module).items() if inspect.isclass(cls) and hasattr(cls, "__exit__")}
    found[module.__name__] = {
        name: {
            method: pydoc.plain(pydoc.render_doc(getattr(cls, method)))
            for method in vars(cls)
            if method == "__init__" or not method.startswith("_")
        }
        for name, cls in classes.items()
    }
json.dump(found, sys.stdout)
