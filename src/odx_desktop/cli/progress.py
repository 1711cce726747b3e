"""Says what takes long: after one second, on a terminal only, with the time that has passed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from odx_desktop.cli.terminal import Terminal
from odx_desktop.text.formats import duration_words

PATIENCE_S = 1.0


@asynccontextmanager
async def progress(out: Terminal, doing: str) -> AsyncIterator[None]:
    """`doing` is a translated phrase ("Asking the sources")."""
    if not out.shows_progress:
        yield
        return
    task = asyncio.create_task(_keep_telling(out, doing))
    try:
        yield
    finally:
        task.cancel()
        if await asyncio.gather(task, return_exceptions=True) and task.done():
            out.clear_progress()


async def _keep_telling(out: Terminal, doing: str) -> None:
    loop = asyncio.get_running_loop()
    start = loop.time()
    while True:
        await asyncio.sleep(PATIENCE_S)
        out.show_progress(f"{doing}… {duration_words(loop.time() - start)}")
