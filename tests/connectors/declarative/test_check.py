from __future__ import annotations

import pytest
from tests.far_end.server import MANIFEST

from odx_desktop.connectors.catalogue import Catalogue
from odx_desktop.connectors.declarative.check import check_manifest, trap
from odx_desktop.connectors.declarative.loading import Mistake


def only(text: str) -> Mistake:
    mistakes = check_manifest(text)
    assert len(mistakes) == 1, mistakes
    return mistakes[0]


def line_of(text: str, part: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), 1) if part in line)


def spoilt(right: str, wrong: str) -> str:
    assert right in MANIFEST
    return MANIFEST.replace(right, wrong, 1)


@pytest.mark.parametrize("connector", [one for one in Catalogue().ids() if not Catalogue().is_code(one)])
def test_every_manifest_of_ours_is_clean(connector: str) -> None:
    assert check_manifest(Catalogue().manifest_text(connector)) == ()


def test_the_far_end_s_manifest_is_clean() -> None:
    assert check_manifest(MANIFEST) == ()


@pytest.mark.parametrize(
    ("path", "right"),
    [
        ("items[?open==true]", "items[?open==`true`]"),
        ("items[?status==409]", "items[?status==`409`]"),
        ("@odata.nextLink", '"@odata.nextLink"'),
        ("value.@odata.etag", 'value."@odata.etag"'),
        ("cost-centre.name", '"cost-centre".name'),
    ],
)
def test_traps_of_the_path_language_come_with_the_right_spelling(path: str, right: str) -> None:
    caught = trap(path)
    assert caught is not None
    assert caught[1] == right


@pytest.mark.parametrize(
    "path",
    [
        "a.b",
        "@",
        '"@odata.etag"',
        "items[?open==`true`]",
        "items[?name=='true-ish' && n > `3`]",
        "join(' ', [a, b])",
        "items[-1].id",
        "[a, b][?@]",
    ],
)
def test_right_paths_are_no_traps(path: str) -> None:
    assert trap(path) is None


def test_an_unknown_key_is_told_with_its_line_and_the_nearest_word() -> None:
    text = spoilt('titel = "', "x") if "titel" in MANIFEST else spoilt('title = "title"', 'titel = "title"')
    mistakes = check_manifest(text)
    assert mistakes
    assert mistakes[0].nearest == "title"
    assert mistakes[0].line == line_of(text, "titel")


def test_an_unknown_key_deep_inside_is_found() -> None:
    text = spoilt("page_size = 20", "page_sise = 20")
    mistake = only(text)
    assert (mistake.line, mistake.nearest) == (line_of(text, "page_sise"), "page_size")


def test_no_toml_at_all() -> None:
    assert only("schema = 1\n[connector\n").line == 2


def test_a_wrong_type_says_where() -> None:
    text = spoilt("min_poll_s = 1", 'min_poll_s = "often"')
    mistake = only(text)
    assert mistake.line == line_of(text, "min_poll_s")
    assert "float" in mistake.message or "number" in mistake.message


@pytest.mark.parametrize(
    ("right", "wrong", "word"),
    [
        ('total = "total"', 'total = "items[?a==true] | length(@)"', "backquotes"),
        ('path = "/tasks/{id}"', 'path = "/tasks/{ident}"', "{ident}"),
        ('fetch = "/files/{attachment.id}"', 'fetch = "/files/{attachment.id|upper}"', "upper"),
        ('query = { text = "{text}" }', 'query = { text = "{secret}" }', "secret"),
        ("applied_when = { comment_shown = true }", "", "applied_when"),
        ('field = "item.open"', 'field = "item.opened"', "item.opened"),
        ('id = "set_due"', 'id = "comment"', "comment"),
        ('method = "POST"', 'method = "GET"', "method"),
        ('due = "due"', 'due = { path = "due", type = "due", zone = "Mars/Olympus" }', "Mars"),
        ('style = "since"', 'style = "token_url"', "delta_link"),
        ('style = "offset"', 'style = "cursor"', "next"),
        ('scope = "mine"\nitems', 'scope = "team"\nitems', "mine"),
        ('title = "title"', 'title = "title["', "title["),
    ],
)
def test_what_cannot_work_is_told(right: str, wrong: str, word: str) -> None:
    mistakes = check_manifest(spoilt(right, wrong))
    assert any(word in mistake.message for mistake in mistakes), mistakes


def test_a_huge_text_is_not_read() -> None:
    assert "larger" in only("# " + "x" * 300_000).message
