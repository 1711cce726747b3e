"""A real CalDAV server (Radicale, from the development dependencies) for tests: started, seeded, stopped."""

from __future__ import annotations

import base64
import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path

import bcrypt

USERS = {"anna": "anna-pw", "ben": "ben-pw"}
_CONFIG = """\
[server]
hosts = 127.0.0.1:{port}
[auth]
type = htpasswd
htpasswd_filename = {folder}/users
htpasswd_encryption = bcrypt
delay = 0
[rights]
type = owner_only
[storage]
filesystem_folder = {folder}/data
[web]
type = none
[logging]
level = warning
"""
_MKCOL = """<?xml version="1.0"?><mkcol xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><set><prop>
<resourcetype><collection/><C:calendar/></resourcetype><displayname>{name}</displayname>
<C:supported-calendar-component-set><C:comp name="{component}"/></C:supported-calendar-component-set>
</prop></set></mkcol>"""
_START_S = 20.0


@dataclass(slots=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(slots=True)
class Radicale:
    """`folder` holds users, data and log; `stop` and `start` keep the port."""

    folder: Path
    port: int = 0
    passwords: dict[str, str] = field(default_factory=lambda: dict(USERS))
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Returns when it answers; raises RuntimeError with its log when it does not."""
        self.folder.mkdir(exist_ok=True)
        self.port = self.port or free_port()
        self._write_users()
        (self.folder / "config").write_text(_CONFIG.format(port=self.port, folder=self.folder))
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "radicale", "--config", str(self.folder / "config")],
                stdout=log,
                stderr=log,
                env={**os.environ, "PYTHONWARNINGS": "ignore"},
            )
        end = time.monotonic() + _START_S
        while time.monotonic() < end:
            if self.process.poll() is not None:
                break
            with contextlib.suppress(OSError):
                if self.ask("PROPFIND", "/anna/", headers={"Depth": "0"}).status == 207:
                    return
            time.sleep(0.05)
        self.stop()
        raise RuntimeError((self.folder / "log").read_text())

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(timeout=10)
        self.process = None

    def change_password(self, user: str, password: str) -> None:
        self.passwords[user] = password
        self._write_users()
        # Radicale reads the file again when its size or time of change differ.
        os.utime(self.folder / "users", (time.time() + 5, time.time() + 5))

    def restore(self) -> None:
        """Running, and with the first passwords, whatever was done to it."""
        for user, password in USERS.items():
            if self.passwords[user] != password:
                self.change_password(user, password)
        if self.process is None:
            self.start()

    def lists(self, user: str) -> tuple[str, ...]:
        """The paths of a person's lists."""
        folder = self.file_of(f"/{user}/")
        return tuple(f"/{user}/{one.name}/" for one in sorted(folder.glob("[!.]*")) if one.is_dir())

    def _write_users(self) -> None:
        lines = (
            f"{user}:{bcrypt.hashpw(password.encode(), bcrypt.gensalt(4)).decode()}\n"
            for user, password in self.passwords.items()
        )
        (self.folder / "users").write_text("".join(lines))

    def ask(
        self,
        method: str,
        path: str,
        body: bytes | str = b"",
        *,
        headers: Mapping[str, str] | None = None,
        user: str = "anna",
    ) -> Answer:
        """A raw request as another program would make it."""
        token = base64.b64encode(f"{user}:{self.passwords[user]}".encode()).decode()
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            content = body.encode() if isinstance(body, str) else body
            connection.request(method, path, content, {"Authorization": f"Basic {token}", **(headers or {})})
            response = connection.getresponse()
            return Answer(response.status, dict(response.getheaders()), response.read())
        finally:
            connection.close()

    def make_list(self, path: str, *, name: str = "Tasks", component: str = "VTODO") -> None:
        user = path.strip("/").partition("/")[0]
        answer = self.ask("MKCOL", path, _MKCOL.format(name=name, component=component), user=user)
        assert answer.status == 201, answer

    def put(self, path: str, ics: str) -> str:
        """Write an object as somebody else; gives its new ETag."""
        user = path.strip("/").partition("/")[0]
        answer = self.ask("PUT", path, ics, headers={"Content-Type": "text/calendar"}, user=user)
        assert answer.status in (200, 201, 204), answer
        return answer.headers["ETag"]

    def get(self, path: str) -> str:
        answer = self.ask("GET", path, user=path.strip("/").partition("/")[0])
        assert answer.status == 200, answer
        return answer.body.decode()

    def delete(self, path: str) -> None:
        assert self.ask("DELETE", path, user=path.strip("/").partition("/")[0]).status in (200, 204)

    def file_of(self, path: str) -> Path:
        """Where the server keeps an object, to spoil it behind its back."""
        return self.folder / "data" / "collection-root" / path.strip("/")


@contextlib.contextmanager
def running(folder: Path) -> Iterator[Radicale]:
    """A fresh server with the users anna and ben and no list."""
    server = Radicale(folder)
    server.start()
    try:
        yield server
    finally:
        server.stop()


def ics(*lines: str, uid: str = "one", before: str = "", after: str = "") -> str:
    """A calendar object with one VTODO; `lines` are its properties beyond UID and DTSTAMP."""
    own = "".join(f"{line}\r\n" for line in lines)
    return (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//other program//EN\r\n"
        f"{before}BEGIN:VTODO\r\nUID:{uid}\r\nDTSTAMP:20260101T000000Z\r\n{own}END:VTODO\r\n{after}"
        "END:VCALENDAR\r\n"
    )


def free_port() -> int:
    """A port that nobody listens on right now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
