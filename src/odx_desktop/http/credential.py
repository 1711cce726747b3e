"""Ways of saying who we are; each is asked for its headers anew before every request."""

from __future__ import annotations

import base64
from collections.abc import Awaitable, Callable
from typing import Protocol

from odx_desktop.http.message import Pairs


class Credential(Protocol):
    async def headers(self) -> Pairs:
        """Header fields for the next request; may raise SignInRequired or SourceUnavailable."""
        ...

    def renew(self) -> bool:
        """The source answered 401: True when asking once more with new headers makes sense."""
        ...


class FixedCredential:
    """The same header fields each time; a 401 is final."""

    def __init__(self, headers: Pairs = ()) -> None:
        self._headers = headers

    def __repr__(self) -> str:
        return f"FixedCredential({', '.join(name for name, _ in self._headers)})"

    async def headers(self) -> Pairs:
        return self._headers

    def renew(self) -> bool:
        return False


def no_credential() -> FixedCredential:
    return FixedCredential()


def basic(user: str, secret: str) -> FixedCredential:
    """RFC 7617 with UTF-8."""
    token = base64.b64encode(f"{user}:{secret}".encode()).decode("ascii")
    return FixedCredential((("Authorization", f"Basic {token}"),))


def bearer(secret: str) -> FixedCredential:
    return FixedCredential((("Authorization", f"Bearer {secret}"),))


def header(name: str, secret: str) -> FixedCredential:
    return FixedCredential(((name, secret),))


class RenewableCredential:
    """Headers that cost a request of their own (a session, an access token) and may be renewed once a 401."""

    def __init__(self, obtain: Callable[[bool], Awaitable[Pairs]]) -> None:
        """`obtain(renewed)` gives the fields; with `renewed` it must not answer from memory."""
        self._obtain = obtain
        self._renewed = False

    async def headers(self) -> Pairs:
        renewed, self._renewed = self._renewed, False
        return await self._obtain(renewed)

    def renew(self) -> bool:
        self._renewed = True
        return True
