"""A run with a skipped test is a failed run, in one process and in several."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SKIPPED = "import pytest\n\n\ndef test_one():\n    pytest." + "skip('not today')\n"


def run(folder: Path, code: str, *options: str) -> int:
    (folder / "test_it.py").write_text(code, encoding="utf-8")
    (folder / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tools.no_skips", *options, str(folder)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, check=False).returncode


@pytest.mark.parametrize("options", [(), ("-n", "1")])
def test_a_skipped_test_fails_the_run(tmp_path: Path, options: tuple[str, ...]) -> None:
    assert run(tmp_path, SKIPPED, *options) == 1


def test_a_run_without_skips_passes(tmp_path: Path) -> None:
    assert run(tmp_path, "def test_one():\n    pass\n") == 0
