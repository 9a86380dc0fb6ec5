"""Runs once: publishes a message, says so, and ends."""

import logging

from sdk import log, topics
from sdk.handlers import *


@handler
def run() -> None:
    log.install()
    topics.Topic("hello").publish("hello")
    logging.info("published")
