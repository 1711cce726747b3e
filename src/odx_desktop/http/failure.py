"""What a write that got no answer must tell apart: whether any byte of it can have reached the source."""

from __future__ import annotations

from odx_desktop.domain.errors import SourceUnavailable


class NothingSent(SourceUnavailable):
    """No byte of the request left this machine: refused, no route, TLS failed. Safe to send again."""


class NoAnswer(SourceUnavailable):
    """Bytes of the request left and no complete answer came. Whether it was applied is unknown."""
