"""Each house rule can fail."""

from pathlib import Path

import pytest

from tools import house_rules


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(house_rules, "ROOT", tmp_path)
    return tmp_path / "src" / "odx_desktop"


def faults(house: Path, place: str, code: str) -> list[str]:
    path = house / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(code, encoding="utf-8")
    return list(house_rules.source_faults(path))


DOC = '"""Paints."""\n'
MANY_METHODS = "".join(f"    def f{n}(self): ...\n" for n in range(21))


@pytest.mark.parametrize(
    ("place", "code", "told"),
    [
        ("ui/pane.py", DOC + "from PySide6 import QtCharts\n", "PySide6.QtCharts"),
        ("ui/pane.py", DOC + "import PySide6.QtGraphs\n", "PySide6.QtGraphs"),
        ("sync/pull.py", DOC + "from PySide6.QtCore import QObject\n", "only ui"),
        ("ui/pane.py", DOC + "import httpx\n", "only http"),
        ("sync/pull.py", DOC + "WHO = 'Redmine'\n", "names the back end"),
        ("sync/utils.py", DOC, "no single purpose"),
        ("sync/pull.py", "X = 1\n", "no module docstring"),
        ("sync/pull.py", DOC + "X = 1\n" * 400, "401 lines"),
        ("sync/pull.py", DOC + "def f():\n" + "    x = 1\n" * 40, "f has 41 lines"),
        (
            "sync/pull.py",
            DOC + "class C:\n" + "".join(f"    def f{n}(self): ...\n" for n in range(21)),
            "21 m",
        ),
    ],
)
def test_a_broken_rule_is_told(house: Path, place: str, code: str, told: str) -> None:
    assert any(told in fault for fault in faults(house, place, code))


def test_a_good_file_passes(house: Path) -> None:
    assert faults(house, "ui/pane.py", DOC + "from PySide6.QtWidgets import QWidget\n") == []


def test_the_demo_organisation_may_name_what_it_plays(house: Path) -> None:
    assert faults(house, "demo/desk.py", DOC + "WHO = 'ServiceNow'\n") == []


def test_skipped_tests_and_loose_ends_are_told() -> None:
    mark = "@pytest.mark.ski" + "p\n"
    assert len(list(house_rules.line_faults(mark, is_test=True))) == 1
    assert len(list(house_rules.line_faults("# TO" + "DO later\n", is_test=False))) == 1
    assert list(house_rules.line_faults("x = 1\n", is_test=True)) == []
