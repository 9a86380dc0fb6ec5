# Yours to edit: ocrekit writes this file once.
from sdk import exports
from sdk.test.fixed import fixed as test_fixed_fixed_sdk


class TestFixedFixed(exports.TestFixedFixed):
    def rotate(self, m: list[float]) -> list[float]:
        _answer: list[float] = test_fixed_fixed_sdk._bindings.rotate(m)
        return _answer

    def send(self, f: test_fixed_fixed_sdk.Frame) -> int:
        _answer: int = test_fixed_fixed_sdk._bindings.send(f)
        return _answer

    def count(self, words: dict[str, int]) -> dict[str, int]:
        _answer: dict[str, int] = test_fixed_fixed_sdk._bindings.count(words)
        return _answer
