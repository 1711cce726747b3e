"""A key kept in a file of the person's own, for kiosks, containers and tests."""

from __future__ import annotations

import os
import secrets
import stat
import sys
from contextlib import suppress
from pathlib import Path

from odx_desktop.domain.errors import StoreFailed
from odx_desktop.domain.reason import Reason
from odx_desktop.store.key_value import KEY_BYTES, StoreKey


def key_from_file(path: Path) -> StoreKey:
    """The 32 bytes of the file, made with mode 0600 when it is missing.

    StoreFailed `store.key_file_readable` when others can read it, `store.key_file_bad` when it is no key,
    `store.key_file_unusable` when it cannot be read or made.
    """
    try:
        if not path.exists():
            _make(path)
        return StoreKey(_read(path), "file")
    except OSError as error:
        reason = Reason.of("store.key_file_unusable", file=str(path), detail=error.strerror or "")
        raise StoreFailed(reason) from error


def _read(path: Path) -> bytes:
    descriptor = os.open(path, os.O_RDONLY)
    with os.fdopen(descriptor, "rb") as opened:
        mode = os.fstat(descriptor).st_mode
        if not stat.S_ISREG(mode):
            raise StoreFailed(Reason.of("store.key_file_bad", file=str(path)))
        if sys.platform != "win32" and mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise StoreFailed(Reason.of("store.key_file_readable", file=str(path)))
        value = opened.read(KEY_BYTES + 1)
    if len(value) != KEY_BYTES:
        raise StoreFailed(Reason.of("store.key_file_bad", file=str(path)))
    return value


def _make(path: Path) -> None:
    """Complete under its name or not there at all, and never over another: two first starts that race must
    not end with two keys."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as made:
            made.write(secrets.token_bytes(KEY_BYTES))
            made.flush()
            os.fsync(descriptor)
        with suppress(FileExistsError):
            os.link(part, path)
    finally:
        part.unlink()
