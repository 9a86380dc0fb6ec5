"""Runs components in wasmtime for the conformance suite: one JSON line in, one JSON line out.

Values travel in the suite's notation: `{"tag", "val"}` for variants, options and results, names for enums, lists of
names for flags, lists for lists and tuples, `{"handle"}` with a name for resources. 64-bit integers and floats are
strings.
"""

import json
import math
import sys

from wasmtime import Config, Engine, Store
from wasmtime import _ffi as ffi
from wasmtime import component as c
from wasmtime.component import _linker as linkers
from wasmtime.component import _types as types

# Every variant with its tag: without it a payload alone says which case it is, and `None` may be several.
types.VariantLikeType._tagged = lambda self: True


@ffi.wasmtime_component_func_callback_t
def called(index, context, raw_type, args, _count, results, _result_count):
    """As the package's own, but the function is given its type as well: handles cannot be told apart without it."""

    def run(store):
        with c.FuncType._from_ptr(raw_type, owner=store) as ty:
            given = [t.convert_from_c(args[i]) for i, (_, t) in enumerate(ty.params)]
            returned = linkers.FUNCTIONS.get(index or 0)(store, ty, given)
            if ty.result is not None:
                ty.result.convert_to_c(store, returned, results)

    return linkers.catch_exceptions(context, run)


linkers.func_impl = called

config = Config()
engine = Engine(config)


class Instance:
    """One component with its imports, which write down what they hear and answer what they were told to."""

    def __init__(self, request):
        self.component = component_of(request["component"])
        self.store = Store(engine)
        if request.get("memory") is not None:
            self.store.set_limits(memory_size=request["memory"])
        self.heard = []
        self.answers = {}
        self.names = {}
        self.reps = {}
        self.guests = {}
        self.guest_count = 0
        self.resources = []
        linker = c.Linker(engine)
        with linker.root() as root:
            for module in request["imports"]:
                if module["module"] is None:
                    self.define(root, "$root", module)
                else:
                    with root.add_instance(module["module"]) as instance:
                        self.define(instance, module["module"], module)
        self.instance = linker.instantiate(self.store, self.component)

    def define(self, linker, module, what):
        for resource in what["resources"]:
            self.resources.append(c.ResourceType.host(len(self.resources)))
            linker.add_resource(resource, self.resources[-1], self.dropped)
        for name in what["functions"]:
            linker.add_func(name, self.function(f"{module} {name}"))

    def function(self, key):
        def run(store, ty, args):
            self.heard.append([key, *(self.give(store, t, arg) for (_, t), arg in zip(ty.params, args))])
            if key not in self.answers:
                raise RuntimeError(f"nobody expects {key}")
            return None if ty.result is None else self.take(ty.result, self.answers[key])

        return run

    def dropped(self, _store, rep):
        self.heard.append(["drop", self.names[rep]])

    def call(self, request):
        self.heard = []
        self.answers = request["answers"]
        index = None
        for part in request["path"]:
            index = self.instance.get_export_index(self.store, part, index)
            if index is None:
                raise KeyError(f"the component exports no {part}")
        func = self.instance.get_func(self.store, index)
        ty = func.type(self.store)
        args = [self.take(t, v) for (_, t), v in zip(ty.params, request["args"])]
        returned = func(self.store, *args)
        value = None if ty.result is None else self.give(self.store, ty.result, returned)
        return {"heard": self.heard, "returned": value}

    def drop(self, name):
        self.heard = []
        self.guests.pop(name).drop(self.store)
        return {"heard": self.heard}

    def give(self, store, ty, value):
        """Python's value in the notation."""
        give = lambda t, v: self.give(store, t, v)  # noqa: E731
        match ty:
            case c.OwnType() | c.BorrowType():
                return {"handle": self.name_of(store, value)}
            case c.S64() | c.U64():
                return str(value)
            case c.F32() | c.F64():
                return float_text(value)
            case c.ListType():
                element = ty.element
                return [give(element, v) for v in value]
            case c.TupleType():
                return [give(t, v) for t, v in zip(ty.elements, value)]
            case c.RecordType():
                return {name: give(t, getattr(value, name)) for name, t in ty.fields}
            case c.FlagsType():
                return [name for name in ty.names if name in value]
            case types.VariantLikeType():
                payload = dict(ty._cases())[value.tag]
                return {"tag": value.tag} if payload is None else {"tag": value.tag, "val": give(payload, value.payload)}
            case _:
                return value

    def take(self, ty, value):
        """The other way."""
        match ty:
            case c.OwnType() | c.BorrowType():
                return self.object_of(ty, value["handle"])
            case c.F32() | c.F64():
                return float(value)
            case c.S64() | c.U64():
                return int(value)
            case c.ListType():
                element = ty.element
                items = [self.take(element, v) for v in value]
                return bytes(items) if isinstance(element, c.U8) else items
            case c.TupleType():
                return tuple(self.take(t, v) for t, v in zip(ty.elements, value))
            case c.RecordType():
                record = c.Record()
                for name, t in ty.fields:
                    setattr(record, name, self.take(t, value[name]))
                return record
            case c.FlagsType():
                return set(value)
            case types.VariantLikeType():
                payload = dict(ty._cases())[value["tag"]]
                return c.Variant(value["tag"], None if payload is None else self.take(payload, value["val"]))
            case _:
                return value

    def name_of(self, store, value):
        if any(value.type == known for known in self.resources):
            # The conversion takes what was lent out of the store's books: nothing is left to end.
            return self.names[value.to_host(store).rep]
        self.guest_count += 1
        name = f"guest {self.guest_count}"
        self.guests[name] = value
        return name

    def object_of(self, ty, name):
        borrowed = isinstance(ty, c.BorrowType)
        if name in self.guests:
            return self.guests[name] if borrowed else self.guests.pop(name)
        rep = self.reps.setdefault(name, len(self.reps) + 1)
        self.names[rep] = name
        kind = next(i for i, known in enumerate(self.resources) if known == ty.ty)
        return c.ResourceHost.borrow(rep, kind) if borrowed else c.ResourceHost.own(rep, kind)


def float_text(value):
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    return repr(value)


components = {}


def component_of(path):
    if path not in components:
        # A few of them at a time: some are large.
        if len(components) >= 8:
            components.pop(next(iter(components)))
        components[path] = c.Component.from_file(engine, path)
    return components[path]


instances = {}
count = 0


def answer(request):
    global count
    match request["do"]:
        case "start":
            count += 1
            instances[count] = Instance(request)
            return {"instance": count}
        case "close":
            instances.pop(request["instance"], None)
            return {}
        case "drop":
            return instances[request["instance"]].drop(request["name"])
        case "call":
            instance = instances[request["instance"]]
            try:
                return instance.call(request)
            except Exception as error:  # noqa: BLE001
                return {"heard": instance.heard, "trap": f"{type(error).__name__}: {error}"}


for line in sys.stdin:
    try:
        reply = answer(json.loads(line))
    except Exception as error:  # noqa: BLE001
        reply = {"error": f"{type(error).__name__}: {error}"}
    sys.stdout.write(json.dumps(reply) + "\n")
    sys.stdout.flush()
