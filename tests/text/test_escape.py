from __future__ import annotations

import unicodedata

import pytest

from odx_desktop.text.escape import many_lines, one_line

HOSTILE = [
    "\x1b[31mred\x1b[0m",
    "\x1b]8;;https://evil.example\x07click\x1b]8;;\x07",
    "pay \u202egpj.exe",
    "a\u200bb\ufeffc",
    "\x9b2J",
    "line\u2028next",
    "\x00nul",
    "back\b\b\b\bspace",
    "tag\U000e0041",
    "\ud800 lone surrogate",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_hidden_reaches_the_terminal(text: str) -> None:
    for shown in (one_line(text), many_lines(text)):
        assert not [
            character
            for character in shown
            if character != "\n" and unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"}
        ]
        shown.encode("utf-8")


def test_what_is_hidden_stays_recognisable() -> None:
    assert one_line("\x1b[31mred") == "\\x1b[31mred"
    assert one_line("a\u202eb") == "a\\u202eb"


def test_a_row_stays_one_row_and_a_body_keeps_its_lines() -> None:
    assert one_line("first\r\nsecond\tthird ") == "first second third"
    assert many_lines("first\r\nsecond\n\n\tthird") == "first\nsecond\n\n    third"


def test_ordinary_french_is_left_alone() -> None:
    text = "Congé annuel : 12,50\u00a0$ — « d’accord » 👍"
    assert one_line(text) == text
