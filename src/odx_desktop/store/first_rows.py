"""The rows of the first painted window, read before anything else of the product is imported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from odx_desktop.domain.query import Order, Query, Row
from odx_desktop.store.database import failures_named
from odx_desktop.store.opened import open_reading
from odx_desktop.store.order import beginning
from odx_desktop.store.rows import rows

if TYPE_CHECKING:
    from odx_desktop.store.key_value import StoreKey
    from odx_desktop.store.profile import ProfilePaths


def first_rows(
    profile: ProfilePaths, key: StoreKey, query: Query, n: int = 50
) -> tuple[Order, tuple[Row, ...]]:
    """The beginning of a place's order and its first `n` rows, on the calling thread, over a connection that
    is closed again. Nothing where the profile is new; StoreFailed where the files cannot be read."""
    if not (profile.cache.exists() and profile.vault.exists()):
        return Order(), ()
    with failures_named():
        connection = open_reading(profile, key.value)
        try:
            found = beginning(connection, query, n)
            return found, rows(connection, found.ids[:n])
        finally:
            connection.close()
