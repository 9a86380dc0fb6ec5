# Yours to edit: ocrekit writes this file once.
from sdk import calls
from wit_world.imports import test_outcomes_outcomes


class TestOutcomesOutcomes:
    def find(self, key: str) -> str | None:
        return test_outcomes_outcomes.find(key)

    def parse(self, text: str | None) -> int:
        return test_outcomes_outcomes.parse(text)

    def run(self) -> None:
        test_outcomes_outcomes.run()

    def check(self, n: int) -> None:
        test_outcomes_outcomes.check(n)

    def explain(self, n: int) -> test_outcomes_outcomes.Detail:
        return test_outcomes_outcomes.explain(n)

    def twice(self, n: calls.Some[int | None] | None) -> calls.Some[int | None] | None:
        return test_outcomes_outcomes.twice(n)

    def each(self, ns: list[calls.Ok[int] | calls.Err[test_outcomes_outcomes.Problem]]) -> str:
        return test_outcomes_outcomes.each(ns)
