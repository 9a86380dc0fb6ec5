"""Says a text in Morse code on led0."""

from collections.abc import Iterator

from sdk import lines, timers
from sdk.handlers import *
from sdk.ocre.app.lifecycle import StartReason
from sdk.ocre.gpio.lines import Output

TEXT = "ocre"
UNIT_MS = 100
CODE = {"c": "-.-.", "e": ".", "o": "---", "r": ".-."}

led: Output
# How long the line is on, and then off, in units; the last pause says nothing.
marks: list[tuple[int, int]] = []


def spell(text: str) -> Iterator[tuple[int, int]]:
    for letter in text:
        signs = [3 if sign == "-" else 1 for sign in CODE[letter]]
        for at, sign in enumerate(signs):
            yield sign, 3 if at + 1 == len(signs) else 1


@handler
def on_start(reason: StartReason) -> None:
    global led
    led = lines.open_output("led0")
    marks.extend(spell(TEXT))
    timers.after(UNIT_MS, begin)


def begin() -> None:
    # Without a timer nothing can happen any more, and the host ends the app.
    if not marks:
        return
    on, off = marks.pop(0)
    led.write(True)
    timers.after(on * UNIT_MS, lambda: end(off))


def end(off: int) -> None:
    led.write(False)
    timers.after(off * UNIT_MS, begin)
