"""Each test starts and ends in English; French is one fixture away."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from odx_desktop.domain.language import Language
from odx_desktop.text import catalogue


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    catalogue.use_language(Language.EN)


@pytest.fixture
def french(english_again: None) -> None:
    catalogue.use_language(Language.FR)
