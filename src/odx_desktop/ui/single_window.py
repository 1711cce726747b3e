"""One window a profile: a second start brings the first before the person instead of opening another."""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

_LONGEST_PATH = 100  # a Unix socket's path has at most 107 bytes
_ANSWER_MS = 500


def door_of(profile: Path) -> str:
    """Where the window of `profile` listens: in the profile itself, which only its owner can enter."""
    path = str(profile.absolute() / "window")
    if sys.platform != "win32" and len(os.fsencode(path)) <= _LONGEST_PATH:
        return path
    name = f"odx-desktop-{hashlib.blake2b(path.encode(), digest_size=12).hexdigest()}"
    if sys.platform == "win32":
        return name
    return str(Path(os.environ.get("XDG_RUNTIME_DIR") or tempfile.gettempdir()) / name)


def raise_other(profile: Path) -> bool:
    """Whether another window has this profile open; it was brought to the front then."""
    door = door_of(profile)
    if sys.platform != "win32" and not Path(door).exists():
        return False
    from PySide6.QtNetwork import QLocalSocket

    socket = QLocalSocket()
    socket.connectToServer(door)
    if not socket.waitForConnected(_ANSWER_MS):
        return False
    socket.disconnectFromServer()
    return True


class Door(QObject):
    """Listens for second starts as long as the window is open."""

    def __init__(self, profile: Path, window: QWidget) -> None:
        super().__init__(window)
        from PySide6.QtNetwork import QLocalServer

        self._window = window
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._knocked)
        door = door_of(profile)
        if not self._server.listen(door):
            QLocalServer.removeServer(door)  # left by a window that was killed
            self._server.listen(door)

    def _knocked(self) -> None:
        while self._server.hasPendingConnections():
            self._server.nextPendingConnection().deleteLater()
        window = self._window
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()

    def close(self) -> None:
        self._server.close()
