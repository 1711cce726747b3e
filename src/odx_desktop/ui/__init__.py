"""The window: Qt widgets over the façade, and nothing of the engine."""

from __future__ import annotations

import gc
from collections.abc import Sequence


def main(arguments: Sequence[str]) -> int:
    """Open the window, or write a picture of it; answers the exit code."""
    gc.disable()  # until the window stands, when `collect_here` takes over: an import leaves nothing to find
    from odx_desktop.first_paint import FirstPaint
    from odx_desktop.ui.options import read_options

    options = read_options(arguments)
    first = FirstPaint(options.profile, options.policy, options.key_file)  # its key comes beside Qt's import
    from odx_desktop.ui.application import open_window

    return open_window(options, first)
