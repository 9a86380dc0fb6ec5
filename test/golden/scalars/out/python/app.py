# Yours to edit: ocrekit writes this file once.
from wit_world.imports import test_scalars_numbers


class TestScalarsNumbers:
    def small(self, a: bool, b: int, c: int, d: int, e: int) -> int:
        return test_scalars_numbers.small(a, b, c, d, e)

    def wide(self, a: int, b: int, c: int, d: int) -> int:
        return test_scalars_numbers.wide(a, b, c, d)

    def real(self, a: float, b: float) -> float:
        return test_scalars_numbers.real(a, b)

    def letter(self, a: str) -> str:
        return test_scalars_numbers.letter(a)

    def truth(self) -> bool:
        return test_scalars_numbers.truth()

    def nothing(self) -> None:
        test_scalars_numbers.nothing()
