"""One application on one loopback port that can really go down and come back."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Iterator

import uvicorn
import uvicorn.lifespan.off
from starlette.types import ASGIApp

from odx_desktop.demo.faults import CuttableProtocol

_HOST = "127.0.0.1"


# uvicorn finds this module by its name when it starts; named here, a frozen program has it too.
_ = uvicorn.lifespan.off


class _QuietServer(uvicorn.Server):
    """Leaves the signals to the process that runs all servers."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


class Listener:
    """The port is chosen by the system at the first start and kept after that."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._socket = _bound(0)
        self.port: int = self._socket.getsockname()[1]
        self._server: uvicorn.Server | None = None
        self._task: asyncio.Task[None] | None = None

    @property
    def origin(self) -> str:
        return f"http://{_HOST}:{self.port}"

    async def start(self) -> None:
        if self._task is not None:
            return
        config = uvicorn.Config(
            self._app,
            http=CuttableProtocol,
            ws="none",
            lifespan="off",
            access_log=False,
            log_config=None,
            server_header=False,
            date_header=False,
            timeout_graceful_shutdown=1,
        )
        self._server = _QuietServer(config)
        self._task = asyncio.create_task(self._server.serve([self._socket]))

    async def stop(self) -> None:
        """Refuse connections from now on; those that are open are closed."""
        if self._server is None or self._task is None:
            return
        self._server.should_exit = self._server.force_exit = True
        await self._task
        self._task = None
        self._socket.close()

    async def restart(self) -> None:
        if self._task is None:
            self._socket = _bound(self.port)
            await self.start()


def _bound(port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind((_HOST, port))
    listening.listen(128)
    return listening
