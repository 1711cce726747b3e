from __future__ import annotations

from dataclasses import replace

import pytest
from tests.ui.sample_items import NOW, SOURCES

from odx_desktop.domain.source import Health, SourceStatus
from odx_desktop.ui.empty_words import emptiness

FINE = tuple(replace(source, health=Health.OK) for source in SOURCES)


def with_health(health: Health | None) -> tuple[SourceStatus, ...]:
    return (replace(FINE[0], health=health, as_of=None if health is None else FINE[0].as_of), *FINE[1:])


def test_all_done_says_how_many_answered_and_when() -> None:
    found = emptiness(FINE, True, "", 0, NOW)
    assert found.kind == "all_done"
    assert "All 6 sources answered" in found.sentence
    assert ".." not in found.sentence


@pytest.mark.parametrize("health", [Health.NOT_REACHED, Health.BROKEN, Health.STALE, Health.SIGN_IN_NEEDED])
def test_a_source_that_could_not_be_asked_is_never_all_done(health: Health) -> None:
    found = emptiness(with_health(health), True, "", 0, NOW)
    assert found.kind == "not_reached"
    assert "HR" in found.title
    assert "check" in found.offers


def test_no_access_says_who_can_help() -> None:
    assert emptiness(with_health(Health.NO_ACCESS), True, "", 0, NOW).kind == "no_access"


def test_before_a_source_has_answered_once_nothing_is_claimed() -> None:
    assert emptiness(with_health(None), True, "", 0, NOW).kind == "checking"
    assert emptiness((), False, "", 0, NOW).kind == "checking"


def test_nothing_connected_offers_the_first_source() -> None:
    assert emptiness((), True, "", 0, NOW).offers == ("add",)


def test_a_search_that_hides_all_says_how_many() -> None:
    found = emptiness(FINE, True, "zzz", 12, NOW)
    assert (found.kind, found.sentence) == ("filtered", "12 items are hidden by this search.")
