"""One theme for all window tests: dressing the application anew for each would cost more."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from odx_desktop.ui.theme import Theme


@pytest.fixture(scope="session")
def _dressed(qapp: QApplication) -> Theme:
    made = Theme()
    made.apply(qapp, "light")
    return made


@pytest.fixture
def theme(_dressed: Theme, qapp: QApplication) -> Iterator[Theme]:
    """Light at the system's text size before each test, whatever the test before it did."""
    _dressed.apply(qapp, "light")
    yield _dressed
