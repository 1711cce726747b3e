"""Set-up leaves a good environment alone and sees a lacking one."""

from importlib.metadata import version
from pathlib import Path

from tools.locked import lacking


def test_what_is_installed_as_locked_is_not_lacking() -> None:
    assert lacking(f"pytest=={version('pytest')} \\\n    --hash=sha256:00\n    # via us\n") == []


def test_absent_and_other_versions_are_lacking() -> None:
    assert lacking("pytest==0.1 \\\n    --hash=sha256:00\nno-such-thing==1\n") == [
        "pytest==0.1",
        "no-such-thing==1",
    ]


def test_what_another_platform_needs_is_not_lacking() -> None:
    assert lacking("no-such-thing==1 ; sys_platform == 'never'\n") == []


def test_this_environment_is_as_locked() -> None:
    root = Path(__file__).resolve().parents[2]
    assert lacking((root / "requirements" / "dev.txt").read_text(encoding="utf-8")) == []
