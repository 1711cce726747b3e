"""The sentences of the source are found, and those that cannot be translated are refused."""

from pathlib import Path

import pytest
from tools.message_calls import Extraction, extract, placeholders


def read(folder: Path, code: str) -> Extraction:
    source = folder / "src"
    source.mkdir()
    (source / "face.py").write_text(code, encoding="utf-8")
    return extract(source)


def test_singular_plural_and_joined_literals_are_found(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        'tr("Reached at {time}", time=now)\nntr("{n} item", "{n} items", 3)\ntext.tr("Sign " "in")\n',
    )
    assert found.faults == []
    assert {msgid: call.plural for msgid, call in found.calls.items()} == {
        "Reached at {time}": "",
        "{n} item": "{n} items",
        "Sign in": "",
    }
    assert found.calls["{n} item"].place == "src/face.py:2"


def test_qt_s_own_tr_is_not_ours(tmp_path: Path) -> None:
    assert read(tmp_path, 'self.tr("Open")').calls == {}


@pytest.mark.parametrize(
    "code",
    [
        'tr(f"Reached at {time}")',
        'tr("Reached at " + time)',
        'tr("Reached at %s" % time)',
        'tr("Reached at {time}")',
        'tr("Reached at {time}", hour=1)',
        'tr("Reached at {time", time=1)',
    ],
)
def test_a_sentence_that_cannot_be_translated_is_refused(tmp_path: Path, code: str) -> None:
    assert len(read(tmp_path, code).faults) == 1


def test_a_sentence_from_a_table_counts_as_written(tmp_path: Path) -> None:
    assert "Not reached" in read(tmp_path, 'TEXTS = {1: "Not reached"}\ntr(TEXTS[1])').written


def test_placeholders_of_a_sentence() -> None:
    assert placeholders("{who.name} has {n:d} of {{all}}") == {"who", "n"}
    assert placeholders("{") is None
