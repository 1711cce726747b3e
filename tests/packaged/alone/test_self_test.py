"""The installed program finds every part that it was built with."""

import json

import pytest
from tests.packaged.clean_system import clean_system

pytestmark = pytest.mark.packaged


def test_the_self_test_holds() -> None:
    answer = clean_system().run("odx-desktop", "--self-test")
    facts = json.loads(answer.stdout)
    assert answer.returncode == 0, facts
    assert facts["ok"] is True
    assert [part for part, version in facts["versions"].items() if version is None] == []
    assert facts["resources"]["folder"].startswith("/usr/lib/odx-desktop/")
    assert set(facts["locale"]["languages"]) == {"en", "fr"}


@pytest.mark.parametrize(("language", "words"), [("en", "usage:"), ("fr", "utilisation")])
def test_help_is_there_in_both_languages(language: str, words: str) -> None:
    answer = clean_system().run("odx-desktop", "--lang", language, "--help")
    assert (answer.returncode, answer.stderr) == (0, "")
    assert words in answer.stdout
