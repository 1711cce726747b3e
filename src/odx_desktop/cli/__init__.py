"""The command line: the same inbox as the window's, for scripts, servers without a display, and IT."""

from odx_desktop.cli.program import main

__all__ = ["main"]
