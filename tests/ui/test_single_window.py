from __future__ import annotations

import asyncio
from pathlib import Path

from PySide6.QtWidgets import QWidget

from odx_desktop.ui.single_window import Door, door_of, raise_other


class Raised(QWidget):
    """The offscreen platform has no stacking order to raise in."""

    came_forward = False

    def raise_(self) -> None:
        self.came_forward = True


async def test_a_second_start_brings_the_first_window_back(tmp_path: Path) -> None:
    window = Raised()
    window.showMinimized()
    door = Door(tmp_path, window)
    assert await asyncio.to_thread(raise_other, tmp_path)
    for _ in range(100):
        await asyncio.sleep(0.01)
        if window.came_forward:
            break
    assert window.came_forward
    assert not window.isMinimized()
    door.close()
    window.deleteLater()


async def test_another_profile_and_a_closed_one_open_their_own(tmp_path: Path) -> None:
    window = QWidget()
    door = Door(tmp_path / "a", window)
    assert not raise_other(tmp_path / "b")
    door.close()
    assert not raise_other(tmp_path / "a")
    window.deleteLater()


def test_the_door_of_a_killed_window_is_taken_over(tmp_path: Path, qapp: object) -> None:
    Path(door_of(tmp_path)).touch()
    assert not raise_other(tmp_path)


def test_a_long_path_still_has_a_door() -> None:
    deep = Path("/tmp") / ("x" * 90) / ("y" * 90)
    assert len(door_of(deep)) < 108
