"""Publishes a counter five times, and logs each message of it that comes back."""

import logging

from sdk import log, timers
from sdk.handlers import *
from sdk.ocre.messaging.bus import Overflow, Retained, SubscribeOptions, Subscription
from sdk.ocre.messaging.types import Disposition, Qos
from sdk.topics import NUMBER, Topic

PERIOD_MS = 200
MESSAGES = 5

count = Topic("count", NUMBER)
ticking: int
subscription: Subscription | None = None
published = 0
received = 0

handler(timers.on_timer)


@handler
def on_start(reason):
    global subscription, ticking
    log.install()
    options = SubscribeOptions(
        Qos.AT_MOST_ONCE,
        queue=8,
        overflow=Overflow.DROP_OLDEST,
        max_payload=16,
        retained=Retained.SEND,
        no_local=False,
        group=None,
    )
    subscription = Subscription.open(count.name, options, 1)
    ticking = timers.every(PERIOD_MS, publish)


def publish():
    global published
    published += 1
    count.publish(published)
    if published == MESSAGES:
        timers.cancel(ticking)


@handler
def on_message(token, message):
    global received, subscription
    received += 1
    logging.info("received %d", count.value(message))
    # Without a timer and a subscription nothing can happen any more, and the host ends the app.
    if received == MESSAGES:
        subscription.__exit__(None, None, None)
    return Disposition.ACCEPT
