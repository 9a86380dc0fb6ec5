# Yours to edit: ocrekit writes this file once.
from wit_world.imports import test_sequences_text


class TestSequencesText:
    def greet(self, name: str) -> str:
        return test_sequences_text.greet(name)

    def checksum(self, data: bytes) -> int:
        return test_sequences_text.checksum(data)

    def words(self, line: str) -> list[str]:
        return test_sequences_text.words(line)

    def sort(self, values: list[float]) -> list[float]:
        return test_sequences_text.sort(values)

    def nested(self, rows: list[list[int]]) -> list[list[int]]:
        return test_sequences_text.nested(rows)
