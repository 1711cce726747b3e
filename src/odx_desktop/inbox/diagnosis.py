"""Whether what the program stands on works here: tried for real, on files of its own that it throws away."""

from __future__ import annotations

import secrets
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from odx_desktop.domain.errors import OdxError
from odx_desktop.domain.keys import WorkItemKey
from odx_desktop.domain.query import Query, View
from odx_desktop.domain.reason import Reason
from odx_desktop.domain.work_item import Relation, Scope, WorkItem, WorkItemState
from odx_desktop.http.trust import system_trust
from odx_desktop.store.key_value import KEY_BYTES, StoreKey
from odx_desktop.store.keyring_key import KeyringUnusable, backend_name
from odx_desktop.store.profile import ProfilePaths
from odx_desktop.store.store import Store

_PLAIN_HEADER = b"SQLite format 3\x00"
_PROBE = WorkItem(
    WorkItemKey("probe", ("1",)),
    "",
    "Congé annuel",
    WorkItemState.READY,
    relations=frozenset({Relation.MINE}),
)


@dataclass(frozen=True, slots=True)
class StoreFacts:
    """`opens`: written and read back; `searches`: the full-text index finds a word without its accents;
    `encrypted`: the file on disk does not show itself as a database."""

    opens: bool = False
    searches: bool = False
    encrypted: bool = False
    reason: Reason | None = None

    @property
    def ok(self) -> bool:
        return self.opens and self.searches and self.encrypted


@dataclass(frozen=True, slots=True)
class KeyringFacts:
    """`backend` is the module that keeps the key, or empty with the `reason` why there is none."""

    backend: str = ""
    reason: Reason | None = None


def store_facts() -> StoreFacts:
    with tempfile.TemporaryDirectory(prefix="odx-desktop-probe-") as folder:
        try:
            return _try_store(ProfilePaths(Path(folder)))
        except OdxError as error:
            return StoreFacts(reason=error.reason)


def _try_store(paths: ProfilePaths) -> StoreFacts:
    now = datetime.now(UTC)
    store = Store.open(paths, StoreKey(secrets.token_bytes(KEY_BYTES), "file"))
    try:
        store.cache.apply_page("probe", Scope.MINE, [_PROBE], [], now).result()
        found = store.reader.order(Query(View.ALL, now, now, now + timedelta(days=1), text="conge")).result()
        rows = store.reader.rows(found.ids).result()
        opens = store.reader.row(_PROBE.key).result() is not None
    finally:
        store.close()
    headers = [path.read_bytes()[: len(_PLAIN_HEADER)] for path in (paths.vault, paths.cache)]
    return StoreFacts(opens, len(rows) == 1, all(header != _PLAIN_HEADER for header in headers))


def keyring_facts() -> KeyringFacts:
    try:
        return KeyringFacts(backend_name())
    except KeyringUnusable as unusable:
        return KeyringFacts(reason=unusable.reason)


def trusts_the_system() -> bool:
    """The operating system's certificates can be asked, and nothing switches verification off."""
    context = system_trust()
    return context.check_hostname
