"""The window: Qt widgets over the façade, and nothing of the engine."""

from __future__ import annotations

from collections.abc import Sequence


def main(arguments: Sequence[str]) -> int:
    """Open the window, or write a picture of it; answers the exit code."""
    from odx_desktop.ui.application import main as run  # the package itself costs nothing to import

    return run(arguments)
