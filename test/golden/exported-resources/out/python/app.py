# Yours to edit: ocrekit writes this file once.
from wit_world.imports import test_counter_logs

import test_counter_counters as test_counter_counters_exports  # noqa: F401


class TestCounterCounters:
    pass


class TestCounterUsers:
    def use_borrowed(self, s: test_counter_logs.Sink) -> int:
        return 0
