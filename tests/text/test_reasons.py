from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

import odx_desktop
from odx_desktop.domain.reason import Reason
from odx_desktop.text import reasons

SOURCE = Path(odx_desktop.__file__).parent
# A reason's code where one is made, and constants that are named like one of the known families.
MADE = r'(?:Reason(?:\.of)?\(\s*|\bcode(?:: str)? ?= ?|Refusal\(\s*)"([a-z]+\.[a-z_]+)"'
FAMILIES = "source|store|action|item|connector|usage|output|program|keyring|policy|attachment"
NAMED = rf'(?:\belse |[A-Z_]+(?:: Final)? ?= ?)"((?:{FAMILIES})\.[a-z_]+)"'
SETTING_NAMES = frozenset({"store.key_file"})
CODE = re.compile(r"[a-z]+\.[a-z_]+")


def written_codes() -> dict[str, str]:
    return {
        match[1]: str(path.relative_to(SOURCE))
        for path in SOURCE.rglob("*.py")
        for pattern in (MADE, NAMED)
        for match in re.finditer(pattern, path.read_text(encoding="utf-8"))
        if match[1] not in SETTING_NAMES
    }


def test_every_code_of_the_product_has_words() -> None:
    speechless = {code: place for code, place in written_codes().items() if not reasons.has_words(code)}
    assert not speechless


def test_the_search_for_codes_finds_some() -> None:
    assert {"source.broken"} <= written_codes().keys()


@pytest.mark.parametrize("code", sorted(reasons.WORDINGS))
def test_every_code_says_what_happened_and_what_next(code: str) -> None:
    assert CODE.fullmatch(code)
    bare = Reason.of(code)
    said, then = reasons.sentence(bare), reasons.next_step(bare)
    assert said.endswith((".", "?")) and then.endswith(".")
    assert "{" not in said + then


@pytest.mark.parametrize("code", sorted(reasons.WORDINGS))
def test_every_code_is_told_in_french_too(code: str, french: None) -> None:
    bare = Reason.of(code)
    wording = reasons.WORDINGS[code]
    assert reasons.sentence(bare).replace("?", "") not in {text.replace("?", "") for text in wording.says}
    assert reasons.next_step(bare) not in wording.then


def test_the_most_telling_variant_is_chosen() -> None:
    now = datetime(2026, 11, 24, 15, 42, tzinfo=UTC)
    full = Reason.of("action.already_decided", who="M. Roy", when="2026-11-24T15:30:00+00:00")
    assert reasons.sentence(full, now).startswith("M. Roy already decided this (")
    assert reasons.sentence(Reason.of("action.already_decided", who="M. Roy")).startswith("M. Roy already")
    assert reasons.sentence(Reason.of("action.already_decided")).startswith("Somebody already")


def test_what_a_back_end_wrote_cannot_act_on_the_terminal_or_on_the_sentence() -> None:
    told = reasons.sentence(Reason.of("action.refused", message="\x1b[2Jno {host} \u202e"))
    assert "\x1b" not in told and "\u202e" not in told
    assert "{host}" in told and "Nothing was changed." in told


def test_an_unknown_code_is_told_plainly() -> None:
    assert "no words" in reasons.sentence(Reason.of("never.heard_of"))


def test_a_reference_is_short_stable_and_different_for_different_faults() -> None:
    one, other = Reason.of("source.timeout", host="a"), Reason.of("source.timeout", host="b")
    assert reasons.reference(one) == reasons.reference(Reason.of("source.timeout", host="a"))
    assert re.fullmatch("[0-9A-HJKMNP-TV-Z]{4}", reasons.reference(one))
    assert reasons.reference(one) != reasons.reference(other)
