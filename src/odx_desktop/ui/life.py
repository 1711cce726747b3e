"""The life of the window after its first paint: the loop, the desk behind it, and the end in order."""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import signal
import sys
from typing import Any

os.environ.setdefault("QT_API", "pyside6")

import qasync
from PySide6.QtWidgets import QApplication

from odx_desktop import compose
from odx_desktop.domain.errors import OdxError
from odx_desktop.domain.language import Language
from odx_desktop.domain.reason import Reason
from odx_desktop.first_paint import FirstPaint
from odx_desktop.text import ntr
from odx_desktop.text.reasons import next_step, sentence
from odx_desktop.ui.bridge import Bridge
from odx_desktop.ui.main_window import MainWindow
from odx_desktop.ui.options import Options
from odx_desktop.ui.places import use_density
from odx_desktop.ui.single_window import Door
from odx_desktop.ui.speech import Speech, wanted_language
from odx_desktop.ui.theme import Theme

log = logging.getLogger(__name__)
LEAVE_S = 1.0
TOLD_S = 1.6


def live(
    app: QApplication,
    window: MainWindow,
    theme: Theme,
    speech: Speech,
    options: Options,
    first: FirstPaint,
) -> int:
    """Run until the window is closed; answers the exit code."""
    loop = qasync.QEventLoop(app, already_running=False)
    asyncio.set_event_loop(loop)
    tell_faults(loop, window)
    app.setQuitOnLastWindowClosed(False)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda _number, _frame: window.close())
    with loop:
        return int(loop.run_until_complete(Life(window, theme, speech, options, first).run()))


def tell_faults(loop: asyncio.AbstractEventLoop, window: MainWindow) -> None:
    """A fault of ours reaches the log whole, and the person as a plain sentence; the window goes on."""

    def hook(kind: type[BaseException], error: BaseException, trace: Any) -> None:
        log.error("a fault in the window", exc_info=(kind, error, trace))
        window.notice.tell(Reason.of("program.defect"))

    def on_loop(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        log.error("a fault in a task: %s", context.get("message"), exc_info=context.get("exception"))

    sys.excepthook = hook
    loop.set_exception_handler(on_loop)


class Life:
    """Opens the desk off the UI thread, attaches the window, and ends both in order."""

    def __init__(
        self, window: MainWindow, theme: Theme, speech: Speech, options: Options, first: FirstPaint
    ) -> None:
        self._window, self._theme, self._speech, self._options = window, theme, speech, options
        self._first = first
        self._closed = asyncio.Event()
        self._desk: compose.WindowDesk | None = None
        window.closing.connect(self._closed.set)
        window.guard_close()
        window.language_chosen.connect(self._speak)

    async def run(self) -> int:
        options = self._options
        try:
            self._desk = await asyncio.to_thread(self._open)
        except OdxError as error:
            self._window.inbox.list.say_cannot_open(error.reason)
            self._window.live.announce(sentence(error.reason), assertive=True)
            if options.picture is None:
                await self._closed.wait()
            else:
                print(f"odx-desktop: {sentence(error.reason)} {next_step(error.reason)}", file=sys.stderr)
            self._window.let_go()
            return 1
        bridge = Bridge(self._desk.desk.inbox, self._window)
        self._window.settings = self._desk.desk.settings
        self._window.setting_changed.connect(self._setting_changed)
        self._setting_changed("undo_hold_s")
        self._window.attach(bridge)
        for notice in self._desk.desk.notices:
            self._window.notice.tell(notice)
        door = Door(self._first.folder, self._window) if options.picture is None else None
        gc.collect()
        gc.freeze()
        if options.picture is not None:
            from odx_desktop.ui.screenshot import take

            await take(self._window, bridge, options.picture)
        else:
            await self._until_closed(self._desk.desk)
        if door is not None:
            door.close()
        await bridge.close()
        await asyncio.to_thread(self._desk.stop)
        self._window.let_go()
        return 0

    def _open(self) -> compose.WindowDesk:
        """Blocks for the key and the files; called off the UI thread."""
        options = self._options
        opening = compose.Opening(
            options.profile,
            options.policy,
            options.key_file,
            options.now,
            key=self._first.key(),
            still=options.picture is not None,
        )
        return compose.WindowDesk(opening)

    def _setting_changed(self, name: str) -> None:
        """The setting `name` holds from now on."""
        if self._desk is None:
            return
        values = self._desk.desk.settings.values
        if name == "language":
            self._speech.speak(wanted_language(values.text("language")))
        elif name == "theme":
            self._theme.apply(_application(), values.text("theme"), self._options.text)
        elif name == "undo_hold_s":
            self._window.inbox.detail.hold_s = values.undo_hold_s
        elif name == "density":
            use_density(self._window, values.text("density"))

    def _speak(self, language: Language) -> None:
        """From the rail: at once, and kept for the next start where that is allowed."""
        self._speech.speak(language)
        if self._desk is not None:
            try:
                self._desk.desk.settings.change("language", language.value)
            except OdxError as error:
                self._window.notice.tell(error.reason)

    async def _until_closed(self, desk: compose.Desk) -> None:
        """Holds end, what is due goes out for up to a second, and what remains is said. Where nothing can be
        kept, the first wish to close is answered with what would be lost; the second closes."""
        warned = False
        while True:
            await self._closed.wait()
            self._closed.clear()
            remaining = await desk.inbox.leave(LEAVE_S)
            if not remaining or (warned and not desk.keeps):
                return
            if desk.keeps:
                self._window.notice.say_last(
                    ntr(
                        "{n} decision is kept and will be sent at the next start.",
                        "{n} decisions are kept and will be sent at the next start.",
                        remaining,
                    )
                )
                await asyncio.sleep(TOLD_S)
                return
            warned = True
            self._window.notice.say_last(
                ntr(
                    "{n} decision is not sent and cannot be kept here. Close again to lose it.",
                    "{n} decisions are not sent and cannot be kept here. Close again to lose them.",
                    remaining,
                )
            )
            self._window.setEnabled(True)


def _application() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app
