"""Credentials that a manifest describes: from the person's secret, at once or by way of a login request."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from odx_desktop.connectors.declarative.answers import answer_getter
from odx_desktop.connectors.declarative.caller import Caller
from odx_desktop.connectors.declarative.scope import Bindings, as_text
from odx_desktop.connectors.declarative.shape import Auth, Login
from odx_desktop.domain.errors import ContractBroken, SignInRequired
from odx_desktop.domain.reason import Reason
from odx_desktop.domain.source import AuthKind
from odx_desktop.http.client import HttpClient
from odx_desktop.http.credential import (
    Credential,
    RenewableCredential,
    basic,
    bearer,
    header,
    no_credential,
)
from odx_desktop.http.message import Pairs

TokenOf = Callable[[bool], Awaitable[str]]


def credential_for(
    auth: Auth, user: str, secret: str, sign_on: TokenOf | None, login: LoginSession | None
) -> Credential:
    """What proves who we are. `sign_on(renewed)` gives the access token of the one sign-on."""
    if auth.kind is AuthKind.BASIC:
        return basic(user, secret)
    if auth.kind is AuthKind.BEARER:
        return bearer(secret)
    if auth.kind is AuthKind.HEADER:
        return header(auth.header, auth.format.replace("{secret}", secret))
    if auth.kind is AuthKind.SESSION and login is not None:
        return RenewableCredential(login.headers)
    if auth.kind is AuthKind.SIGN_ON:
        return RenewableCredential(_bearer_of(sign_on))
    return no_credential()


def _bearer_of(sign_on: TokenOf | None) -> Callable[[bool], Awaitable[Pairs]]:
    async def obtain(renewed: bool) -> Pairs:
        if sign_on is None:
            raise SignInRequired(Reason.of("source.sign_in"))
        return (("Authorization", f"Bearer {await sign_on(renewed)}"),)

    return obtain


class LoginSession:
    """A session of the source's own: a login request gives a token that each later request carries.

    The login's templates see `user` and `secret`; no other template ever does.
    """

    def __init__(
        self, login: Login, http: HttpClient, user: str, secret: str, clock: Callable[[], datetime]
    ) -> None:
        self._login, self._clock = login, clock
        self._caller = Caller(http, {})
        self._bindings = Bindings(names={"user": user, "secret": secret})
        self._token = ""
        self._until: datetime | None = None

    async def headers(self, renewed: bool) -> Pairs:
        """Raises SignInRequired when the source does not take the secret."""
        if renewed or not self._token or (self._until is not None and self._clock() >= self._until):
            await self._sign_in()
        name, _, form = self._login.send.partition(":")
        return ((name, (form or "{token}").replace("{token}", self._token)),)

    async def _sign_in(self) -> None:
        response = await self._caller.http.checked(self._caller.build(self._login.request, self._bindings))
        token = as_text(answer_getter(self._login.token)(response, response.json()))
        if not token:
            raise ContractBroken(response.url_path, f"a token at {self._login.token}", "none")
        self._token = token
        self._until = self._clock() + timedelta(seconds=self._login.ttl_s)
