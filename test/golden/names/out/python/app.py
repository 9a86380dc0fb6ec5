# Yours to edit: ocrekit writes this file once.
from wit_world.imports import test_names_names, test_names_types


class TestNamesNames:
    def names(self, out: int, err: test_names_types.Int) -> test_names_types.Switch:
        return test_names_names.names(out, err)

    def return_(self, class_: test_names_types.Switch, area: str, size_t: int) -> str:
        return test_names_names.return_(class_, area, size_t)

    def a_b(self) -> None:
        test_names_names.a_b()
