"""One account on one back end, and how it fares."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from odx_desktop.domain.language import LocalizedText
from odx_desktop.domain.reason import Reason


class Health(StrEnum):
    """A source's state in one word (design.md section 2)."""

    OK = "ok"
    STALE = "stale"
    SIGN_IN_NEEDED = "sign_in_needed"
    NO_ACCESS = "no_access"
    NOT_REACHED = "not_reached"
    BROKEN = "broken"


class AuthKind(StrEnum):
    NONE = "none"
    BASIC = "basic"
    BEARER = "bearer"
    HEADER = "header"
    SESSION = "session"
    SIGN_ON = "sign_on"


@dataclass(frozen=True, slots=True)
class Source:
    """A configured source; its secret lives in the vault under the same `slug` and never in here."""

    slug: str
    name: LocalizedText
    connector: str
    url: str
    user: str = ""
    settings: tuple[tuple[str, str], ...] = ()
    locked: bool = False
    manifest_digest: str = ""


@dataclass(frozen=True, slots=True)
class SourceStatus:
    """What is known of a source now. `as_of` ends the last complete round (aware UTC); `as_whom` is who
    the source takes us for; `retry_at` while a Retry-After is pending; `checking` while a round runs."""

    source: Source
    health: Health | None = None
    as_of: datetime | None = None
    as_whom: str = ""
    reason: Reason | None = None
    last_attempt: datetime | None = None
    retry_at: datetime | None = None
    checking: bool = False
    waiting_actions: int = 0
    tells_team: bool = False
