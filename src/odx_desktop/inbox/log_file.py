"""The log of a profile: what a support desk needs and no person is shown; small, private, no secrets."""

from __future__ import annotations

import logging
import os
from logging.handlers import RotatingFileHandler
from pathlib import Path

from odx_desktop.http.redaction import quiet_library_logs

_LARGEST = 1024 * 1024
_KEPT = 3


class _PrivateFile(RotatingFileHandler):
    """Readable by its owner alone, from the first byte."""

    def _open(self):  # type: ignore[no-untyped-def]
        return open(
            self.baseFilename,
            self.mode,
            encoding=self.encoding,
            errors=self.errors,
            opener=lambda path, flags: os.open(path, flags, 0o600),
        )


def open_log(path: Path) -> None:
    """Write the program's log there from now on, as far as it can be written."""
    quiet_library_logs()
    logger = logging.getLogger("odx_desktop")
    # Without any handler, Python's last resort would print on the terminal what belongs in here.
    logger.addHandler(logging.NullHandler())
    logger.propagate = False
    if any(isinstance(one, _PrivateFile) and one.baseFilename == str(path) for one in logger.handlers):
        return
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        keeper = _PrivateFile(path, maxBytes=_LARGEST, backupCount=_KEPT, encoding="utf-8", delay=True)
    except OSError:
        return
    keeper.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(process)d %(message)s"))
    logger.addHandler(keeper)
    logger.setLevel(logging.INFO)
    logging.raiseExceptions = False  # a full disk must not print a traceback over the log itself
