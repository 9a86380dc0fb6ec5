"""Topics of text, bytes, numbers or JSON: `Topic("plant/temperature", JSON).publish({"celsius": 21.5})`."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sdk.ocre.messaging import bus as _bus


@dataclass(frozen=True)
class Codec:
    """How a value becomes a payload and comes back."""

    encode: Callable[[Any], bytes]
    decode: Callable[[bytes], Any]
    content_type: str | None = None


BYTES = Codec(bytes, bytes)
TEXT = Codec(str.encode, bytes.decode, "text/plain")
NUMBER = Codec(lambda value: repr(value).encode(), lambda payload: float(payload), "text/plain")
JSON = Codec(
    lambda value: json.dumps(value, separators=(",", ":")).encode(),
    lambda payload: json.loads(payload),
    "application/json",
)


@dataclass(frozen=True)
class Topic:
    """A topic whose payloads have a type."""

    name: str
    codec: Codec = TEXT

    def publish(self, value: Any) -> None:
        """Raises `PermissionError` without the grant."""
        _bus.publish(self.name, self.codec.encode(value), self.codec.content_type)

    def value(self, message: Any) -> Any:
        """What a message of this topic says."""
        return self.codec.decode(message.payload)
