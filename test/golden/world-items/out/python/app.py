# Yours to edit: ocrekit writes this file once.
import wit_world
from sdk.inlined import console as inlined_console_sdk  # noqa: F401


class Control:
    def stop(self) -> None:
        return None


class WitWorld:
    def configure(self, s: wit_world.Settings) -> None:
        return None
