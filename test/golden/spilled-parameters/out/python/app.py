# Yours to edit: ocrekit writes this file once.
from wit_world.imports import test_spilled_spilled


class TestSpilledSpilled:
    def many(self, a: str, b: str, c: str, d: str, e: str, f: str, g: str, h: str, i: int, j: int) -> str:
        return test_spilled_spilled.many(a, b, c, d, e, f, g, h, i, j)
