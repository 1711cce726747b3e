"""From process start to the first painted row of a full encrypted cache, beside an empty window of Qt's.

Both are whole processes, started in turn on the same display, so that the machine's noise hits both alike.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench.figure import Figure
from bench.full_cache import fill

ITEMS = 100_000
PAIRS = 9
# The budget of research and design: what our own imports and the encrypted read may add.
GOAL = 1.6
_PROBES = Path(__file__).parent / "probes"


def measure() -> Iterator[Figure]:
    """One figure: seconds to the first painted row."""
    with tempfile.TemporaryDirectory(prefix="odx-bench-") as folder:
        profile, key_file = Path(folder) / "profile", Path(folder) / "key"
        fill(profile, key_file, ITEMS)
        ours = ["first_row.py", "--profile", str(profile), "--key-file", str(key_file)]
        limit = ["empty_window.py"]
        for warm_up in (ours, limit):
            seconds_to_paint(warm_up)
        pairs = [(seconds_to_paint(ours), seconds_to_paint(limit)) for _ in range(PAIRS)]
    yield Figure(
        f"start to first painted row, {ITEMS:,} items in an encrypted cache",
        "s",
        [pair[0] for pair in pairs],
        [pair[1] for pair in pairs],
        "an empty PySide6 window",
        goal=GOAL,
    )


def seconds_to_paint(probe: list[str]) -> float:
    """Runs a probe, which prints the monotonic time of its first paint and ends. Raises when it does not."""
    started = time.monotonic()
    command = [sys.executable, str(_PROBES / probe[0]), *probe[1:]]
    # A shell that forbids bytecode files would have every start compile the whole program anew.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    answer = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, env=environment)
    if answer.returncode:
        raise RuntimeError(f"{probe[0]} ended with {answer.returncode}: {answer.stderr[-800:]}")
    return float(answer.stdout.split()[-1]) - started
