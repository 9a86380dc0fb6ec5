"""Publishes a counter five times, and logs each message of it that comes back."""

import logging

from sdk import log, timers
from sdk.handlers import *
from sdk.ocre.app.lifecycle import StartReason
from sdk.topics import NUMBER, Subscription, Topic

PERIOD_MS = 200
MESSAGES = 5

count = Topic("count", NUMBER)
ticking: int
counting: Subscription
published = 0
received = 0


@handler
def on_start(reason: StartReason) -> None:
    global counting, ticking
    log.install()
    counting = count.subscribe(heard)
    ticking = timers.every(PERIOD_MS, publish)


def publish() -> None:
    global published
    published += 1
    count.publish(published)
    if published == MESSAGES:
        timers.cancel(ticking)


def heard(number: float) -> None:
    global received
    received += 1
    logging.info("received %d", number)
    # Without a timer and a subscription nothing can happen any more, and the host ends the app.
    if received == MESSAGES:
        counting.close()
