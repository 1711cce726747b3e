"""Asks for what the opened item shows: its depth, its people, its files; and notes that it was read."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, QTimer, QUrl

from odx_desktop.domain.keys import WorkItemKey
from odx_desktop.domain.query import Row
from odx_desktop.domain.reason import Reason
from odx_desktop.domain.work_item import Attachment
from odx_desktop.inbox.views import OpenItem
from odx_desktop.text import tr
from odx_desktop.text.reasons import next_step, sentence
from odx_desktop.ui.bridge import Bridge
from odx_desktop.ui.detail_pane import DetailPane
from odx_desktop.ui.person_picker import PersonPicker
from odx_desktop.ui.source_board import SourceBoard

OPEN_MS = 30
RUNNING_MS = 150  # moves closer together than this are a run through the list
READ_MS = 2000


class OpenedItem(QObject):
    """Between the list and the detail: a short pause, so that running through the list builds nothing."""

    def __init__(
        self,
        detail: DetailPane,
        board: SourceBoard,
        clock: Callable[[], datetime],
        open_url: Callable[[QUrl], bool],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._detail, self._board, self._clock, self._open_url = detail, board, clock, open_url
        self._bridge: Bridge | None = None
        self._asked_source: WorkItemKey | None = None
        self._saved: Path | None = None
        self._moved_at = 0.0
        self._open_pause = QTimer(self, singleShot=True, interval=OPEN_MS)
        self._open_pause.timeout.connect(self._ask)
        self._read_pause = QTimer(self, singleShot=True, interval=READ_MS)
        self._read_pause.timeout.connect(self._mark_read)
        detail.bar.draft_changed.connect(self._save_draft)
        detail.bar.people_asked.connect(self._ask_people)
        detail.link_pressed.connect(open_url)
        detail.file_wanted.connect(self._fetch)
        detail.banner.pressed.connect(self._open_saved)

    def attach(self, bridge: Bridge) -> None:
        self._bridge = bridge
        if self._detail.key is not None:
            self._open_pause.start()

    def show_row(self, row: Row | None) -> None:
        """Another row is current, or the same one with news."""
        self._read_pause.stop()
        if row is None:
            self._detail.bar.flush_draft()
            self._detail.show_nothing()
            return
        if row.item.key != self._detail.key:
            self._detail.bar.flush_draft()
            running = time.monotonic() - self._moved_at < RUNNING_MS / 1000
            self._moved_at = time.monotonic()
            self._open_pause.setInterval(RUNNING_MS if running else OPEN_MS)
        self._detail.show_row(row, self._board.name_of(row.item.key.source))
        self._open_pause.start()
        if row.unread:
            self._read_pause.start()

    def ask_again(self) -> None:
        self._asked_source = None
        self._ask()

    def _ask(self) -> None:
        key = self._detail.key
        if self._bridge is not None and key is not None:
            self._bridge.run(self._bridge.inbox.open_item(key), self._opened, self._tell)

    def _opened(self, opened: OpenItem | None) -> None:
        if opened is None or opened.row.item.key != self._detail.key:
            return
        self._detail.show_open(opened)
        missing = opened.detail is None or opened.detail.offers_as_of is None
        if missing and self._asked_source != self._detail.key and self._bridge is not None:
            self._asked_source = self._detail.key
            asked = self._bridge.inbox.refresh_item(opened.row.item.key)
            self._bridge.run(asked, lambda _detail: self._ask(), self._not_read)

    def _not_read(self, reason: Reason) -> None:
        self._tell(reason)
        self._detail.bar.show_nothing(tr("What can be done here could not be read. F5 tries again."))

    def _tell(self, reason: Reason) -> None:
        self._saved = None
        self._detail.say_trouble(f"{sentence(reason, self._clock())} {next_step(reason, self._clock())}")

    def _mark_read(self) -> None:
        key = self._detail.key
        if self._bridge is not None and key is not None and self._detail.isActiveWindow():
            self._bridge.run(self._bridge.inbox.mark_read(key))

    def _save_draft(self, text: str) -> None:
        if self._bridge is not None and self._detail.key is not None:
            self._bridge.run(self._bridge.inbox.save_draft(self._detail.key, text))

    def _ask_people(self, picker: PersonPicker, text: str) -> None:
        if self._bridge is not None and self._detail.key is not None:
            people = self._bridge.inbox.people(self._detail.key, text)
            self._bridge.run(people, picker.show_people, lambda reason: picker.say(sentence(reason)))

    # -- files ---------------------------------------------------------------------------------------------

    def _fetch(self, file: Attachment) -> None:
        if self._bridge is None or self._detail.key is None:
            return
        place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)
        self._detail.banner.say(tr("Fetching {name}…", name=file.name), "quiet", icon="download")
        fetched = self._bridge.inbox.save_attachment(self._detail.key, file.id, Path(place))
        self._bridge.run(fetched, self._fetched, self._tell)

    def _fetched(self, path: Path) -> None:
        self._saved = path
        words = tr("Saved as {name} in {folder}.", name=path.name, folder=str(path.parent))
        self._detail.banner.say(words, "quiet", button=tr("Open the file"), icon="download")

    def _open_saved(self) -> None:
        if self._saved is not None:
            self._open_url(QUrl.fromLocalFile(str(self._saved)))
