from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.store.samples import NOW, item, money, person, query

from odx_desktop.domain.action import ActionKind, ActionOffer
from odx_desktop.domain.changes import Changes
from odx_desktop.domain.keys import WorkItemKey
from odx_desktop.domain.language import LocalizedText
from odx_desktop.domain.query import View
from odx_desktop.domain.reason import Reason
from odx_desktop.domain.source import Health
from odx_desktop.domain.work_item import (
    Attribute,
    Body,
    BodyFormat,
    CaseKey,
    Comment,
    Line,
    Person,
    PersonKind,
    Relation,
    Scope,
    WorkItem,
    WorkItemDetail,
    WorkItemState,
)
from odx_desktop.store.search_index import expression
from odx_desktop.store.store import Store

LATER = NOW + timedelta(minutes=5)
FULL = item(
    "a/b,é",
    native_state="Pending",
    priority=40,
    updated=NOW,
    due=datetime(2026, 12, 1, 9, 30, 0, 5, tzinfo=UTC),
    assignee=Person("7", "Zoé", "zoe@example.gc.ca"),
    owner=Person("g", "Finance", kind=PersonKind.GROUP),
    requester=Person("8", "Élise Gagné"),
    candidates=(Person("9", "Li"),),
    relations=frozenset({Relation.MINE, Relation.CANDIDATE}),
    amount=money("12.50"),
    attributes=(Attribute(LocalizedText("Cost centre", "Centre de coûts"), "4711", rank=2),),
    case_keys=(CaseKey("po", "PO-0042"),),
    link="https://hr.example/7",
    version="v1",
)


def put(store: Store, *items: WorkItem, scope: Scope = Scope.MINE) -> Changes:
    return store.cache.apply_page("hr", scope, items, [], NOW).result()


def read(store: Store, key: WorkItemKey) -> WorkItem | None:
    row = store.reader.row(key).result()
    return row.item if row else None


def found(store: Store, text: str) -> list[str]:
    ids = store.reader.order(query(View.ALL, text=text)).result().ids
    return [row.item.key.native[0] for row in store.reader.rows(ids).result()]


def test_an_item_comes_back_whole(store: Store) -> None:
    day = item("2", due=date(2026, 12, 1))
    put(store, FULL, day)
    assert read(store, FULL.key) == FULL
    assert read(store, day.key) == day


def test_unchanged_rows_are_not_written_again(store: Store) -> None:
    assert put(store, FULL, item("2")).upserted == {FULL.key, item("2").key}
    changed = replace(item("2"), title="Another title")
    assert put(store, FULL, changed).upserted == {changed.key}
    assert not put(store, FULL, changed)


def test_an_item_leaves_only_when_no_list_has_it(store: Store) -> None:
    mine, both = item("1"), item("2")
    put(store, mine, both)
    put(store, replace(both, relations=frozenset({Relation.TEAM})), scope=Scope.TEAM)
    stored = read(store, both.key)
    assert stored is not None and stored.relations == {Relation.MINE, Relation.TEAM}
    changes = store.cache.finish_listing("hr", Scope.MINE, set(), LATER).result()
    assert changes == Changes(upserted=frozenset({both.key}), removed=frozenset({mine.key}))
    stored = read(store, both.key)
    assert stored is not None and stored.relations == {Relation.TEAM}
    assert store.cache.finish_listing("hr", Scope.TEAM, [], LATER).result().removed == {both.key}


def test_a_complete_listing_keeps_what_it_has_and_other_sources(store: Store) -> None:
    put(store, item("1"), item("2"))
    store.cache.apply_page("desk", Scope.MINE, [item("1", source="desk")], [], NOW).result()
    changes = store.cache.finish_listing("hr", Scope.MINE, {"1"}, LATER).result()
    assert changes == Changes(removed=frozenset({item("2").key}))


def test_tombstones_and_cursor_come_with_the_page(store: Store) -> None:
    put(store, item("1"))
    page = store.cache.apply_page("hr", Scope.MINE, [item("2")], [item("1").key], NOW, "c1", True)
    assert page.result() == Changes(frozenset({item("2").key}), frozenset({item("1").key}))
    assert store.cache.cursor("hr", Scope.MINE).result() == "c1"
    assert store.cache.cursor("hr", Scope.TEAM).result() is None
    store.cache.apply_page("hr", Scope.MINE, [], [], NOW, None, True).result()
    assert store.cache.cursor("hr", Scope.MINE).result() is None


def test_a_reading_says_that_it_is_no_longer_mine_and_a_listing_is_believed_again(store: Store) -> None:
    put(store, item("1"))
    store.cache.put_item(item("1", relations=frozenset()), LATER).result()
    assert not store.reader.order(query()).result().ids
    assert put(store, item("1")).upserted
    assert store.reader.order(query()).result().ids


def test_a_reading_that_closed_an_item_does_not_outlive_a_listing_that_reopens_it(store: Store) -> None:
    put(store, item("1"))
    store.cache.put_item(item("1", state=WorkItemState.COMPLETED), LATER).result()
    assert not store.reader.order(query()).result().ids
    put(store, item("1"))
    assert store.reader.order(query()).result().ids


def test_a_deeper_reading_and_a_listing_do_not_fight(store: Store) -> None:
    put(store, item("1"))
    deeper = item("1", candidates=(person("Li"),), version="etag")
    store.cache.put_detail(WorkItemDetail(deeper, LATER)).result()
    assert not put(store, item("1"))
    stored = read(store, deeper.key)
    assert stored is not None and (stored.candidates, stored.version) == ((person("Li"),), "etag")


def test_a_read_item_that_no_list_has_goes_with_the_next_complete_listing(store: Store) -> None:
    lone = item("1", relations=frozenset())
    store.cache.put_item(lone, NOW).result()
    assert store.cache.finish_listing("hr", Scope.MINE, [], LATER).result().removed == {lone.key}


def test_drop_and_forget(store: Store) -> None:
    put(store, *(item(str(number)) for number in range(1200)))
    assert store.cache.drop(item("0").key).result().removed == {item("0").key}
    assert not store.cache.drop(item("0").key).result()
    assert len(store.cache.forget_source("hr").result().removed) == 1199
    assert found(store, "request") == []


DETAIL = WorkItemDetail(
    FULL,
    LATER,
    body=Body("<p>Justification&nbsp;: déménagement</p><script>hidden()</script>", BodyFormat.HTML),
    lines=(Line("1", "Boîtes", amount=money("3.10")),),
    comments=(Comment("c", person("Ann"), NOW, "Urgent, s’il vous plaît"),),
    offers=(ActionOffer("ok", ActionKind.APPROVE, LocalizedText("Approve", "Approuver")),),
    offers_as_of=LATER,
)


def test_detail_comes_back_whole(store: Store) -> None:
    put(store, FULL)
    store.cache.put_detail(DETAIL).result()
    expected = replace(DETAIL, item=replace(FULL, detail_as_of=LATER))
    assert store.reader.detail(FULL.key).result() == expected


def test_details_wanted_nearest_due_first_and_again_when_the_row_changed(store: Store) -> None:
    soon, later = item("1", due=date(2026, 11, 25)), item("2", due=date(2026, 12, 25))
    put(store, item("3"), later, soon, item("4", state=WorkItemState.COMPLETED))
    wanted = store.cache.details_wanted("hr", 2, NOW).result()
    assert wanted == (soon.key, later.key)
    store.cache.put_detail(WorkItemDetail(soon, LATER)).result()
    assert soon.key not in store.cache.details_wanted("hr", 9, NOW).result()
    newer = replace(soon, title="New")
    store.cache.apply_page("hr", Scope.MINE, [newer], [], LATER + timedelta(minutes=1)).result()
    assert soon.key in store.cache.details_wanted("hr", 9, NOW).result()


@pytest.mark.parametrize(
    "text",
    [
        "elise",
        "GAGNÉ",
        "conge",
        "centre couts",
        "4711",
        "po-0042",
        "0042",
        "demenag",
        "urgent plait",
        "boites",
    ],
)
def test_search_finds_words_wherever_they_are(store: Store, text: str) -> None:
    named = replace(FULL, title="Congé annuel")
    put(store, named, item("2"))
    store.cache.put_detail(replace(DETAIL, item=named)).result()
    assert found(store, text) == ["a/b,é"]


@pytest.mark.parametrize("text", ["hidden", "p", '"', "-- ;", "conges NOT", "x*", "( OR", "absent"])
def test_search_finds_nothing_where_nothing_is_and_takes_any_character(store: Store, text: str) -> None:
    put(store, item("zz", title="Congé"))
    assert found(store, text) == []


def test_search_forgets_the_old_words(store: Store) -> None:
    put(store, item("1", title="Alpha"))
    put(store, item("1", title="Beta"))
    assert (found(store, "alpha"), found(store, "beta")) == ([], ["1"])


def test_first_sync_fills_the_index_afterwards(store: Store) -> None:
    store.cache.begin_fill().result()
    put(store, *(item(str(number)) for number in range(2500)))
    assert found(store, "request") == []
    filling = store.cache.end_fill()
    put(store, item("3", title="Changed"))
    filling.result()
    assert len(found(store, "request")) == 2500
    assert found(store, "changed") == ["3"]
    put(store, item("new", title="Arrived"))
    assert found(store, "arrived") == ["new"]


def test_a_large_first_page_is_indexed_when_its_round_ends(store: Store) -> None:
    put(store, *(item(str(number)) for number in range(1500)))
    assert found(store, "request") == []
    status(store, Health.OK, NOW)
    store.cache.end_fill().result()
    assert len(found(store, "request")) == 1500
    put(store, *(item(f"more-{number}") for number in range(600)))
    assert len(found(store, "request")) == 2100


def status(store: Store, health: Health, as_of: datetime | None) -> None:
    store.cache.put_status(
        "hr",
        health=health,
        reason=Reason.of("source.not_reached"),
        as_whom="ann",
        attempt=LATER,
        as_of=as_of,
        retry_at=None,
        tells_team=True,
    ).result()


def test_status_keeps_the_last_complete_round(store: Store) -> None:
    status(store, Health.OK, NOW)
    status(store, Health.NOT_REACHED, None)
    kept = store.reader.statuses().result()["hr"]
    assert (kept.health, kept.as_of, kept.attempt, kept.tells_team) == (Health.NOT_REACHED, NOW, LATER, True)


def test_marks_and_unread_lie_over_the_row(store: Store) -> None:
    from tests.store.samples import action

    from odx_desktop.domain.action import ActionState

    put(store, item("1"))
    row = store.reader.row(item("1").key).result()
    assert row is not None and row.unread and row.mark is None
    store.vault.mark_read(item("1").key).result()
    held = store.vault.insert_action(action("1", state=ActionState.HELD, not_before=LATER)).result()
    row = store.reader.row(item("1").key).result()
    assert row is not None and not row.unread and row.mark is not None
    assert (row.mark.action_id, row.mark.state, row.mark.until) == (held.id, ActionState.HELD, LATER)


@settings(max_examples=200, deadline=None)
@given(st.text())
def test_any_typed_text_is_a_valid_expression(text: str) -> None:
    import apsw

    connection = apsw.Connection(":memory:")
    connection.execute("CREATE VIRTUAL TABLE search USING fts5(words)")
    words = expression(text)
    if words is not None:
        list(connection.execute("SELECT rowid FROM search WHERE search MATCH ?", (words,)))
    connection.close()
