"""`screenshot --demo` takes the language wherever it is said, and tells the demo what belongs to the demo."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence

import pytest

from odx_desktop import __main__ as program


def test_the_language_of_a_picture_reaches_the_demo(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[Namespace, list[str]]] = []

    def visit(options: Namespace, window: Sequence[str], summary: bool) -> int:
        seen.append((options, list(window)))
        return 0

    monkeypatch.setattr(program, "_visit", visit)
    words = ["--lang", "fr", "screenshot", "x.png", "--place", "team", "--demo", "--as", "manager"]
    assert program._demo_picture(words) == 0
    options, window = seen[0]
    assert (options.lang, options.persona, options.still) == ("fr", "manager", True)
    assert window == ["--lang", "fr", "screenshot", "x.png", "--place", "team"]
