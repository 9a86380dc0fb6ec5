"""Each press of the button toggles led0, and the log says so."""

import logging

from sdk import lines, log
from sdk.handlers import *
from sdk.ocre.app.lifecycle import StartReason
from sdk.ocre.gpio.lines import Edges, Input, Output

DEBOUNCE_US = 20_000

button: Input
led: Output
is_on = False


@handler
def on_start(reason: StartReason) -> None:
    global button, led
    log.install()
    led = lines.open_output("led0")
    button = lines.open_input("button", debounce_us=DEBOUNCE_US)
    lines.watch(button, Edges.RISING, pressed)


def pressed(change: lines.Change) -> None:
    global is_on
    is_on = not is_on
    led.write(is_on)
    logging.info("led0 on" if is_on else "led0 off")
