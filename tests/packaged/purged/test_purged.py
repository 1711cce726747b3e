"""When the package is purged the program is gone, and what belongs to people is not."""

import pytest
from tests.packaged.clean_system import clean_system

pytestmark = pytest.mark.packaged


def test_nothing_of_the_program_is_left() -> None:
    root = clean_system().root
    for place in ("usr/lib/odx-desktop", "usr/bin/odx-desktop", "usr/share/doc/odx-desktop"):
        assert not (root / place).exists(), place


def test_the_administrator_s_policy_and_the_person_s_files_stay() -> None:
    system = clean_system()
    assert (system.root / "etc/odx-desktop/policy.d/10-organisation.json").is_file()
    assert (system.home / ".config/odx-desktop/key").is_file()
    assert list(system.home.rglob("vault.db"))
