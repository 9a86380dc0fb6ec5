# Yours to edit: ocrekit writes this file once.
import wit_world


class Control:
    def stop(self) -> None:
        return None


class WitWorld:
    def configure(self, s: wit_world.Settings) -> None:
        return None
