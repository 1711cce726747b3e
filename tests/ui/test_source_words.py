"""Sign-in tells the truth about each source, and puts the ones that need something first."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.ui.decisions import NOW, source

from odx_desktop.domain.reason import Reason
from odx_desktop.domain.source import Health
from odx_desktop.ui.identity_card import names_of
from odx_desktop.ui.source_words import (
    Order,
    at_once,
    by_need,
    look_key,
    order_word,
    orders_of,
    summary,
    words_of_source,
)

EVERY = [None, *Health]


def test_what_needs_the_person_comes_first_and_equals_keep_their_order() -> None:
    sources = (source("b"), source("a"), source("c", Health.NOT_REACHED), source("d", Health.SIGN_IN_NEEDED))
    assert [status.source.slug for status in by_need(sources)] == ["d", "c", "b", "a"]


@pytest.mark.parametrize("health", EVERY)
def test_every_health_is_a_word_and_is_spoken(health: Health | None) -> None:
    status = source("hr", health, reason=Reason.of("source.not_reached", host="hr.example"))
    words = words_of_source(status, NOW)
    assert words.word
    assert words.spoken.startswith("HR, ")
    assert all(order_word(order, status) for order in orders_of(status))


def test_checking_never_hides_that_it_was_wrong() -> None:
    status = replace(source("hr", Health.NOT_REACHED, reason=Reason.of("source.not_reached")), checking=True)
    words = words_of_source(status, NOW)
    assert look_key(status) == "checking"
    assert "could not be reached" in words.why


def test_a_locked_source_cannot_be_removed() -> None:
    assert Order.REMOVE not in orders_of(source("hr", locked=True))
    assert Order.REMOVE in orders_of(source("hr"))


def test_a_row_offers_one_thing_when_something_is_wrong_and_nothing_when_not() -> None:
    assert at_once(source("hr")) is None
    assert at_once(source("hr", Health.SIGN_IN_NEEDED)) is Order.SIGN_IN
    assert at_once(source("hr", Health.NOT_REACHED)) is Order.CHECK


def test_the_summary_counts() -> None:
    sources = (source("a"), source("b", Health.SIGN_IN_NEEDED), source("c", Health.NOT_REACHED))
    assert summary(sources) == "Up to date: 1 of 3, 1 needs you, 1 out of reach or in fault"


def test_sources_that_take_one_for_different_people_are_not_smoothed_over() -> None:
    sources = (source("a", as_whom="Amélie"), source("b", as_whom="x17"), source("c", as_whom="Amélie"))
    assert names_of(sources) == ["Amélie", "x17"]
    assert names_of((source("a", as_whom=""),)) == []


def test_a_source_that_answers_with_a_failure_is_not_called_silent() -> None:
    silent = source("hr", Health.NOT_REACHED, reason=Reason.of("source.not_reached"))
    failing = source("hr", Health.NOT_REACHED, reason=Reason.of("source.server_error"))
    assert words_of_source(silent, NOW).word == "Not reached"
    assert words_of_source(failing, NOW).word == "In fault"
