"""The merged catalogue speaks French, and a poor one is refused with the place to mend."""

import gettext
from pathlib import Path

import pytest

from tools import locale_catalogue

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Language: fr\\n"\n'
HEADER += '"Plural-Forms: nplurals=2; plural=(n > 1);\\n"\n\n'
OPEN = 'msgid "Open"\nmsgstr "Ouvrir"\n\n'
ITEMS = 'msgid "{n} item"\nmsgid_plural "{n} items"\nmsgstr[0] "{n} élément"\nmsgstr[1] "{n} éléments"\n\n'
SOURCE = 'tr("Open")\nntr("{n} item", "{n} items", 2)\n'


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(locale_catalogue, "ROOT", tmp_path)
    monkeypatch.setattr(locale_catalogue, "LOCALES", tmp_path / "resources" / "locale")
    (tmp_path / "resources" / "locale" / "fr").mkdir(parents=True)
    (tmp_path / "src").mkdir()
    return tmp_path


def write(house: Path, source: str = SOURCE, **areas: str) -> None:
    (house / "src" / "face.py").write_text(source, encoding="utf-8")
    for area, text in areas.items():
        path = house / "resources" / "locale" / "fr" / f"{area}.po"
        path.write_text(HEADER + text, encoding="utf-8")


def test_areas_become_one_catalogue(house: Path) -> None:
    write(house, list=OPEN, places=ITEMS + OPEN)
    assert locale_catalogue.faults("fr") == []
    locale_catalogue.compile_language("fr")
    with locale_catalogue.compiled_path("fr").open("rb") as file:
        french = gettext.GNUTranslations(file)
    assert french.gettext("Open") == "Ouvrir"
    assert [french.ngettext("{n} item", "{n} items", n) for n in (0, 1, 2)] == [
        "{n} élément",
        "{n} élément",
        "{n} éléments",
    ]
    assert locale_catalogue.is_current("fr")


def test_two_translations_of_one_sentence_are_a_fault_and_stop_no_start(house: Path) -> None:
    write(house, list=OPEN, places=ITEMS + OPEN.replace("Ouvrir", "Ouvert"))
    assert any("another translation of 'Open'" in fault for fault in locale_catalogue.faults("fr"))
    locale_catalogue.compile_language("fr")
    with locale_catalogue.compiled_path("fr").open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Open") == "Ouvrir"


def test_an_unreadable_area_leaves_the_catalogue_that_was(house: Path) -> None:
    write(house, list=OPEN, places=ITEMS)
    locale_catalogue.compile_language("fr")
    write(house, places='msgid "x')
    with pytest.raises(locale_catalogue.CatalogueError):
        locale_catalogue.compile_language("fr")
    assert locale_catalogue.compiled_path("fr").exists()


@pytest.mark.parametrize(
    ("areas", "told"),
    [
        (OPEN, "no French for '{n} item'"),
        (OPEN + ITEMS.replace("{n} éléments", ""), "no French for '{n} item'"),
        (ITEMS + "#, fuzzy\n" + OPEN, "fuzzy"),
        (OPEN + ITEMS + 'msgid "Gone"\nmsgstr "Parti"\n', "no code says 'Gone'"),
        (OPEN + ITEMS.replace("{n} éléments", "{nombre} éléments"), "has the values"),
        (OPEN.replace("Ouvrir", "L'ouvrir") + ITEMS, "apostrophe"),
        (OPEN + ITEMS.replace("{n} items", "{n} pieces"), "has the plural"),
    ],
)
def test_a_poor_catalogue_is_told(house: Path, areas: str, told: str) -> None:
    write(house, list=areas)
    assert any(told in fault for fault in locale_catalogue.faults("fr"))
