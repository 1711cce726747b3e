"""When the package is purged the program is gone, and what belongs to people is not."""

import pytest
from tests.packaged.clean_system import clean_system

pytestmark = pytest.mark.packaged


def test_nothing_of_the_program_is_left() -> None:
    root = clean_system().root
    for place in ("usr/lib/odx-desktop", "usr/bin/odx-desktop", "usr/share/doc/odx-desktop"):
        assert not (root / place).exists(), place
