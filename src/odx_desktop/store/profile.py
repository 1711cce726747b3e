"""Where a profile keeps its files, and the locks that tell its processes apart."""

from __future__ import annotations

import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from odx_desktop.domain.errors import StoreFailed
from odx_desktop.domain.reason import Reason
from odx_desktop.store.database import SUSPECT

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


@dataclass(frozen=True, slots=True)
class ProfilePaths:
    """The files of one profile; nothing exists before `ensure`."""

    folder: Path

    @property
    def cache(self) -> Path:
        return self.folder / "cache.db"

    @property
    def vault(self) -> Path:
        return self.folder / "vault.db"

    @property
    def pending(self) -> Path:
        """Not secret: how many actions wait, since when, for which sources; read when the key is lost."""
        return self.folder / "pending.json"

    @property
    def settings_file(self) -> Path:
        return self.folder / "settings.json"

    @property
    def lock(self) -> Path:
        return self.folder / "lock"

    @property
    def in_use(self) -> Path:
        """Locked shared by every process that has the files open."""
        return self.folder / "in-use"

    @property
    def opening(self) -> Path:
        """Locked while one process opens, migrates or sets aside; the others wait for their turn."""
        return self.folder / "opening"

    @property
    def suspect(self) -> Path:
        """There since SQLite called a file damaged: whoever opens the profile alone next checks both."""
        return self.folder / SUSPECT

    @property
    def log_folder(self) -> Path:
        return self.folder / "logs"

    @property
    def log_file(self) -> Path:
        return self.log_folder / "odx-desktop.log"

    @property
    def backups(self) -> Path:
        return self.folder / "backups"

    def ensure(self) -> None:
        """Make the folder for its owner alone; StoreFailed `store.read_only` when that cannot be done."""
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            for inner in (self.log_folder, self.backups):
                inner.mkdir(mode=0o700, exist_ok=True)
            probe = self.folder / f".writable-{os.urandom(6).hex()}"
            probe.touch(mode=0o600)
            probe.unlink()
        except OSError as error:
            reason = Reason.of("store.read_only", folder=str(self.folder), detail=error.strerror or "")
            raise StoreFailed(reason) from error


def profile_paths(folder: Path | None) -> ProfilePaths:
    """The profile in `folder`, or the person's usual one."""
    if folder is None:
        from platformdirs import user_data_path  # only where no folder was named

        folder = user_data_path("odx-desktop", appauthor=False)
    return ProfilePaths(folder)


class FileLock:
    """A lock that the operating system drops when its process dies, however it dies; never a pid file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor: int | None = None

    @property
    def held(self) -> bool:
        return self._descriptor is not None

    def acquire(self) -> bool:
        """Take it for this process alone, without waiting; True when it is held now."""
        return self.held or self._take(exclusive=True)

    def acquire_within(self, seconds: float) -> bool:
        """As `acquire`, asking again until the time is over."""
        deadline = time.monotonic() + seconds
        while not self.acquire():
            if time.monotonic() > deadline:
                return False
            time.sleep(0.02)
        return True

    def share(self) -> bool:
        """Hold it together with others; an exclusive lock of ours becomes a shared one."""
        return self._take(exclusive=False)

    def release(self) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def _take(self, *, exclusive: bool) -> bool:
        descriptor = self._descriptor
        if descriptor is None:
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _lock(descriptor, exclusive=exclusive)
        except OSError:
            if descriptor != self._descriptor:
                os.close(descriptor)
            return False
        self._descriptor = descriptor
        return True


class ProfileLock(FileLock):
    """Guards pulling and pushing, not reading: whoever holds it is the one process that talks to sources."""

    def __init__(self, profile: ProfilePaths) -> None:
        super().__init__(profile.lock)


if sys.platform == "win32":

    def _lock(descriptor: int, *, exclusive: bool) -> None:
        """Windows has no shared byte lock in msvcrt: sharing takes nothing, which only costs a check."""
        if exclusive:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:

    def _lock(descriptor: int, *, exclusive: bool) -> None:
        fcntl.flock(descriptor, (fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH) | fcntl.LOCK_NB)
