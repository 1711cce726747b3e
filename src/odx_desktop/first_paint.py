"""The rows of the first painted window: the key comes beside Qt's own start, nothing heavy is imported."""

from __future__ import annotations

import threading
from pathlib import Path

from odx_desktop.domain.errors import OdxError
from odx_desktop.domain.query import Order, Query, Row
from odx_desktop.settings.policy import read_policy
from odx_desktop.settings.values import read_values
from odx_desktop.store.first_rows import first_rows
from odx_desktop.store.key_value import StoreKey
from odx_desktop.store.profile import profile_paths

KEY_PATIENCE_S = 0.3


class FirstPaint:
    """Made before Qt is; asked once for the rows. What fails here is told by the opening that follows.

    `values` are the settings as they stand now: the first paint is in the person's language and colours.
    """

    def __init__(self, folder: Path | None, policy: Path | None, key_file: Path | None) -> None:
        profile = profile_paths(folder)
        self._profile = profile
        self.values = read_values(profile.settings_file, read_policy(policy))
        self._key_file = key_file or self.values.path("store.key_file")
        self._key: StoreKey | None = None
        self._thread: threading.Thread | None = None
        if profile.cache.exists() and profile.vault.exists():
            self._thread = threading.Thread(target=self._fetch, name="key", daemon=True)
            self._thread.start()

    @property
    def folder(self) -> Path:
        """Where the profile lies."""
        return self._profile.folder

    def key(self) -> StoreKey | None:
        """The key when it has come; the opening then need not ask the keyring again. Waits for it."""
        if self._thread is not None:
            self._thread.join()
        return self._key

    def rows(self, query: Query, n: int = 50) -> tuple[Order, tuple[Row, ...]]:
        """Empty for a new profile, and where the keyring is slower than a first paint may be."""
        if self._thread is None:
            return Order(), ()
        self._thread.join(KEY_PATIENCE_S)
        if self._key is None:
            return Order(), ()
        try:
            return first_rows(self._profile, self._key, query, n)
        except OdxError:
            return Order(), ()

    def _fetch(self) -> None:
        from odx_desktop.store.key import obtain_key

        try:
            self._key = obtain_key(self._profile, self._key_file)
        except OdxError:
            self._key = None
