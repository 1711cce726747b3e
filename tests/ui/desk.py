"""A window over the fake façade, and the ways a test waits for what it shows."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime

from PySide6.QtCore import QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from tests.ui.fake_inbox import FakeInbox

from odx_desktop.domain.query import Row
from odx_desktop.ui.bridge import Bridge
from odx_desktop.ui.detail.why_box import WhyBox
from odx_desktop.ui.main_window import MainWindow
from odx_desktop.ui.theme import Theme


class Desk:
    """The window and the hands before it."""

    def __init__(self, theme: Theme, inbox: FakeInbox) -> None:
        self.inbox = inbox
        self.urls: list[QUrl] = []
        self.window = MainWindow(theme, self.clock)
        self.window.complete()
        self.bridge = Bridge(inbox, self.window)
        self.said: list[str] = []
        self.window.inbox.said.connect(self.said.append)

    def clock(self) -> datetime:
        return self.inbox.now

    @property
    def list(self) -> object:
        return self.window.inbox.list

    @property
    def view(self) -> QWidget:
        return self.window.inbox.list.items.view

    def row(self) -> Row:
        row = self.window.inbox.list.items.current_row()
        assert row is not None
        return row

    def titles(self) -> list[str]:
        model = self.window.inbox.list.items.model
        rows = [model.row_of(entry) for entry in model.entries if entry >= 0]
        return [row.item.title if row else "?" for row in rows]

    def key(self, keys: str, on: QWidget | None = None) -> None:
        target = on or self.view
        for letter in keys:
            QTest.keyClick(target, letter)

    async def until(self, true: Callable[[], object], what: str = "") -> None:
        """Wait, with the loop running, for something to become true."""
        for _ in range(400):
            if true():
                return
            await asyncio.sleep(0.01)
        raise AssertionError(f"never became true: {what or true}")

    async def opened(self) -> None:
        """The detail of the current row has its actions, and its blocks have come up."""
        pane = self.window.inbox.detail
        await self.until(lambda: pane.key == self.row().item.key and pane.bar.offers, "the detail is open")
        await self.until(
            lambda: any(box.isVisibleTo(pane) for box in pane.findChildren(WhyBox)), "its blocks show"
        )


@asynccontextmanager
async def desk_over(
    theme: Theme, inbox: FakeInbox | None = None, size: tuple[int, int] = (1440, 900)
) -> AsyncIterator[Desk]:
    """A shown window over `inbox`, its list filled and its first row current."""
    made = Desk(theme, inbox or FakeInbox())
    made.window.resize(*size)
    made.window.show()
    made.window.attach(made.bridge)
    made.window.activateWindow()
    try:
        if made.inbox.items:
            await made.until(lambda: made.window.inbox.list.items.current_row(), "the list is filled")
        made.view.setFocus()
        yield made
    finally:
        await made.bridge.close()
        made.window.let_go()
        made.window.deleteLater()
