from collections.abc import Iterator

import pytest
from tests.demo.stage import Stage, house_open


@pytest.fixture(scope="module")
def untouched() -> Iterator[Stage]:
    """One house for all tests of a file that only read."""
    with house_open(items=160) as running:
        yield running


@pytest.fixture
def stage() -> Iterator[Stage]:
    with house_open(items=160) as running:
        yield running
