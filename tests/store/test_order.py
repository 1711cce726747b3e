from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.store.samples import NOW, action, item, money, person, query

from odx_desktop.domain.action import ActionKind, ActionState
from odx_desktop.domain.query import Query, SectionKind, SortBy, View
from odx_desktop.domain.source import Health
from odx_desktop.domain.work_item import Relation, Scope, WorkItem, WorkItemState
from odx_desktop.store import order as order_module
from odx_desktop.store.key import StoreKey
from odx_desktop.store.opened import open_reading
from odx_desktop.store.order import beginning, order
from odx_desktop.store.profile import ProfilePaths
from odx_desktop.store.store import Store


def put(store: Store, *items: WorkItem, scope: Scope = Scope.MINE) -> None:
    for one in items:
        store.cache.apply_page(one.key.source, scope, [one], [], NOW).result()


def shown(store: Store, asked: Query) -> list[str]:
    ids = store.reader.order(asked).result().ids
    return [row.item.key.native[0] for row in store.reader.rows(ids).result()]


def test_overdue_first_then_due_then_priority_amount_and_age(store: Store) -> None:
    put(
        store,
        item("undated"),
        item("tomorrow", due=date(2026, 11, 25)),
        item("today", due=date(2026, 11, 24)),
        item("yesterday", due=date(2026, 11, 23)),
        item("an-hour-ago", due=NOW - timedelta(hours=1)),
        item("next-year", due=date(2027, 1, 1)),
        item("undated-old", created=NOW - timedelta(days=90)),
        item("undated-large", amount=money("9000.00")),
        item("undated-urgent", priority=90),
    )
    assert shown(store, query()) == [
        "yesterday",
        "an-hour-ago",
        "today",
        "tomorrow",
        "next-year",
        "undated-urgent",
        "undated-large",
        "undated-old",
        "undated",
    ]


def test_sections_count_and_sum_exactly(store: Store) -> None:
    put(
        store,
        item("a", due=date(2026, 11, 20), amount=money("0.10")),
        item("b", due=date(2026, 11, 21), amount=money("0.20")),
        item("c", due=date(2026, 11, 21), amount=money("5", "EUR")),
        item("d", amount=money("123456789012345678.123456")),
        item("e", amount=money("0.000001")),
    )
    found = store.reader.order(query()).result()
    overdue, undated = found.sections
    assert (overdue.kind, overdue.start, overdue.count) == (SectionKind.OVERDUE, 0, 3)
    assert overdue.sums == (("CAD", Decimal("0.3")), ("EUR", Decimal(5)))
    assert (undated.kind, undated.start, undated.count) == (SectionKind.NO_DUE, 3, 2)
    assert undated.sums == (("CAD", Decimal("123456789012345678.123457")),)
    assert found.total == 5


def test_a_whole_day_is_overdue_only_when_the_persons_day_is_over(store: Store) -> None:
    put(store, item("a", due=date(2026, 11, 24)))
    late = query(now=query().day_ends - timedelta(minutes=1))  # already the 25th in UTC
    assert store.reader.order(late).result().sections[0].kind is SectionKind.TODAY


def test_closed_and_foreign_items_are_not_in_the_inbox_but_in_all(store: Store) -> None:
    put(store, item("done", state=WorkItemState.COMPLETED), item("open"))
    put(store, item("theirs", relations=frozenset({Relation.TEAM})), scope=Scope.TEAM)
    assert shown(store, query()) == ["open"]
    assert shown(store, query(View.TEAM)) == ["theirs"]
    assert shown(store, query(View.ALL)) == ["open", "theirs", "done"]


def test_limit_cuts_the_ids_and_not_the_total(store: Store) -> None:
    put(store, *(item(str(number)) for number in range(5)))
    found = store.reader.order(query(limit=2)).result()
    assert (len(found.ids), found.total) == (2, 5)


def test_sources_narrow_the_order(store: Store) -> None:
    put(store, item("1", source="hr"), item("2", source="desk"))
    assert shown(store, query(sources=("desk",))) == ["2"]


@pytest.mark.parametrize(
    ("state", "kind", "is_shown"),
    [
        (ActionState.HELD, ActionKind.APPROVE, True),
        (ActionState.QUEUED, ActionKind.APPROVE, False),
        (ActionState.SENDING, ActionKind.REASSIGN, False),
        (ActionState.UNKNOWN, ActionKind.DECLINE, False),
        (ActionState.QUEUED, ActionKind.COMMENT, True),
        (ActionState.REFUSED, ActionKind.APPROVE, True),
        (ActionState.NEEDS_YOU, ActionKind.APPROVE, True),
        (ActionState.DISCARDED, ActionKind.APPROVE, True),
    ],
)
def test_a_decision_under_way_leaves_the_inbox(
    store: Store, state: ActionState, kind: ActionKind, is_shown: bool
) -> None:
    put(store, item("1"))
    store.vault.insert_action(action("1", state=state, kind=kind)).result()
    assert shown(store, query()) == (["1"] if is_shown else [])
    assert shown(store, query(View.ALL)) == ["1"]


def test_confirmed_stays_hidden_until_its_source_was_heard_again(store: Store) -> None:
    put(store, item("1"))
    made = store.vault.insert_action(action("1", state=ActionState.SENDING)).result()
    later = NOW + timedelta(minutes=1)
    store.vault.move(
        made.id, expected={ActionState.SENDING}, to=ActionState.CONFIRMED, reason=None, now=later
    ).result()
    assert shown(store, query()) == []
    store.cache.put_status(
        "hr",
        health=Health.OK,
        reason=None,
        as_whom="",
        attempt=None,
        as_of=later + timedelta(minutes=1),
        retry_at=None,
        tells_team=False,
    ).result()
    assert shown(store, query()) == ["1"]


def test_person_order_puts_nobody_first_then_the_overdue(store: Store) -> None:
    late = date(2026, 11, 1)
    team = frozenset({Relation.TEAM})
    put(
        store,
        item("1", assignee=person("Ann"), relations=team),
        item("2", assignee=person("Ann"), relations=team),
        item("3", assignee=person("Zoé"), relations=team, due=late),
        item("4", relations=team),
        item("3", source="desk", assignee=person("Zoé"), relations=team),
        scope=Scope.TEAM,
    )
    asked = query(View.TEAM, sort=SortBy.PERSON)
    found = store.reader.order(asked).result()
    assert [(one.kind, one.person, one.start, one.count, one.overdue) for one in found.sections] == [
        (SectionKind.NOBODY, "", 0, 1, 0),
        (SectionKind.PERSON, "Zoé", 1, 2, 1),
        (SectionKind.PERSON, "Ann", 3, 2, 0),
    ]
    assert shown(store, asked) == ["4", "3", "3", "1", "2"]
    members = store.reader.members(asked).result()
    assert [(one.name, one.open, one.overdue, one.soon) for one in members] == [
        (None, 1, 0, 0),
        ("Zoé", 2, 1, 0),
        ("Ann", 2, 0, 0),
    ]


def test_counts(store: Store) -> None:
    put(store, item("1"), item("2", due=date(2026, 1, 1)))
    put(store, item("3", relations=frozenset({Relation.TEAM})), scope=Scope.TEAM)
    assert store.reader.counts(query()).result() == (2, 1, 1)


FIRST = datetime(2026, 11, 20, tzinfo=UTC)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.one_of(
                st.none(),
                st.dates(date(2026, 11, 20), date(2026, 12, 3)),
                st.integers(0, 13 * 24 * 60).map(lambda minute: FIRST + timedelta(minutes=minute)),
            ),
            st.one_of(st.none(), st.integers(0, 3)),
            st.one_of(st.none(), st.sampled_from(["1.10", "2", "90000000000", "0.00001"])),
            st.sampled_from(["hr", "desk"]),
        ),
        max_size=25,
    ),
    st.integers(-11, 11),
    st.integers(0, 23),
)
def test_walking_the_index_and_sorting_give_the_same(
    store: Store, rows: list[tuple[date | None, int | None, str | None, str]], zone: int, hour: int
) -> None:
    for source in ("hr", "desk"):
        store.cache.forget_source(source).result()
    for source in ("hr", "desk"):
        page = [
            item(str(n), source, title="word", due=due, priority=priority, amount=amount and money(amount))
            for n, (due, priority, amount, where) in enumerate(rows)
            if where == source
        ]
        store.cache.apply_page(source, Scope.MINE, page, [], NOW).result()
    ends = datetime(2026, 11, 25, tzinfo=UTC) - timedelta(hours=zone)
    asked = query(now=ends - timedelta(hours=hour), day_ends=ends, week_ends=ends + timedelta(days=5))
    walked = store.reader.order(asked).result()
    sorted_ = store.reader.order(replace(asked, text="word")).result()
    assert (walked.ids, walked.total) == (sorted_.ids, len(rows))
    assert walked.sections == sorted_.sections
    money_of = [amount for _, _, amount, _ in rows if amount]
    sums = sum((dict(one.sums).get("CAD", Decimal(0)) for one in walked.sections), Decimal(0))
    assert sums == sum(map(Decimal, money_of), Decimal(0))


def test_the_inbox_is_answered_from_its_index_alone(
    store: Store, profile: ProfilePaths, key: StoreKey
) -> None:
    put(store, item("1", due=date(2026, 11, 24)))
    plans: list[str] = []
    connection = open_reading(profile, key.value)
    connection.exec_trace = lambda _, sql, values: plans.append(sql) or True  # type: ignore[func-returns-value]
    order(connection, query())
    connection.exec_trace = None
    asked = [sql for sql in plans if "json_group_array(id)" in sql]
    assert len(asked) == 5
    for sql in asked:
        values = {**order_module._times(query())}
        steps = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}", values)]
        assert any("item USING COVERING INDEX item_inbox" in step for step in steps), steps
        assert not any("TEMP B-TREE" in step for step in steps), steps
    connection.close()


def test_the_beginning_of_a_long_order_is_that_of_the_whole_without_figures(
    store: Store, profile: ProfilePaths, key: StoreKey
) -> None:
    put(store, *(item(f"late-{n}", due=NOW - timedelta(days=n + 1)) for n in range(3)))
    put(store, *(item(f"later-{n}", due=NOW + timedelta(days=30 + n)) for n in range(4)))
    put(store, *(item(f"undated-{n}") for n in range(2)))
    store.vault.insert_action(action("late-1")).result()
    connection = open_reading(profile, key.value)
    whole = order(connection, query())
    for n in range(1, 8):
        begun = beginning(connection, query(), n)
        assert begun.ids == whole.ids[: len(begun.ids)] and len(begun.ids) > n
        assert not begun.counted and not any(one.counted for one in begun.sections)
        starts = [(one.kind, one.start) for one in begun.sections]
        assert starts == [(one.kind, one.start) for one in whole.sections][: len(starts)]
    assert beginning(connection, query(), 8) == whole
    connection.close()
