"""Where the product's own files lie: in the source tree, or inside the frozen program."""

from __future__ import annotations

import sys
from pathlib import Path


def resource_folder() -> Path:
    """The folder with connectors, contracts, icons and locale; PyInstaller unpacks it under `_MEIPASS`."""
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen is not None:
        return Path(frozen) / "resources"
    return Path(__file__).resolve().parents[3] / "resources"
