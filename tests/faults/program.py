"""The real program as its own process on its own profile: told to die, started again, asked what it knows."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from odx_desktop.domain.crash_points import CrashPoint

ROOT = Path(__file__).resolve().parents[2]
CRASH_AT = "ODX_DESKTOP_CRASH_AT"
VERB_S = 120.0
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Ended:
    """How one run ended; `killed` when it died by SIGKILL."""

    code: int
    out: str
    err: str

    @property
    def killed(self) -> bool:
        return self.code == -signal.SIGKILL

    @property
    def promised(self) -> str | None:
        """The action id that was printed: from then on the decision must not be lost."""
        found = _ID.search(self.out)
        return found[0] if found else None


class Program:
    """`seed` names a bug of `seeded.py` that is put into every run. A decision is not held for undo, so
    that nobody has to wait for it."""

    def __init__(self, folder: Path, seed: str | None = None) -> None:
        self._folder = folder
        entry = ["odx_desktop"] if seed is None else ["tests.faults.seeded", seed]
        policy = folder / "no-hold.json"
        policy.write_text(json.dumps({"undo_hold_s": {"value": 0}}))
        given = ["--profile", str(folder / "profile"), "--key-file", str(folder / "key")]
        self._command = [sys.executable, "-m", *entry, *given, "--policy", str(policy), "--lang", "en"]

    def run(self, *verb: str, crash_at: CrashPoint | None = None, secret: str | None = None) -> Ended:
        ended = subprocess.run(
            [*self._command, *verb],
            input=secret,
            capture_output=True,
            text=True,
            timeout=VERB_S,
            env=self._surroundings(crash_at),
            cwd=ROOT,
            check=False,
        )
        return Ended(ended.returncode, ended.stdout, ended.stderr)

    def window(self, crash_at: CrashPoint | None = None) -> subprocess.Popen[bytes]:
        """The window without a display; `end` closes it as a session manager would."""
        log = (self._folder / "window.log").open("ab")
        with log:
            return subprocess.Popen(
                self._command, env=self._surroundings(crash_at), cwd=ROOT, stdout=log, stderr=log
            )

    def end(self, window: subprocess.Popen[bytes]) -> None:
        if window.poll() is None:
            window.send_signal(signal.SIGTERM)
        try:
            window.wait(timeout=20)
        except subprocess.TimeoutExpired:
            window.kill()
            window.wait()

    def activity(self) -> list[dict[str, Any]]:
        """Raises RuntimeError when the program cannot say."""
        ended = self.run("activity", "--json")
        if ended.code != 0:
            raise RuntimeError(f"activity: exit {ended.code}: {ended.err[-500:]}")
        actions: list[dict[str, Any]] = json.loads(ended.out)["actions"]
        return actions

    def action_on(self, key: str) -> dict[str, Any] | None:
        return next((one for one in self.activity() if one["key"] == key), None)

    def _surroundings(self, crash_at: CrashPoint | None) -> dict[str, str]:
        home = self._folder / "home"
        home.mkdir(exist_ok=True)
        kept = {name: os.environ[name] for name in ("PATH", "LANG", "LD_LIBRARY_PATH") if name in os.environ}
        crash = {CRASH_AT: crash_at.value} if crash_at is not None else {}
        return {
            **kept,
            **crash,
            "HOME": str(home),
            "XDG_RUNTIME_DIR": str(home),
            "QT_QPA_PLATFORM": "offscreen",
            "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
        }


def wait_until(holds: Any, seconds: float, every: float = 0.5) -> bool:
    """Ask another process again and again; there is no event to await across a kill."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(every)
    return False
