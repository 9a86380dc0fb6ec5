"""Each press of the button toggles led0, and the log says so."""

import logging

from sdk import log
from sdk.handlers import *
from sdk.ocre.gpio.lines import Bias, Drive, Edges, Input, InputOptions, Output, OutputOptions

BUTTON = 1
DEBOUNCE_US = 20_000

button: Input
led: Output
is_on = False


@handler
def on_start(reason):
    global button, led
    log.install()
    led = Output.open("led0", OutputOptions(Drive.PUSH_PULL, Bias.AS_IS, active_low=False, initially_active=False))
    button = Input.open("button", InputOptions(Bias.AS_IS, active_low=False, debounce_us=DEBOUNCE_US))
    button.watch(Edges.RISING, BUTTON)


@handler
def on_line(token, data, lost, time):
    global is_on
    is_on = not is_on
    led.write(is_on)
    logging.info("led0 on" if is_on else "led0 off")
