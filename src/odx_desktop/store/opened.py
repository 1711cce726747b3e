"""A reading connection over both files: the cache, with the vault attached. Nothing heavy is imported."""

from __future__ import annotations

from odx_desktop.store.database import Connection, attach, open_database
from odx_desktop.store.profile import ProfilePaths


def open_reading(profile: ProfilePaths, key: bytes) -> Connection:
    """Can change nothing (query_only); both files exist already."""
    connection = open_database(profile.cache, key, durable=False, readable_only=True)
    try:
        attach(connection, profile.vault, key, "vault")
    except BaseException:
        connection.close()
        raise
    return connection
