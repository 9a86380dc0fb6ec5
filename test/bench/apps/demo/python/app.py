"""The demo world in Python."""

from sdk.bench.demo.host import ErrorCode, Level, Pin, log, publish, read_file
from sdk.calls import Failed


class BenchDemoGuest:
    def run(self) -> None:
        log(Level.INFO, "hello ✓")
        with Pin.open(0, 13) as pin:
            pin.write(True)
        try:
            Pin.open(9, 9)
        except Failed as error:
            if error.code == ErrorCode.NOT_PERMITTED:
                log(Level.WARN, "pin 9:9 denied")
        publish("demo/hello", "text/plain", read_file("config.txt"))

    def on_message(self, topic: str, payload: bytes) -> None:
        publish("echo/" + topic, "application/octet-stream", payload)

    def on_timer(self, id: int) -> None:
        log(Level.DEBUG, f"timer {id}")
