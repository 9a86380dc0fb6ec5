# Yours to edit: ocrekit writes this file once.
# ruff: noqa: E741, E742, E743
from wit_world.imports import test_records_shapes


class TestRecordsShapes:
    def length(self, l: test_records_shapes.Line) -> float:
        return test_records_shapes.length(l)

    def mirror(self, p: test_records_shapes.Point) -> test_records_shapes.Point:
        return test_records_shapes.mirror(p)

    def outline(self) -> list[test_records_shapes.Line]:
        return test_records_shapes.outline()

    def pair(self, p: tuple[int, test_records_shapes.Point]) -> tuple[test_records_shapes.Point, str]:
        return test_records_shapes.pair(p)
