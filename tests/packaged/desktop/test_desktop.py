"""On a desktop the installed program is found, and its files are what a desktop expects."""

import pytest
from tests.packaged.clean_system import clean_system

pytestmark = pytest.mark.packaged


def test_the_program_starts_under_a_display() -> None:
    answer = clean_system().run("xvfb-run", "-a", "dbus-run-session", "--", "odx-desktop", "--version")
    assert answer.returncode == 0, answer.stderr
