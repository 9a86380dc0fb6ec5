# Yours to edit: ocrekit writes this file once.
# ruff: noqa: E741, E742, E743
from wit_world.imports import test_choices_choices


class TestChoicesChoices:
    def next(self, l: test_choices_choices.Level) -> test_choices_choices.Level:
        return test_choices_choices.next(l)

    def merge(self, x: test_choices_choices.Few, y: test_choices_choices.Few) -> test_choices_choices.Few:
        return test_choices_choices.merge(x, y)

    def widen(self, x: test_choices_choices.Few) -> test_choices_choices.Many:
        return test_choices_choices.widen(x)
