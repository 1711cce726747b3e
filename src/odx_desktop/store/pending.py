"""The plain note beside the vault that can still be read when the key is lost: how many, when, where to."""

from __future__ import annotations

import json
import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from odx_desktop.domain.reason import Reason
from odx_desktop.store import clock_marks as marks
from odx_desktop.store.action_rows import UNSETTLED_SQL
from odx_desktop.store.database import Connection


@dataclass(frozen=True, slots=True)
class PendingNote:
    """`newest` and `oldest` are when the waiting actions were accepted; `key_mark` tells one key from another
    (the key is 32 random bytes, so its digest gives nothing away)."""

    key_mark: str = ""
    count: int = 0
    oldest: datetime | None = None
    newest: datetime | None = None
    sources: tuple[str, ...] = ()

    def reason(self, code: str, **more: str) -> Reason:
        return Reason.of(
            code,
            count=str(self.count) if self.count else "",
            since=self.oldest.isoformat() if self.oldest else "",
            when=self.newest.isoformat() if self.newest else "",
            sources=", ".join(self.sources),
            **more,
        )


def key_mark(key: bytes) -> str:
    return sha256(b"odx-desktop key mark\0" + key).hexdigest()[:16]


def read_note(path: Path) -> PendingNote:
    """The note, or an empty one: it is a kindness, never a reason to fail."""
    try:
        plain = json.loads(path.read_text("utf-8"))
        return PendingNote(
            str(plain["key"]),
            int(plain["count"]),
            _instant(plain["oldest"]),
            _instant(plain["newest"]),
            tuple(str(one) for one in plain["sources"]),
        )
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return PendingNote()


def _instant(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def write_note(path: Path, connection: Connection, mark: str) -> None:
    """Write it anew from the vault, whole or not at all; a full disk does not undo what the vault holds."""
    sql = f"SELECT source, count(*), min(created), max(created) FROM action WHERE state IN {UNSETTLED_SQL}"
    rows = list(connection.execute(f"{sql} GROUP BY source ORDER BY source"))
    plain = {
        "key": mark,
        "count": sum(row[1] for row in rows),
        "oldest": marks.from_us(min(row[2] for row in rows)).isoformat() if rows else None,
        "newest": marks.from_us(max(row[3] for row in rows)).isoformat() if rows else None,
        "sources": [row[0] for row in rows],
    }
    part = path.with_name(f"{path.name}.{secrets.token_hex(6)}")
    try:
        part.write_text(json.dumps(plain), "utf-8")
        part.replace(path)
    except OSError:
        with suppress(OSError):
            part.unlink(missing_ok=True)
