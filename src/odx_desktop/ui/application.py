"""Starts the window: first the first paint, then all that is slow to import."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QFont, QFontDatabase, QIcon
from PySide6.QtWidgets import QApplication

from odx_desktop.domain.query import View
from odx_desktop.domain.reason import Reason
from odx_desktop.ui.main_window import MainWindow
from odx_desktop.ui.options import Options
from odx_desktop.ui.query_now import query_at
from odx_desktop.ui.single_window import raise_other
from odx_desktop.ui.speech import Speech, wanted_language
from odx_desktop.ui.theme import Theme

if TYPE_CHECKING:
    from odx_desktop.first_paint import FirstPaint

# Python's own 5 ms are most of a frame, and the window waits them out each time that it wants to go on while
# the engine reads a page. Measured during a pull (bench/stalls.py): p99.9 a third to two thirds shorter, the
# pull no slower.
SWITCH_S = 0.001
COLLECT_MS = 200
_MIDDLE_EACH = 10
_FULL_EACH = 300
_BUSY = 2_000
"""More new objects than this since the last beat: another thread is at work on many items."""


def open_window(options: Options, first: FirstPaint) -> int:
    """The window until it is closed, or one picture of it. 1 where there is no display."""
    if not _display(options):
        return 1
    app = QApplication([sys.argv[0]])
    if options.picture is None and raise_other(first.folder):
        return 0
    app.setApplicationName("odx-desktop")
    app.setApplicationDisplayName("ODX Desktop")
    app.setDesktopFileName("odx-desktop")
    if options.picture is not None:
        use_picture_font(app)
    speech = Speech(app)
    speech.speak(wanted_language(options.lang or first.values.text("language")))
    theme = Theme()
    theme.apply(app, options.theme or first.values.text("theme"), options.text)
    clock = clock_of(options)
    window = MainWindow(theme, clock)
    if options.picture is not None:
        window.resize(options.picture.width, options.picture.height)
    window.inbox.list.items.view.set_density(first.values.text("density"))
    order, rows = first.rows(query_at(clock(), View.INBOX))
    if rows:
        window.inbox.list.items.show_first_rows(order, rows)
    # The keys of the list work from the first moment, not after a click.
    window.inbox.list.items.view.setFocus()
    window.show()
    app.processEvents()  # the first paint, before asyncio and all that needs it is imported
    collect_here(window)
    sys.setswitchinterval(SWITCH_S)
    window.setWindowIcon(QIcon(theme.pixmap("app", "accent", 128)))
    window.complete()
    from odx_desktop.ui.life import live

    return live(app, window, theme, speech, options, first)


def use_picture_font(app: QApplication) -> None:
    """Pictures look the same wherever the design's face is installed; a window takes the system's own."""
    if "Inter" in QFontDatabase.families():
        app.setFont(QFont("Inter", 10))


def clock_of(options: Options) -> Callable[[], datetime]:
    """The time now in UTC, or the one that was frozen for a picture."""
    frozen = options.now
    if frozen is not None:
        return lambda: frozen.astimezone(UTC)
    return lambda: datetime.now(UTC)


def _display(options: Options) -> bool:
    """Whether a window can open; Qt itself would end the process without a word a person can use."""
    if sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORM"):
        return True
    if os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        return True
    if options.picture is not None:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        return True
    from odx_desktop.text.reasons import next_step, sentence

    reason = Reason.of("program.no_window", detail="no display")
    print(f"odx-desktop: {sentence(reason)} {next_step(reason)}", file=sys.stderr)
    return False


def collect_here(window: MainWindow) -> None:
    """Garbage is collected on this thread only: elsewhere it would destroy Qt's objects, and the process.

    Often and little, because each collection stops the window for as long as it looks: the young each beat,
    all there is once a minute. That one waits, at most for a minute more, while a pull makes objects by the
    thousand, all of which it would have to visit.
    """
    gc.disable()
    beats = 0

    def collect() -> None:
        nonlocal beats
        beats += 1
        busy = gc.get_count()[0] > _BUSY and beats < 2 * _FULL_EACH
        if beats >= _FULL_EACH and not busy:
            beats = 0
            gc.collect()
        else:
            gc.collect(1 if beats % _MIDDLE_EACH == 0 else 0)

    timer = QTimer(window, interval=COLLECT_MS)
    timer.timeout.connect(collect)
    timer.start()
