"""Blinks led0 ten times."""

from sdk import timers
from sdk.handlers import *
from sdk.ocre.gpio.lines import Bias, Drive, Output, OutputOptions

HALF_PERIOD_MS = 100
CHANGES = 20

led: Output
blinking: int
changed = 0

handler(timers.on_timer)


@handler
def on_start(reason):
    global led, blinking
    led = Output.open("led0", OutputOptions(Drive.PUSH_PULL, Bias.AS_IS, active_low=False, initially_active=False))
    blinking = timers.every(HALF_PERIOD_MS, blink)


def blink():
    global changed
    changed += 1
    led.write(changed % 2 == 1)
    # Without a timer nothing can happen any more, and the host ends the app.
    if changed == CHANGES:
        timers.cancel(blinking)
