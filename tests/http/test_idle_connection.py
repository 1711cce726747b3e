"""A server may close an idle connection at the very moment it is used again: a read asks once more."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest

from odx_desktop.domain.errors import SourceUnavailable
from odx_desktop.http.client import HttpClient
from odx_desktop.http.credential import no_credential
from odx_desktop.http.message import HttpRequest


async def _reads(closing_after: int, times: int) -> tuple[int, int]:
    """How many reads were answered, and over how many connections, by a server that hangs up when it is
    asked for the request after `closing_after` on one connection."""
    connections = 0

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal connections
        connections += 1
        try:
            for _ in range(closing_after):
                await reader.readuntil(b"\r\n\r\n")
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
                await writer.drain()
            await reader.readuntil(b"\r\n\r\n")
        except asyncio.IncompleteReadError:
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    http = HttpClient(url, no_credential(), clock=lambda: datetime.now(UTC))
    try:
        for _ in range(times):
            assert (await http.read(HttpRequest("GET", url + "/tasks"))).ok
    finally:
        await http.aclose()
        server.close()
        await server.wait_closed()
    return times, connections


def test_a_read_on_a_closed_idle_connection_is_asked_once_more() -> None:
    assert asyncio.run(_reads(closing_after=1, times=3)) == (3, 3)


def test_a_new_connection_that_hangs_up_is_an_outage() -> None:
    with pytest.raises(SourceUnavailable):
        asyncio.run(_reads(closing_after=0, times=1))
