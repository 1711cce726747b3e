"""Gaps of a 5 ms timer in the real window while 100,000 items are pulled, against the same window idle.

Each run is a process of its own, because a window is started once a process:
    python -m bench.stalls PROFILE SECONDS      (prints the gaps as JSON)
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench.far_end_child import far_end
from bench.figure import Figure

RUNS = 3
IDLE_S = 8.0
LONGEST_PULL_S = 120.0
TICK_MS = 5


def make_profile(folder: Path, url: str) -> None:
    """An empty cache whose one source is the far end, so that the window's own schedule pulls it all."""
    from odx_desktop.connectors.catalogue import digest
    from odx_desktop.domain.language import LocalizedText
    from odx_desktop.domain.source import Source
    from odx_desktop.store.key import obtain_key
    from odx_desktop.store.profile import ProfilePaths
    from odx_desktop.store.store import Store

    manifest = (Path(__file__).parent / "far_end.toml").read_text("utf-8")
    paths = ProfilePaths(folder)
    paths.ensure()
    store = Store.open(paths, obtain_key(paths, folder / "bench.key"))
    source = Source("bench", LocalizedText("Bench", "Banc"), "bench", url, manifest_digest=digest(manifest))
    store.vault.put_source(source, manifest).result()
    store.close()


def watch(profile: str, seconds: float) -> None:
    """The real program, with a timer beside it; ends when the first round has or the time is over."""
    from PySide6.QtCore import Qt, QTimer

    from odx_desktop.__main__ import main
    from odx_desktop.ui import application

    gaps: list[float] = []
    complete = application.collect_here

    def with_timer(window: object) -> None:
        complete(window)  # type: ignore[arg-type]
        last = began = time.perf_counter()
        timer = QTimer(window)  # type: ignore[call-overload]
        timer.setTimerType(Qt.TimerType.PreciseTimer)

        def tick() -> None:
            nonlocal last
            now = time.perf_counter()
            # The first second is the start, which has a measurement of its own.
            if now - began > 1:
                gaps.append((now - last) * 1000)
            last = now
            total = window.inbox.list.items.view.model().rowCount()
            if now - began > seconds or total > 100_000:
                timer.stop()
                print(json.dumps({"gaps": gaps, "rows": total, "seconds": now - began}), flush=True)
                os._exit(0)

        timer.timeout.connect(tick)
        timer.start(TICK_MS)

    application.collect_here = with_timer
    sys.argv = ["odx-desktop", "--profile", profile]
    main()


def _run(profile: Path, seconds: float) -> dict[str, object]:
    command = [sys.executable, "-m", "bench.stalls", str(profile), str(seconds)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=seconds + 60)
    found: dict[str, object] = json.loads(done.stdout.strip().splitlines()[-1])
    return found


def _p999(gaps: list[float]) -> float:
    return sorted(gaps)[int(len(gaps) * 0.999)]


def measure() -> Iterator[Figure]:
    pulls: list[list[float]] = []
    idles: list[list[float]] = []
    with far_end() as url:
        for _ in range(RUNS):
            with tempfile.TemporaryDirectory(prefix="odx-bench-") as folder:
                empty, full = Path(folder, "idle"), Path(folder, "pull")
                make_profile(empty, "http://127.0.0.1:9")
                make_profile(full, url)
                idles.append(_run(empty, IDLE_S)["gaps"])  # type: ignore[arg-type]
                pulls.append(_run(full, LONGEST_PULL_S)["gaps"])  # type: ignore[arg-type]
    limit_is = "same window, nothing to pull"
    yield Figure(
        "p99.9 gap while 100,000 items are pulled",
        "ms",
        [_p999(gaps) for gaps in pulls],
        [_p999(gaps) for gaps in idles],
        limit_is,
        goal=2.0,
    )
    yield Figure(
        "longest gap while 100,000 items are pulled",
        "ms",
        [max(gaps) for gaps in pulls],
        [max(gaps) for gaps in idles],
        limit_is,
    )


if __name__ == "__main__":
    watch(sys.argv[1], float(sys.argv[2]))
