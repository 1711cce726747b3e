"""Where the key of a profile comes from: a file that was named, the keyring, or nowhere that lasts."""

from __future__ import annotations

import secrets
from pathlib import Path

from odx_desktop.domain.errors import StoreFailed
from odx_desktop.domain.reason import Reason
from odx_desktop.settings.user_file import read_user_file, write_user_values
from odx_desktop.store.key_file import key_from_file
from odx_desktop.store.key_value import KEY_BYTES, StoreKey
from odx_desktop.store.keyring_key import KeyringUnusable, key_from_keyring
from odx_desktop.store.pending import key_mark, read_note
from odx_desktop.store.profile import ProfilePaths

__all__ = ["StoreKey", "obtain_key"]


def obtain_key(profile: ProfilePaths, key_file: Path | None) -> StoreKey:
    """The key to open the profile with. A key file is remembered by the profile, so that later starts find it
    without being told. Without one, and without a usable keyring, the key lives in memory only.

    StoreFailed when a named or remembered key file cannot be used: going on with another key would make the
    person's files look lost.
    """
    remembered = read_user_file(profile.settings_file).values.get("store.key_file")
    chosen = key_file
    if chosen is None and isinstance(remembered, str) and remembered:
        chosen = Path(remembered)
    if chosen is not None:
        return _from_file(profile, chosen.expanduser(), remembered)
    try:
        return key_from_keyring(_keyring_name(profile))
    except KeyringUnusable as unusable:
        return StoreKey(secrets.token_bytes(KEY_BYTES), "memory", unusable.reason)


def _from_file(profile: ProfilePaths, path: Path, remembered: object) -> StoreKey:
    full = str(path.absolute())
    if full == remembered:
        return key_from_file(path)
    _refuse_another(profile, path, remembered)
    key = key_from_file(path)
    write_user_values(profile.settings_file, {"store.key_file": full})
    return key


def _refuse_another(profile: ProfilePaths, path: Path, remembered: object) -> None:
    """A key file named by mistake must not set a person's files aside: only a key that is lost does that.

    StoreFailed `store.wrong_key` when the profile has files under another key that is still to be had.
    """
    mark = read_note(profile.pending).key_mark
    if not (mark and profile.vault.exists()):
        return
    if isinstance(remembered, str) and remembered and not Path(remembered).exists():
        return
    if not path.exists() or key_mark(key_from_file(path).value) != mark:
        raise StoreFailed(Reason.of("store.wrong_key", file=str(path)))


def _keyring_name(profile: ProfilePaths) -> str:
    """One keyring entry a profile folder."""
    return f"profile:{profile.folder.absolute()}"
