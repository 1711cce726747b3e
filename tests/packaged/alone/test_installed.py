"""With nothing but the package and what it depends on, the program is whole."""

import pytest
from tests.packaged.clean_system import clean_system

pytestmark = pytest.mark.packaged


def test_the_program_starts_and_says_its_version() -> None:
    answer = clean_system().run("odx-desktop", "--version")
    assert (answer.returncode, answer.stderr) == (0, "")
    assert answer.stdout.startswith("odx-desktop 0.")


def test_what_belongs_beside_the_program_is_there() -> None:
    root = clean_system().root
    for place in (
        "usr/share/applications/odx-desktop.desktop",
        "usr/share/icons/hicolor/scalable/apps/odx-desktop.svg",
        "etc/odx-desktop/policy.d/README",
        "usr/share/doc/odx-desktop/copyright",
    ):
        assert (root / place).is_file(), place


def test_the_licences_page_holds_the_texts_of_what_is_inside() -> None:
    page = (clean_system().root / "usr/share/doc/odx-desktop/licences.html").read_text(encoding="utf-8")
    for told in ("GNU LESSER GENERAL PUBLIC LICENSE", "GNU GENERAL PUBLIC LICENSE", "httpx", "PySide6"):
        assert told in page
    assert "pyinstaller" not in page.lower()


def test_no_gpl_only_part_and_no_build_tool_came_along() -> None:
    inside = clean_system().root / "usr/lib/odx-desktop/_internal"
    names = {path.name.lower() for path in inside.rglob("*")}
    for unwanted in ("qtcharts", "qt6charts", "qt6graphs", "qt6datavis", "radicale", "pyinstaller", "pytest"):
        assert not [name for name in names if unwanted in name], unwanted
