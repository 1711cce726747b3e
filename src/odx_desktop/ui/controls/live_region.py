"""The one voice that tells a screen reader what changed: at most once in five seconds, never a flood."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

_QUIET_SECONDS = 5.0


class LiveRegion(QObject):
    """Collects sentences and speaks them together; `announced(text)` says what was said."""

    announced = Signal(str)

    def __init__(self, speaker: QObject, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(speaker)
        self._speaker, self._clock = speaker, clock
        self._waiting: list[str] = []
        self._spoken_at = -_QUIET_SECONDS
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._speak_waiting)

    def announce(self, sentence: str, *, assertive: bool = False) -> None:
        """Say it when five quiet seconds have passed; `assertive` (lost work, signed out) is said at once."""
        if assertive:
            self._speak(sentence, QAccessible.AnnouncementPoliteness.Assertive)
            return
        if sentence not in self._waiting:
            self._waiting.append(sentence)
        quiet_left = self._spoken_at + _QUIET_SECONDS - self._clock()
        if quiet_left <= 0:
            self._speak_waiting()
        elif not self._timer.isActive():
            self._timer.start(round(quiet_left * 1000))

    def _speak_waiting(self) -> None:
        if self._waiting:
            text, self._waiting = " ".join(self._waiting), []
            self._speak(text, QAccessible.AnnouncementPoliteness.Polite)

    def _speak(self, text: str, politeness: QAccessible.AnnouncementPoliteness) -> None:
        self._spoken_at = self._clock()
        event = QAccessibleAnnouncementEvent(self._speaker, text)
        event.setPoliteness(politeness)
        QAccessible.updateAccessibility(event)
        self.announced.emit(text)
