from collections.abc import Iterator

import pytest
from tests.demo.stage import Stage, house_open


@pytest.fixture
def stage() -> Iterator[Stage]:
    with house_open(items=160) as running:
        yield running
