"""Ends the demo's child with its parent, whatever way the parent ends."""

from __future__ import annotations

import asyncio
import ctypes
import os
import signal
import sys
import threading

_PR_SET_PDEATHSIG = 1


def ask_the_kernel(parent: int) -> None:
    """Linux: be told by SIGTERM when the parent's thread that started us ends (prctl(2)).

    The parent may already be gone, which the kernel does not tell after the fact: then end now.
    """
    if not sys.platform.startswith("linux"):
        return
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
    if os.getppid() != parent:
        sys.exit(0)


def watch_stdin(loop: asyncio.AbstractEventLoop, ended: asyncio.Event) -> None:
    """Everywhere else, and as a second cord: the parent holds our standard input open as long as it lives."""

    def wait() -> None:
        while os.read(0, 4096):
            pass
        loop.call_soon_threadsafe(ended.set)

    threading.Thread(target=wait, name="lifeline", daemon=True).start()
