# Yours to edit: ocrekit writes this file once.
from sdk import exports
from sdk.test.fixed import fixed as test_fixed_fixed_sdk
from wit_world.imports import test_fixed_fixed


class TestFixedFixed(exports.TestFixedFixed):
    def rotate(self, m: list[float]) -> list[float]:
        return test_fixed_fixed.rotate(m)

    def send(self, f: test_fixed_fixed_sdk.Frame) -> int:
        return test_fixed_fixed.send(f)

    def count(self, words: dict[str, int]) -> dict[str, int]:
        return test_fixed_fixed.count(words)
