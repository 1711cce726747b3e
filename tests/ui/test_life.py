from __future__ import annotations

import asyncio
import threading
from pathlib import Path

from PySide6.QtWidgets import QApplication

from odx_desktop.first_paint import FirstPaint
from odx_desktop.ui.application import clock_of
from odx_desktop.ui.life import Life
from odx_desktop.ui.main_window import MainWindow
from odx_desktop.ui.options import Options
from odx_desktop.ui.speech import Speech
from odx_desktop.ui.theme import Theme


def start(theme: Theme, app: QApplication, profile: Path, key_file: Path) -> tuple[MainWindow, Life]:
    options = Options(profile=profile, key_file=key_file, lang="en")
    window = MainWindow(theme, clock_of(options))
    window.show()
    window.complete()
    return window, Life(window, theme, Speech(app), options, FirstPaint(profile, None, key_file))


async def test_a_window_on_a_new_profile_opens_and_leaves_nothing_running(
    theme: Theme, qapp: QApplication, tmp_path: Path
) -> None:
    window, life = start(theme, qapp, tmp_path / "profile", tmp_path / "key")
    running = asyncio.ensure_future(life.run())
    pane = window.inbox.list
    for _ in range(500):
        await asyncio.sleep(0.01)
        if "Nothing is connected yet" in pane.emptiness:
            break
    assert "Nothing is connected yet" in pane.emptiness
    window.close()
    assert await running == 0
    assert not window.isVisible()
    assert not [thread.name for thread in threading.enumerate() if thread.name == "engine"]
    window.deleteLater()


async def test_files_that_cannot_be_opened_are_told_in_the_window(
    theme: Theme, qapp: QApplication, tmp_path: Path
) -> None:
    key = tmp_path / "key"
    key.write_bytes(b"too short")
    key.chmod(0o600)
    window, life = start(theme, qapp, tmp_path / "profile", key)
    running = asyncio.ensure_future(life.run())
    pane = window.inbox.list
    for _ in range(500):
        await asyncio.sleep(0.01)
        if "cannot be opened" in pane.emptiness:
            break
    assert "holds no key" in pane.emptiness
    window.close()
    assert await running == 1
    window.deleteLater()
