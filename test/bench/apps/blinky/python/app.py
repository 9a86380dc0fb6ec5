"""Blinks led0 once a second for as long as it runs."""

from sdk.ocre.gpio.lines import Bias, Drive, Output, OutputOptions
from sdk.ocre.system.monotonic_clock import wait_for


class OcreAppRun:
    def run(self) -> None:
        led = Output.open("led0", OutputOptions(Drive.PUSH_PULL, Bias.AS_IS, active_low=False, initially_active=False))
        while True:
            led.toggle()
            wait_for(500_000_000)
