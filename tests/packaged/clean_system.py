"""A clean system with the package installed, used as an ordinary user."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

USER = "clerk"


@dataclass(frozen=True)
class CleanSystem:
    """`root` is the folder of the system that ./dev package check has made."""

    root: Path

    @property
    def home(self) -> Path:
        return self.root / "home" / USER

    def run(self, *command: str, seconds: float = 60, text: str = "") -> subprocess.CompletedProcess[str]:
        """Runs a command as the ordinary user, with that user's environment and nothing of ours."""
        enter = ["chroot", "--userspec", f"{USER}:{USER}", str(self.root), "/usr/bin/env", "-i"]
        at_home = ["/bin/sh", "-c", 'cd "$HOME" && exec "$@"', "sh"]
        return subprocess.run(
            [*enter, *self.environment, *at_home, *command],
            input=text,
            capture_output=True,
            text=True,
            timeout=seconds,
            check=False,
        )

    @property
    def environment(self) -> list[str]:
        return [f"HOME=/home/{USER}", f"USER={USER}", "PATH=/usr/bin:/bin", "LANG=C.UTF-8"]


def clean_system() -> CleanSystem:
    return CleanSystem(Path(os.environ["ODX_CLEAN_SYSTEM"]))
