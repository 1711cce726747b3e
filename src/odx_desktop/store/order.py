"""The explained order as SQL: which rows a place shows, in which order, in which sections, with which sums.

Reads cache.db with the vault attached as `vault`. Nothing heavy is imported: the first paint uses it.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from odx_desktop.domain.query import Order, Query, Section, SectionKind, SortBy, View
from odx_desktop.store import clock_marks as marks
from odx_desktop.store.clock_marks import DAY_US
from odx_desktop.store.database import Connection, first, snapshot
from odx_desktop.store.search_index import expression

SECTIONS = (
    SectionKind.OVERDUE,
    SectionKind.TODAY,
    SectionKind.THIS_WEEK,
    SectionKind.LATER,
    SectionKind.NO_DUE,
)

# A whole day is overdue when the person's own day is a later one; an instant when it is past.
_SECTION = """CASE WHEN due IS NULL OR NOT is_open THEN 4
  WHEN due < CASE WHEN due_is_day THEN :today ELSE :now END THEN 0
  WHEN due < CASE WHEN due_is_day THEN :tomorrow ELSE :day_ends END THEN 1
  WHEN due < CASE WHEN due_is_day THEN :next_week ELSE :week_ends END THEN 2
  ELSE 3 END"""


def _range(low: str, high: str) -> str:
    """Bounds for instants and for whole days; the plain ones let the index be entered at the right place."""
    parts = []
    if low:
        instant, day = low.split()
        parts.append(
            f"due >= min({instant}, {day}) AND due >= CASE WHEN due_is_day THEN {day} ELSE {instant} END"
        )
    if high:
        instant, day = high.split()
        parts.append(
            f"due < max({instant}, {day}) AND due < CASE WHEN due_is_day THEN {day} ELSE {instant} END"
        )
    return " AND ".join(parts)


# The sections again, as ranges of the index.
_RANGES = (
    _range("", ":now :today"),
    _range(":now :today", ":day_ends :tomorrow"),
    _range(":day_ends :tomorrow", ":week_ends :next_week"),
    _range("max(:day_ends,:week_ends) max(:tomorrow,:next_week)", ""),
    "due IS NULL",
)
_ALONG = "due, priority DESC, amount_sort DESC, created, id"

_EXPLAINED = "is_open DESC, due IS NULL, due, priority DESC, amount_sort DESC, created, id"

# People are one across sources by their name: every source has its own id for them.
_PERSON = "coalesce(nullif(lower(trim(assignee_name)), ''), assignee_id)"

# Rows whose decision is under way and no longer ours to look at (design.md section 6). A confirmed one stays
# hidden until its source was heard after the confirmation.
_HIDDEN = """SELECT i.id FROM vault.action a JOIN item i ON i.source = a.source AND i.native = a.native
  LEFT JOIN status s ON s.source = a.source
  WHERE a.leaves AND (a.state IN ('queued','sending','unknown')
    OR (a.state = 'confirmed' AND max(i.as_of, coalesce(s.as_of, 0)) < a.settled))"""


@dataclass(frozen=True, slots=True)
class _Filter:
    where: str
    values: dict[str, Any]
    is_open: str
    walks_index: bool


def _floating(instant_us: int) -> int:
    """The midnight of UTC nearest to an end of day, so that a whole day compares without knowing the zone.
    True for zones less than 12 hours from UTC."""
    return (instant_us + DAY_US // 2) // DAY_US * DAY_US


def _times(query: Query) -> dict[str, int]:
    tomorrow = _floating(marks.to_us(query.day_ends))
    return {
        "now": marks.to_us(query.now),
        "day_ends": marks.to_us(query.day_ends),
        "week_ends": marks.to_us(query.week_ends),
        "today": tomorrow - DAY_US,
        "tomorrow": tomorrow,
        "next_week": _floating(marks.to_us(query.week_ends)),
    }


def _filter(connection: Connection, query: Query) -> _Filter:
    clauses = {View.INBOX: ["is_inbox"], View.TEAM: ["is_team"], View.ALL: ["1"]}[query.view]
    values: dict[str, Any] = dict(_times(query))
    if query.view is not View.ALL:
        clauses.append(f"id NOT IN ({_HIDDEN})")
    if query.sources:
        names = [f"source{number}" for number in range(len(query.sources))]
        clauses.append(f"source IN ({','.join(':' + name for name in names)})")
        values.update(zip(names, query.sources, strict=True))
    if query.text.strip():
        clauses.append("id IN (SELECT value FROM json_each(:hits))")
        values["hits"] = _hits(connection, query.text)
    # The two partial indexes hold open rows only, and not the column itself.
    is_open = "is_open" if query.view is View.ALL else "1"
    walks_index = query.view is not View.ALL and "hits" not in values
    return _Filter(" AND ".join(clauses), values, is_open, walks_index)


def _hits(connection: Connection, text: str) -> str:
    """The row ids that the index finds, as a JSON list: asked once, however many questions use it."""
    words = expression(text)
    if words is None:
        return "[]"
    sql = "SELECT json_group_array(rowid) FROM search WHERE search MATCH ?"
    return str(first(connection, sql, (words,)))


def order(connection: Connection, query: Query) -> Order:
    """Ids and sections of a query; `total` counts all, `query.limit` cuts only the ids."""
    with snapshot(connection):
        chosen = _filter(connection, query)
        if query.sort is SortBy.PERSON:
            sections = _person_sections(connection, chosen)
            ids = _ids(connection, _person_sql(chosen), chosen.values)
        elif chosen.walks_index:
            sections, ids = _walk(connection, chosen)
        else:
            sections = _due_sections(connection, chosen)
            ids = _ids(connection, _explained_sql(chosen), chosen.values)
    total = len(ids)
    if query.limit is not None:
        ids = ids[: query.limit]
    return Order(ids, tuple(one for one in sections if one.start < len(ids)), total)


def beginning(connection: Connection, query: Query, n: int) -> Order:
    """At least the first `n` ids of a query, in sections without figures: what a first paint needs of a
    long order, in a time that does not grow with it. The whole order where it is that short."""
    if query.sort is not SortBy.EXPLAINED or query.view is View.ALL or query.text.strip():
        return order(connection, query)
    ids: array[int] = array("q")
    sections = []
    with snapshot(connection):
        chosen = _filter(connection, query)
        for kind, where in zip(SECTIONS, _RANGES, strict=True):
            if len(ids) > n:
                break
            sql = f"SELECT id FROM item WHERE {chosen.where} AND {where} ORDER BY {_ALONG} LIMIT :n"
            found = _ids(connection, sql, {**chosen.values, "n": n + 1})
            if found:
                sections.append(Section(kind, len(ids), len(found), counted=False))
            ids += found
    if len(ids) <= n:
        return order(connection, query)
    return Order(ids, tuple(sections), len(ids), counted=False)


def _ids(connection: Connection, ordered: str, values: dict[str, Any]) -> array[int]:
    """The ids of an ordered query, gathered inside SQLite: a Python step for each of 100,000 rows would take
    longer than the query, and the GIL from the window."""
    sql = f"SELECT json_group_array(id) FROM ({ordered})"
    return array("q", json.loads(first(connection, sql, values)))


def _walk(connection: Connection, chosen: _Filter) -> tuple[list[Section], array[int]]:
    """Section by section along the index, which is in the explained order already: nothing is sorted."""
    ids: array[int] = array("q")
    counts, sums = [], []
    for where in _RANGES:
        clause = f"{chosen.where} AND {where}"
        found = _ids(connection, f"SELECT id FROM item WHERE {clause} ORDER BY {_ALONG}", chosen.values)
        ids += found
        counts.append(len(found))
        sums.append(_sums(connection, clause, chosen.values) if found else {})
    return _runs(counts, sums), ids


def _sums(connection: Connection, clause: str, values: dict[str, Any]) -> dict[str, Decimal]:
    """Exact sums by currency; amounts that do not fit the integer column are added one by one."""
    known = f"FROM item WHERE {clause} AND currency IS NOT NULL"
    sums = dict[str, Decimal]()
    sql = f"SELECT currency, sum(amount_e4), count(*) > count(amount_e4) {known} GROUP BY currency"
    left_out = False
    for currency, sum_e4, has_large in connection.execute(sql, values):
        sums[currency] = Decimal(sum_e4 or 0).scaleb(-4)
        left_out = left_out or bool(has_large)
    if left_out:
        for currency, amount in connection.execute(
            f"SELECT currency, amount {known} AND amount_e4 IS NULL", values
        ):
            _add(sums, currency, amount)
    return sums


def _add(sums: dict[str, Decimal], currency: str, amount: str) -> None:
    value = Decimal(amount)
    if value.is_finite():
        sums[currency] = sums.get(currency, Decimal(0)) + value


def _section(chosen: _Filter) -> str:
    return _SECTION.replace("is_open", chosen.is_open)


def _explained_sql(chosen: _Filter) -> str:
    order_by = _EXPLAINED.replace("is_open DESC, ", "" if chosen.is_open == "1" else "is_open DESC, ")
    return f"SELECT id FROM item WHERE {chosen.where} ORDER BY {_section(chosen)}, {order_by}"


def _person_sql(chosen: _Filter) -> str:
    rows = (
        f"SELECT id, {_PERSON} AS person, {_section(chosen)} AS section, due, priority, amount_sort, created"
        f" FROM item WHERE {chosen.where}"
    )
    load = "SELECT person, sum(section = 0) AS overdue, count(*) AS open FROM shown GROUP BY person"
    return (
        f"WITH shown AS MATERIALIZED ({rows}), load AS MATERIALIZED ({load})"
        " SELECT id FROM shown JOIN load ON load.person IS shown.person"
        " ORDER BY shown.person IS NOT NULL, load.overdue DESC, load.open DESC, shown.person,"
        " section, due IS NULL, due, priority DESC, amount_sort DESC, created, id"
    )


def _due_sections(connection: Connection, chosen: _Filter) -> list[Section]:
    sql = (
        f"SELECT {_section(chosen)} AS section, currency, count(*), sum(amount_e4)"
        f" FROM item WHERE {chosen.where} GROUP BY 1, 2"
    )
    counts = [0] * len(SECTIONS)
    sums: list[dict[str, Decimal]] = [{} for _ in SECTIONS]
    for section, currency, number, sum_e4 in connection.execute(sql, chosen.values):
        counts[section] += number
        if currency is not None:
            sums[section][currency] = Decimal(sum_e4 or 0).scaleb(-4)
    large = (
        f"SELECT {_section(chosen)}, currency, amount FROM item"
        f" WHERE {chosen.where} AND currency IS NOT NULL AND amount_e4 IS NULL"
    )
    for section, currency, amount in connection.execute(large, chosen.values):
        _add(sums[section], currency, amount)
    return _runs(counts, sums)


def _runs(counts: Sequence[int], sums: Sequence[dict[str, Decimal]]) -> list[Section]:
    sections = []
    start = 0
    for kind, number, amounts in zip(SECTIONS, counts, sums, strict=True):
        if number:
            overdue = number if kind is SectionKind.OVERDUE else 0
            totals = tuple((currency, amounts[currency]) for currency in sorted(amounts))
            sections.append(Section(kind, start, number, totals, overdue=overdue))
            start += number
    return sections


def _person_sections(connection: Connection, chosen: _Filter) -> list[Section]:
    sections = []
    start = 0
    for _, name, count, overdue, _, created in _load(connection, chosen):
        kind = SectionKind.NOBODY if name is None else SectionKind.PERSON
        oldest = marks.optional_instant(created)
        sections.append(Section(kind, start, count, (), name or "", overdue, oldest))
        start += count
    return sections


Load = tuple[str | None, str | None, int, int, int, int | None]


def _load(connection: Connection, chosen: _Filter) -> list[Load]:
    """(person id, name, open, overdue, soon, oldest in us); nobody first, then by overdue and open."""
    sql = (
        "SELECT min(assignee_id), CASE WHEN person IS NULL THEN NULL"
        " ELSE coalesce(nullif(min(assignee_name), ''), min(assignee_id)) END,"
        " count(*), sum(section = 0), sum(section IN (1, 2)), min(created)"
        f" FROM (SELECT {_PERSON} AS person, assignee_id, assignee_name, created,"
        f" {_section(chosen)} AS section FROM item WHERE {chosen.where}) GROUP BY person"
        " ORDER BY person IS NOT NULL, sum(section = 0) DESC, count(*) DESC, person"
    )
    return list(connection.execute(sql, chosen.values))


def load(connection: Connection, query: Query) -> list[Load]:
    return _load(connection, _filter(connection, query))


def count(connection: Connection, query: Query) -> tuple[int, int]:
    """(rows, overdue ones)."""
    chosen = _filter(connection, query)
    sql = f"SELECT count(*), coalesce(sum(({_section(chosen)}) = 0), 0) FROM item WHERE {chosen.where}"
    for rows, overdue in connection.execute(sql, chosen.values):
        return rows, overdue
    return 0, 0
