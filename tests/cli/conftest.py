"""Runs a command in this process against a façade in memory."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from tests.cli.far_inbox import FarInbox, opener

from odx_desktop import cli
from odx_desktop.domain.language import Language
from odx_desktop.domain.reason import Reason
from odx_desktop.text import use_language


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str

    @property
    def object(self) -> dict[str, object]:
        """The one JSON object, and nothing else."""
        found = json.loads(self.out)
        assert isinstance(found, dict)
        return found


Run = Callable[..., Ran]


@pytest.fixture(autouse=True)
def english_again(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    yield
    use_language(Language.EN)


@pytest.fixture
def far() -> FarInbox:
    return FarInbox()


@pytest.fixture
def run(far: FarInbox, capsys: pytest.CaptureFixture[str]) -> Run:
    def one_run(*arguments: str, notices: tuple[Reason, ...] = (), keeps: bool = True) -> Ran:
        capsys.readouterr()
        code = cli.main(arguments, opener(far, notices, keeps))
        captured = capsys.readouterr()
        return Ran(code, captured.out, captured.err)

    return one_run
