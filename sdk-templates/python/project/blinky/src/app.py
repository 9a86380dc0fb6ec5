"""Blinks led0 ten times."""

from sdk import lines, timers
from sdk.handlers import *
from sdk.ocre.app.lifecycle import StartReason
from sdk.ocre.gpio.lines import Output

HALF_PERIOD_MS = 100
CHANGES = 20

led: Output
blinking: int
changed = 0


@handler
def on_start(reason: StartReason) -> None:
    global led, blinking
    led = lines.open_output("led0")
    blinking = timers.every(HALF_PERIOD_MS, blink)


def blink() -> None:
    global changed
    changed += 1
    led.write(changed % 2 == 1)
    # Without a timer nothing can happen any more, and the host ends the app.
    if changed == CHANGES:
        timers.cancel(blinking)
