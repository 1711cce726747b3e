"""Ways for the far end to misbehave, each named by what the client meets."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Self


class Kind(Enum):
    ANSWER = auto()
    HANG_UP = auto()
    PORTAL = auto()
    TRUNCATED = auto()
    SILENT = auto()


@dataclass(frozen=True)
class Fault:
    """`applies`: what was ordered takes effect before the misbehaviour."""

    kind: Kind
    applies: bool = False
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes | None = None

    @classmethod
    def answer(cls, status: int, body: bytes | None = None, *, applies: bool = False, **headers: str) -> Self:
        """Header names with `_` for `-`."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return cls(Kind.ANSWER, applies, status, named, body)

    @classmethod
    def hang_up(cls) -> Self:
        """Read the request, do nothing, close."""
        return cls(Kind.HANG_UP)

    @classmethod
    def hang_up_after_applying(cls) -> Self:
        return cls(Kind.HANG_UP, applies=True)

    @classmethod
    def error_after_applying(cls) -> Self:
        return cls(Kind.ANSWER, applies=True, status=500)

    @classmethod
    def ignored(cls) -> Self:
        """A friendly 204 for an order that is not carried out."""
        return cls(Kind.ANSWER, status=204, body=b"")

    @classmethod
    def portal(cls, *, applies: bool = False) -> Self:
        """An HTML page with 200, as networks with their own sign-in send it."""
        return cls(Kind.PORTAL, applies)

    @classmethod
    def truncated(cls) -> Self:
        """The right answer, cut short of what its length promises."""
        return cls(Kind.TRUNCATED, applies=True)

    @classmethod
    def silent(cls) -> Self:
        """Take the request and never answer."""
        return cls(Kind.SILENT)

    @classmethod
    def deep(cls, levels: int) -> Self:
        body = b'{"items":' + b"[" * levels + b"]" * levels + b',"total":0}'
        return cls(Kind.ANSWER, body=body)
