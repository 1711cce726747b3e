"""The program as a process of its own: a profile, a key file and an empty home, and no display."""

from __future__ import annotations

import io
import json
import logging
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path

from odx_desktop import cli
from odx_desktop.domain.language import Language
from odx_desktop.text import use_language

ROOT = Path(__file__).resolve().parents[2]
TIME_LIMIT_S = 60


@dataclass(frozen=True)
class Ended:
    code: int
    out: str
    err: str

    @property
    def object(self) -> dict[str, object]:
        found = json.loads(self.out)
        assert isinstance(found, dict)
        return found


@dataclass
class Odx:
    """Runs `python -m odx_desktop` with this profile; `before` is Python code that runs first."""

    home: Path
    with_key: bool = True
    before: str = ""
    lang: str = "en"
    profile: Path = field(init=False)

    def __post_init__(self) -> None:
        self.profile = self.home / "profile"

    def command(self, *arguments: str) -> list[str]:
        key = ["--key-file", str(self.home / "key")] if self.with_key else []
        start = ["-m", "odx_desktop"]
        if self.before:
            start = [
                "-c",
                f"{self.before}\nimport sys\nfrom odx_desktop.__main__ import main\nsys.exit(main())",
            ]
        return [sys.executable, *start, "--profile", str(self.profile), *key, *arguments]

    @property
    def environment(self) -> dict[str, str]:
        return {
            "PATH": os.environ["PATH"],
            "HOME": str(self.home),
            "XDG_RUNTIME_DIR": str(self.home),
            "PYTHONPATH": str(ROOT / "src"),
        }

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            self.command(*arguments),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=self.environment,
        )

    def run(self, *arguments: str, given: str = "") -> Ended:
        ended = subprocess.run(
            self.command(*arguments),
            input=given,
            capture_output=True,
            text=True,
            env=self.environment,
            timeout=TIME_LIMIT_S,
            check=False,
        )
        assert "Traceback" not in ended.stderr + ended.stdout, ended.stderr
        return Ended(ended.returncode, ended.stdout, ended.stderr)


class NearOdx(Odx):
    """The same commands in this process, for tests whose matter is not the process: ten times as fast."""

    def run(self, *arguments: str, given: str = "") -> Ended:
        key = ["--key-file", str(self.home / "key")] if self.with_key else []
        lang = ["--lang", self.lang] if self.lang else []
        out, err, stdin = io.StringIO(), io.StringIO(), sys.stdin
        sys.stdin = io.TextIOWrapper(io.BytesIO(given.encode()))
        try:
            with redirect_stdout(out), redirect_stderr(err):
                code = cli.main(["--profile", str(self.profile), *key, *lang, *arguments])
        finally:
            sys.stdin.close()
            sys.stdin = stdin
            _forget_log()
            use_language(Language.EN)
        assert "Traceback" not in err.getvalue() + out.getvalue(), err.getvalue()
        return Ended(code, out.getvalue(), err.getvalue())


def _forget_log() -> None:
    logger = logging.getLogger("odx_desktop")
    for one in list(logger.handlers):
        logger.removeHandler(one)
        one.close()
    logger.propagate = True
