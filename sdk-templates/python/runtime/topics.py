"""Topics of text, bytes, numbers or JSON: `Topic("plant/temperature", JSON).publish({"celsius": 21.5})`."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Generic, Self, TypeVar, overload

from sdk import callbacks
from sdk.calls import Failed
from sdk.ocre.messaging import bus as _bus
from sdk.ocre.messaging.types import Disposition, Message, Qos

T = TypeVar("T")


@dataclass(frozen=True)
class Codec(Generic[T]):
    """How a value becomes a payload and comes back."""

    encode: Callable[[T], bytes]
    decode: Callable[[bytes], T]
    content_type: str | None = None


BYTES: Codec[bytes] = Codec(bytes, bytes)
TEXT: Codec[str] = Codec(str.encode, bytes.decode, "text/plain")
# A whole number is written as one, and read back as what it is.
NUMBER: Codec[float] = Codec(lambda value: repr(value).encode(), lambda payload: _number(payload), "text/plain")
JSON: Codec[Any] = Codec(
    lambda value: json.dumps(value, separators=(",", ":")).encode(),
    lambda payload: _json(payload),
    "application/json",
)


def _number(payload: bytes) -> float:
    try:
        return int(payload)
    except ValueError:
        return float(payload)


def _json(payload: bytes) -> Any:
    try:
        return json.loads(payload)
    except RecursionError:
        raise ValueError("it is nested too deeply") from None


@dataclass
class _Waiter:
    take: Callable[[Message], Disposition]
    # Of the host; a reply has none.
    handle: _bus.Subscription | None = None


_waiting: callbacks.Waiting[_Waiter] = callbacks.Waiting()


class Subscription:
    """Messages go to its callback until it is closed: by `close`, or at the end of a `with`."""

    def __init__(self, token: int, handle: _bus.Subscription) -> None:
        self._token = token
        self._handle = handle

    def queued(self) -> int:
        """Messages that wait."""
        return self._handle.queued()

    def close(self) -> None:
        """No error when it is closed already."""
        if _waiting.end(self._token):
            self._handle.__exit__(None, None, None)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


def subscribe(
    topics: str,
    callback: Callable[[Message], object],
    *,
    qos: Qos = Qos.AT_MOST_ONCE,
    queue: int = 8,
    max_payload: int = 1024,
    retained: _bus.Retained = _bus.Retained.SEND,
    overflow: _bus.Overflow = _bus.Overflow.DROP_OLDEST,
    no_local: bool = False,
    group: str | None = None,
) -> Subscription:
    """Calls back with each message of the topics that a filter covers.

    What the callback returns is what becomes of the message, when it is a `Disposition`; else it is accepted.
    """

    def take(message: Message) -> Disposition:
        answer = callback(message)
        return answer if isinstance(answer, Disposition) else Disposition.ACCEPT

    options = _bus.SubscribeOptions(qos, queue, overflow, max_payload, retained, no_local, group)
    waiter = _Waiter(take)
    # A message may come as soon as the host knows of the subscription.
    token = _waiting.add(waiter)
    try:
        waiter.handle = _bus.Subscription.open(topics, options, token)
    except Exception:
        _waiting.end(token)
        raise
    return Subscription(token, waiter.handle)


class Topic(Generic[T]):
    """A topic whose payloads have a type; text when nothing else is said."""

    @overload
    def __init__(self: "Topic[str]", name: str) -> None: ...
    @overload
    def __init__(self, name: str, codec: Codec[T]) -> None: ...
    def __init__(self, name: str, codec: Codec[Any] = TEXT) -> None:
        self.name = name
        self.codec: Codec[T] = codec

    def publish(self, value: T) -> None:
        """Raises `PermissionError` without the grant."""
        _bus.publish(self.name, self.codec.encode(value), self.codec.content_type)

    def subscribe(self, callback: Callable[[T], object], **options: Any) -> Subscription:
        """Calls back with each value; a message that is none is rejected. The options are those of `subscribe`."""

        def heard(message: Message) -> object:
            try:
                value = self.value(message)
            except ValueError:
                # It is as wrong the next time.
                return Disposition.REJECT
            return callback(value)

        return subscribe(self.name, heard, **options)

    def value(self, message: Message) -> T:
        """What a message of this topic says; a `ValueError` when it is no value."""
        return self.codec.decode(message.payload)


def expect(take: Callable[[Message], object]) -> int:
    """A token for a message that comes without a subscription, for `sdk.requests`."""

    def accept(message: Message) -> Disposition:
        take(message)
        return Disposition.ACCEPT

    return _waiting.add(_Waiter(accept))


def forget(token: int) -> None:
    """Nothing waits for it any more."""
    _waiting.end(token)


def _heard(token: int, message: Message) -> Disposition | None:
    """A message, as a reactor gets it."""
    waiter = _waiting.get(token)
    if waiter is None:
        return Disposition.ACCEPT if callbacks.is_ours(token) else None
    return waiter.take(message)


def _ready(token: int) -> bool | None:
    """Messages, as a command hears of them: it takes all that are there."""
    waiter = _waiting.get(token)
    if waiter is None:
        return True if callbacks.is_ours(token) else None
    if waiter.handle is None:
        try:
            reply = _bus.take_reply(token)
        except Failed:
            # The host dropped it in the meantime.
            return True
        waiter.take(reply)
        return True
    # The callback may close the subscription.
    while _waiting.get(token) is waiter:
        try:
            message = waiter.handle.receive(0)
        except Failed:
            break
        disposition = waiter.take(message)
        if message.qos is not Qos.AT_MOST_ONCE and _waiting.get(token) is waiter:
            waiter.handle.settle(disposition)
    return True


callbacks.takers["on_message"] = _heard
callbacks.takers["message_event"] = _ready
