"""Starts a Redmine of its own for tests: `python -m tests.backends.redmine PORT FOLDER`, TERM stops it.

From Debian's packages, installed by apt when root. The package serves any folder as an "instance" and keeps
every file of it there, so nothing of the system's own is touched. A second start on the same folder keeps its
items. Users admin, anna and ben have their name and `-pass1` as password; project `office`, thirty items.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from base64 import b64encode
from pathlib import Path
from typing import Self

SHARE = Path("/usr/share/redmine")
PACKAGES = ("redmine", "redmine-sqlite", "puma")
ANSWERS = """\
redmine redmine/instances/default/dbconfig-install boolean true
redmine redmine/instances/default/database-type select sqlite3
redmine redmine/instances/default/default-language select en
"""
SEED = Path(__file__).with_name("redmine_seed.rb")
START_S = 120.0


class NotHere(RuntimeError):
    """The packages are absent and this is not root."""


def is_installed() -> bool:
    return SHARE.is_dir() and shutil.which("puma") is not None


def install() -> None:
    """Raises NotHere with the one line that helps."""
    if is_installed():
        return
    line = f"apt-get install -y --no-install-recommends {' '.join(PACKAGES)}"
    if os.geteuid() != 0:
        raise NotHere(f"Redmine is not installed; as root: {line}")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["debconf-set-selections"], input=ANSWERS, text=True, check=True, env=quiet)
    subprocess.run(
        ["apt-get", "-o", "DPkg::Lock::Timeout=900", "-q", *line.split()[1:]],
        check=True,
        env=quiet,
        stdout=sys.stderr,
    )


class Redmine:
    """One running instance in `folder` on 127.0.0.1:`port`."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder, self.port = folder.resolve(), port
        self._server: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def _settings(self) -> dict[str, str]:
        """The package looks for its instance below its own folder; a way up and down leads anywhere."""
        up = "../" * len((SHARE / "instances").parts[1:])
        return {
            **os.environ,
            "RAILS_ENV": "production",
            "REDMINE_LANG": "en",
            "REDMINE_INSTANCE": up + str(self.folder).lstrip("/"),
            "SCHEMA": str(self.folder / "schema.rb"),
        }

    def prepare(self) -> None:
        """Database, default data and seed, once a folder; about half a minute."""
        ready = self.folder / "seeded"
        if ready.exists():
            return
        for name in ("config", "files", "tmp/cache", "tmp/pids", "log", "public/plugin_assets"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        database = self.folder / "db.sqlite3"
        database.unlink(missing_ok=True)
        (self.folder / "config" / "database.yml").write_text(
            f"production:\n  adapter: sqlite3\n  database: {database}\n  encoding: utf8\n  timeout: 5000\n"
        )
        (self.folder / "config" / "secret_key.txt").write_text(secrets.token_hex(32))
        # The default data need a process of their own: the migrating one still knows the old columns.
        for order in (
            ["bin/rake", "db:migrate"],
            ["bin/rake", "redmine:load_default_data"],
            ["bin/rails", "runner", str(SEED)],
        ):
            self._rails(order)
        ready.touch()

    def runner(self, ruby: str) -> str:
        """Run a line of Ruby inside this instance, for what its API cannot do (a changed password)."""
        return self._rails(["bin/rails", "runner", ruby])

    def _rails(self, order: list[str]) -> str:
        done = subprocess.run(
            order, cwd=SHARE, env=self._settings, capture_output=True, text=True, check=False
        )
        if done.returncode != 0:
            raise RuntimeError(f"{' '.join(order)} failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
        return done.stdout

    def start(self) -> None:
        log = (self.folder / "puma.log").open("ab")
        with log:
            self._server = subprocess.Popen(
                ["puma", "-e", "production", "-b", f"tcp://127.0.0.1:{self.port}", "-t", "1:4", "config.ru"],
                cwd=SHARE,
                env=self._settings,
                stdout=log,
                stderr=log,
            )
        until = time.monotonic() + START_S
        while not self._answers():
            if self._server.poll() is not None or time.monotonic() > until:
                self.stop()
                raise RuntimeError(f"Redmine does not answer; see {self.folder / 'puma.log'}")
            time.sleep(0.1)

    def _answers(self) -> bool:
        token = b64encode(b"anna:anna-pass1").decode()
        asked = urllib.request.Request(
            f"{self.url}/issues.json?limit=1", headers={"Authorization": f"Basic {token}"}
        )
        with (
            contextlib.suppress(OSError, urllib.error.URLError),
            urllib.request.urlopen(asked, timeout=10) as answer,
        ):
            return bool(answer.status == 200)
        return False

    def stop(self) -> None:
        if self._server is None:
            return
        self._server.terminate()
        try:
            self._server.wait(15)
        except subprocess.TimeoutExpired:
            self._server.kill()
            self._server.wait()
        self._server = None

    def __enter__(self) -> Self:
        install()
        self.prepare()
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


def main() -> int:
    port, folder = int(sys.argv[1]), Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with Redmine(folder, port) as server:
        print(f"READY {server.url}", flush=True)
        signal.pause()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
