"""What can go wrong below the faces, each type saying what to do about it.

OdxError
 +- SourceError               talking to one source
 |   +- SignInRequired        ask the person; the outbox waits
 |   +- SourceUnavailable     try later; nothing was learnt
 |   +- ContractBroken        it answers, but not as agreed; report it
 +- StoreFailed               the disk or the key
 +- Refusal                   what was ordered cannot be done (wrong name, too late); values, not a fault
"""

from __future__ import annotations

from datetime import datetime

from odx_desktop.domain.reason import Reason


class OdxError(Exception):
    """Carries a Reason; the text of the exception is for the log only."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(f"{reason.code} {dict(reason.values)}")
        self.reason = reason


class SourceError(OdxError):
    """Talking to one source failed; the others go on."""


class SignInRequired(SourceError):
    """The source does not take us for anybody: the person has to sign in or give a new secret."""


class SourceUnavailable(SourceError):
    """No usable answer; `retry_at` (aware UTC) when the source named a time."""

    def __init__(self, reason: Reason, retry_at: datetime | None = None) -> None:
        super().__init__(reason)
        self.retry_at = retry_at


class ContractBroken(SourceError):
    """It answers, but not what was agreed: `where` it was, what was `expected`, what was `got`."""

    def __init__(self, where: str, expected: str, got: str, code: str = "source.broken") -> None:
        super().__init__(Reason.of(code, where=where, expected=expected, got=got))
        self.where = where
        self.expected = expected
        self.got = got


class NoAccess(SourceError):
    """The source knows the person and refuses them (403 on a list)."""


class StoreFailed(OdxError):
    """The store could not do what it was asked; nothing that was promised is affected unless it says so."""


class Refusal(OdxError):
    """An order that cannot be carried out: unknown key, ambiguous action, too late to undo."""
