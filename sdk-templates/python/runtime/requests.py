"""Questions over topics, whose answers come to functions: `ask(doubled, 21, print_it)`."""

from collections.abc import Callable
from typing import Any, TypeVar

from sdk import timers, topics
from sdk.calls import Failed
from sdk.ocre.messaging import bus as _bus
from sdk.ocre.messaging.types import Disposition, Message
from sdk.topics import Codec, Subscription, Topic

Q = TypeVar("Q")
A = TypeVar("A")


def request(
    topic: str,
    payload: bytes,
    callback: Callable[[Message | None], object],
    *,
    timeout_ms: int = 5000,
    max_reply: int = 1024,
    content_type: str | None = None,
) -> None:
    """Publishes a question and calls back once: with the first reply, or with None when there is none in time."""

    def replied(message: Message) -> None:
        topics.forget(token)
        timers.cancel(limit)
        callback(message)

    def late() -> None:
        topics.forget(token)
        callback(None)

    token = topics.expect(replied)
    limit = timers.after(timeout_ms, late)
    try:
        _bus.send_request(topic, payload, content_type, token, timeout_ms, max_reply)
    except Exception:
        timers.cancel(limit)
        topics.forget(token)
        raise


def ask(topic: Topic[Q], question: Q, callback: Callable[[Q | None], object], **options: Any) -> None:
    """`request` with values. A reply that is no value of the topic is none; the options are those of `request`."""

    def replied(message: Message | None) -> None:
        callback(None if message is None else _decoded(topic.codec, message.payload))

    options.setdefault("content_type", topic.codec.content_type)
    request(topic.name, topic.codec.encode(question), replied, **options)


def answer(topic: Topic[Q], function: Callable[[Q], Q], **options: Any) -> Subscription:
    """Replies to each question with what a function returns; the options are those of `topics.subscribe`."""

    def asked(message: Message) -> Disposition | None:
        try:
            question = topic.value(message)
        except ValueError:
            return Disposition.REJECT
        respond(message, topic.codec.encode(function(question)), topic.codec.content_type)
        return None

    return topics.subscribe(topic.name, asked, **options)


def respond(message: Message, payload: bytes, content_type: str | None = None) -> bool:
    """Replies to a message; False when nobody waits for it, or not any longer."""
    if message.ticket == 0:
        return False
    try:
        _bus.reply(message.ticket, payload, content_type)
    except Failed:
        return False
    return True


def _decoded(codec: Codec[A], payload: bytes) -> A | None:
    try:
        return codec.decode(payload)
    except ValueError:
        return None
