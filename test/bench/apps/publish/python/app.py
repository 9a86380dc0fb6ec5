"""Publishes one message."""

from sdk.ocre.messaging import bus


class OcreAppRun:
    def run(self) -> None:
        bus.publish("sensors/temp", b"21.5", None)
