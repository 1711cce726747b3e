"""The profile's own log: rotated, readable by its owner alone, and never a reason to fail."""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler

from odx_desktop.store.profile import ProfilePaths

LOG_NAME = "odx-desktop.log"
LARGEST_BYTES = 1024 * 1024
KEPT = 5
_ROOT = logging.getLogger("odx_desktop")


def log_to(profile: ProfilePaths) -> None:
    """Write what our own modules log into the profile from now on; a later call moves to another profile."""
    for handler in [one for one in _ROOT.handlers if isinstance(one, RotatingFileHandler)]:
        _ROOT.removeHandler(handler)
        handler.close()
    path = profile.log_folder / LOG_NAME
    try:
        path.touch(mode=0o600)
        handler = RotatingFileHandler(path, maxBytes=LARGEST_BYTES, backupCount=KEPT, encoding="utf-8")
    except OSError:
        return  # a full or read-only disk is told by the store; the log has nowhere to say it
    handler.setFormatter(logging.Formatter("%(asctime)s %(process)d %(levelname)s %(name)s %(message)s"))
    _ROOT.addHandler(handler)
    _ROOT.setLevel(logging.INFO)
    _ROOT.propagate = False
