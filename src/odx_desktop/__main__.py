"""Dispatches: no verb and `screenshot` to the window, `demo` to its launcher, the rest to the commands."""

from __future__ import annotations

import sys

from odx_desktop import __version__


def main() -> int:
    print(f"odx-desktop {__version__}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
