"""Watches one request on its way, to know whether any byte of it can have reached the source."""

from __future__ import annotations

from typing import Any

from odx_desktop.domain.crash_points import CrashPoint, reached


class WireWatch:
    """A trace callback of the HTTP library (httpcore's `trace` request extension).

    A CONNECT to a proxy carries nothing of the request, so it does not count as bytes left.
    """

    def __init__(self, *, is_write: bool) -> None:
        self.bytes_left = False
        self.answered = False
        self.on_new_connection = False
        self._is_write = is_write
        self._tunnelling = False

    async def __call__(self, event: str, info: dict[str, Any]) -> None:
        if event == "connection.connect_tcp.started":
            self.on_new_connection = True
        step = event.partition(".")[2]
        if step == "send_request_headers.started":
            request = info.get("request")
            self._tunnelling = getattr(request, "method", b"") == b"CONNECT"
            if not self._tunnelling:
                if self._is_write:
                    reached(CrashPoint.BEFORE_FIRST_BYTE)
                self.bytes_left = True
        elif step == "receive_response_headers.complete" and not self._tunnelling:
            self.answered = True
            if self._is_write:
                reached(CrashPoint.AFTER_SERVER_APPLIED)

    @property
    def met_a_closed_connection(self) -> bool:
        """An idle connection that the server had closed was reused: the request was never looked at, and
        asking again changes nothing (RFC 9110 section 9.2.2). Only reads reuse connections."""
        return not self.on_new_connection and not self.answered
