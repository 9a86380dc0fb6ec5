"""A command that does nothing."""


class OcreAppRun:
    def run(self) -> None:
        return None
