"""What the OpenID provider has promised to whom: codes and refresh tokens, each good once."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

CODE_LIFE = timedelta(seconds=60)
REFRESH_LIFE = timedelta(hours=12)


class GrantRefused(Exception):
    """An error of RFC 6749 section 5.2, by its code."""

    def __init__(self, error: str, description: str) -> None:
        super().__init__(description)
        self.error = error
        self.description = description


@dataclass(frozen=True, slots=True)
class Request:
    """What a client asked for at the authorization endpoint; `resources` may be empty (userinfo only)."""

    client: str
    redirect: str
    scope: str
    challenge: str
    nonce: str
    resources: tuple[str, ...]


@dataclass(slots=True)
class Session:
    """One sign-in of one person with one client; ends as a whole."""

    person: str
    request: Request
    signed_in: datetime
    is_over: bool = False
    access: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Promise:
    session: Session
    until: datetime


class Grants:
    """`used` promises are remembered: presented again, they end their session (RFC 9700 section 4.14)."""

    def __init__(self) -> None:
        self._codes: dict[str, _Promise] = {}
        self._refresh: dict[str, _Promise] = {}
        self._used: dict[str, Session] = {}
        self.sessions: dict[str, Session] = {}

    def code(self, person: str, request: Request, now: datetime) -> str:
        code = secrets.token_urlsafe(24)
        self._codes[code] = _Promise(Session(person, request, now), now + CODE_LIFE)
        return code

    def redeem(self, code: str, client: str, redirect: str, verifier: str, now: datetime) -> Session:
        session = self._once(self._codes, code, now)
        asked = session.request
        if (asked.client, asked.redirect) != (client, redirect):
            raise GrantRefused("invalid_grant", "another client or redirect_uri")
        digest = hashlib.sha256(verifier.encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        if not hmac.compare_digest(challenge, asked.challenge):
            raise GrantRefused("invalid_grant", "the code_verifier does not fit")
        return session

    def refresh_token(self, session: Session, now: datetime) -> str:
        token = secrets.token_urlsafe(32)
        self._refresh[token] = _Promise(session, now + REFRESH_LIFE)
        return token

    def rotate(self, token: str, client: str, now: datetime) -> Session:
        session = self._once(self._refresh, token, now)
        if session.request.client != client:
            raise GrantRefused("invalid_grant", "another client")
        return session

    def revoke(self, token: str) -> None:
        """RFC 7009: an unknown token is no error."""
        promise = self._refresh.get(token)
        session = promise.session if promise is not None else self.sessions.get(token)
        if session is not None:
            session.is_over = True

    def _once(self, promises: dict[str, _Promise], secret: str, now: datetime) -> Session:
        if secret in self._used:
            self._used[secret].is_over = True
            raise GrantRefused("invalid_grant", "used before; the session has ended")
        promise = promises.pop(secret, None)
        if promise is None or promise.until < now or promise.session.is_over:
            raise GrantRefused("invalid_grant", "unknown, too old, or ended")
        self._used[secret] = promise.session
        return promise.session
