"""The far end of the measurements as a child process."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def far_end() -> Iterator[str]:
    child = subprocess.Popen(
        [sys.executable, "-m", "bench.far_end"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None and child.stdin is not None
    try:
        yield child.stdout.readline().strip()
    finally:
        child.stdin.close()
        child.wait()
        child.stdout.close()
