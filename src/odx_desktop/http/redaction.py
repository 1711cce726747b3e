"""Log lines without secrets: the HTTP library's own loggers print headers and whole addresses."""

from __future__ import annotations

import logging
from urllib.parse import urlsplit


def quiet_library_logs() -> None:
    """Silence what would log tokens at debug level; our own line per request says enough."""
    for name in ("httpx", "httpcore", "hpack"):
        logger = logging.getLogger(name)
        logger.setLevel(logging.WARNING)
        logger.propagate = False


def shown(url: str) -> str:
    """An address for the log: no user, no query, no fragment."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.scheme}://{host}{port}{parts.path}"
