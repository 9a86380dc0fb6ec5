# Yours to edit: ocrekit writes this file once.
from wit_world.imports import test_variants_variants


class TestVariantsVariants:
    def store(self, v: test_variants_variants.Value) -> test_variants_variants.Value:
        return test_variants_variants.store(v)

    def all(self, vs: list[test_variants_variants.Value]) -> int:
        return test_variants_variants.all(vs)
