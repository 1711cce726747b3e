from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QDeadlineTimer, QObject
from PySide6.QtWidgets import QApplication, QWidget

from odx_desktop.ui import application


def goes(found: weakref.ref[Ring]) -> bool:
    """Whether it goes while the window runs."""
    patience = QDeadlineTimer(5_000)
    while found() is not None and not patience.hasExpired():
        QApplication.processEvents()
    return found() is None


class Ring:
    """Garbage that only the collector finds."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def collecting(qapp: QObject, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(application, "COLLECT_MS", 1)
    before = gc.isenabled()
    owner = QWidget()
    application.collect_here(owner)  # type: ignore[arg-type]
    yield
    owner.deleteLater()
    if before:
        gc.enable()


def test_young_and_old_garbage_goes_on_the_thread_of_the_window(collecting: None) -> None:
    assert not gc.isenabled()
    young = weakref.ref(Ring())
    assert goes(young)
    ring = Ring()
    gc.collect()
    old = weakref.ref(ring)
    del ring
    assert goes(old)


def test_a_busy_engine_puts_the_long_look_off_but_not_for_good(
    collecting: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(application, "_BUSY", -1)
    monkeypatch.setattr(application, "_FULL_EACH", 20)
    ring = Ring()
    gc.collect()
    old = weakref.ref(ring)
    del ring
    assert goes(old)
