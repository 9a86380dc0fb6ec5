/** The questions in Python. The command does something else when another level of the log is kept: one component does for all. */
import type { Asking } from "./asking.js";

const body = `
doubled = Topic("test/double", NUMBER)


def begin() -> None:
    log.install()
    requests.answer(doubled, lambda number: 2 * number)
    topics.subscribe("test/quiet", lambda message: logging.info("heard %s", message.payload.decode()))
    requests.ask(doubled, 21, answered, timeout_ms=1000)


def answered(number: float | None) -> None:
    logging.info("answer %s", number)
    requests.request("test/quiet", b"anybody?", replied, timeout_ms=50)


def replied(reply: Message | None) -> None:
    logging.info("no answer" if reply is None else "an answer")
`;

export const python: Asking = {
  path: "src/app.py",
  command: `import logging

from sdk import events, log, requests, topics
from sdk.handlers import *
from sdk.ocre.messaging.types import Message
from sdk.ocre.system.log import Level, threshold
from sdk.topics import NUMBER, Topic
${body}    events.end()


@handler
def run() -> None:
    level = threshold()
    if level is Level.TRACE:
        raise RuntimeError("out of paint")
    assert level is not Level.DEBUG, "all is told"
    if level is Level.WARN:
        topics.subscribe("denied", print)
    begin()
    events.run()
`,
  reactor: `import logging

from sdk import log, requests, topics
from sdk.handlers import *
from sdk.ocre.app.lifecycle import StartReason
from sdk.ocre.messaging.types import Message
from sdk.topics import NUMBER, Topic
${body}

@handler
def on_start(reason: StartReason) -> None:
    begin()
`,
};

/** The same in one coroutine, and tasks beside each other. */
export const asynchronous = `import asyncio
import logging

from sdk import aio, log, requests, topics
from sdk.handlers import *
from sdk.topics import NUMBER, Topic

doubled = Topic("test/double", NUMBER)


async def main() -> None:
    requests.answer(doubled, lambda number: 2 * number)
    hearing = topics.subscribe("test/quiet", lambda message: logging.info("heard %s", message.payload.decode()))
    answer = await aio.called_back(lambda done: requests.ask(doubled, 21, done, timeout_ms=1000))
    logging.info("answer %s", answer)
    reply = await aio.called_back(lambda done: requests.request("test/quiet", b"anybody?", done, timeout_ms=50))
    logging.info("no answer" if reply is None else "an answer")
    hearing.close()
    async with asyncio.TaskGroup() as group:
        group.create_task(tick("slow", 0.3))
        group.create_task(tick("quick", 0.2))
    try:
        async with asyncio.timeout(0.1):
            await asyncio.sleep(60)
    except TimeoutError:
        logging.info("late")
    await asyncio.gather(fails())


async def tick(name: str, seconds: float) -> None:
    for _ in range(2):
        await asyncio.sleep(seconds)
        logging.info(name)


async def fails() -> None:
    raise RuntimeError("out of paint")


@handler
def run() -> None:
    log.install()
    aio.run(main())
`;
