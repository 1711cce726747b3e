"""How much and how long one source may take, so that a bad server cannot fill memory or hang a round."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class HttpLimits:
    """Times in seconds; `body_bytes` holds for the body as sent and as unpacked; `depth` is JSON nesting."""

    connect_s: float = 10.0
    page_s: float = 30.0
    body_bytes: int = 64 * MIB
    depth: int = 100
    redirects: int = 5
    attachment_bytes: int = 64 * MIB
