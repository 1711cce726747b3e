"""The line on top of the window, for what no place answers for, and for the last word before it closes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtWidgets import QWidget

from odx_desktop.domain.reason import Reason
from odx_desktop.text import tr
from odx_desktop.ui.controls import Banner, LiveRegion
from odx_desktop.ui.theme import Theme


class NoticeLine(Banner):
    """One notice at a time stands here; further ones wait behind it until it is closed."""

    def __init__(
        self, theme: Theme, live: LiveRegion, clock: Callable[[], datetime], parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, parent)
        self._live, self._clock = live, clock
        self._waiting: list[Reason] = []
        self._told: Reason | None = None
        self.pressed.connect(self._close)

    def tell(self, reason: Reason) -> None:
        """What happened, whether work is safe, what next; the same thing is not told twice in a row."""
        from odx_desktop.text.reasons import next_step, sentence  # after first paint

        if reason == self._told or reason in self._waiting:
            return
        if self._told is not None:
            self._waiting.append(reason)
            return
        self._told = reason
        words = f"{sentence(reason, self._clock())} {next_step(reason, self._clock())}"
        self.say(words, "warning", button=tr("Close"))
        self._live.announce(words)

    def say_last(self, words: str) -> None:
        """The last word before the window goes."""
        self.say(words, "accent", icon="queue")
        self._live.announce(words, assertive=True)

    def _close(self) -> None:
        self._told = None
        self.hide()
        if self._waiting:
            self.tell(self._waiting.pop(0))
