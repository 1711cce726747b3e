"""What every part of the window knows of the sources, asked once for all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from odx_desktop.domain.changes import Changes
from odx_desktop.domain.source import Health, SourceStatus
from odx_desktop.text import current_language

if TYPE_CHECKING:
    from odx_desktop.ui.bridge import Bridge


class SourceBoard(QObject):
    """The sources in the person's order; `changed` whenever one of them fares otherwise."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sources: tuple[SourceStatus, ...] = ()
        self.known = False
        self._bridge: Bridge | None = None

    def attach(self, bridge: Bridge) -> None:
        self._bridge = bridge
        bridge.changed.connect(self._on_changes)
        self.ask()

    def ask(self) -> None:
        if self._bridge is not None:
            self._bridge.run(self._bridge.inbox.sources(), self.take)

    def take(self, sources: tuple[SourceStatus, ...]) -> None:
        first, self.known = not self.known, True
        if first or sources != self.sources:
            self.sources = sources
            self.changed.emit()

    def names(self) -> dict[str, str]:
        """Slug to name in the current language."""
        language = current_language()
        return {status.source.slug: status.source.name.in_(language) for status in self.sources}

    def name_of(self, slug: str) -> str:
        return self.names().get(slug, slug)

    def in_trouble(self) -> tuple[SourceStatus, ...]:
        return tuple(status for status in self.sources if status.health not in (Health.OK, None))

    def _on_changes(self, changes: Changes) -> None:
        if changes.sources or changes.actions:
            self.ask()
