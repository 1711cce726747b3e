"""Who a request comes from: Basic with the system's own id and password, or a token of the provider."""

from __future__ import annotations

import base64
import binascii
import hmac
import secrets
from collections.abc import Callable

from starlette.requests import Request

from odx_desktop.demo.organisation import Organisation

# Not a system with work in it, but people have a password there too.
SIGN_ON = "sign-on"
TokenCheck = Callable[[str, str], str | None]


class Passwords:
    """One password a person for all systems, changed a system at a time."""

    def __init__(self, organisation: Organisation) -> None:
        self.on_change: Callable[[], None] = lambda: None
        self._known = {
            (system, person.id): secret
            for person in organisation.people.values()
            for secret in [secrets.token_urlsafe(12)]
            for system in (*organisation.systems, SIGN_ON)
        }

    def knows(self, person: str, password: str) -> bool:
        """Whether that is the person's password at the one sign-on."""
        return hmac.compare_digest(self._known[SIGN_ON, person].encode(), password.encode())

    def of(self, system: str, person: str) -> str:
        return self._known[system, person]

    def change(self, system: str, person: str, password: str) -> None:
        self._known[system, person] = password
        self.on_change()


class SignIn:
    """`check_token(token, system)` gives the person's short id, or None."""

    def __init__(
        self, organisation: Organisation, system: str, passwords: Passwords, check_token: TokenCheck
    ) -> None:
        self._system = system
        self._passwords = passwords
        self._check_token = check_token
        names = organisation.by_system_id(system).items()
        self._people = {login.casefold(): person.id for login, person in names}

    def who(self, request: Request) -> str | None:
        """The person's short id; None where the credentials are missing, wrong or too old."""
        scheme, _, value = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            return self._check_token(value.strip(), self._system)
        if scheme.lower() != "basic":
            return None
        try:
            user, _, password = base64.b64decode(value, validate=True).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError):
            return None
        person = self._people.get(user.casefold())
        known = self._passwords.of(self._system, person) if person is not None else secrets.token_urlsafe(12)
        right = hmac.compare_digest(known.encode(), password.encode())
        return person if right and person is not None else None
