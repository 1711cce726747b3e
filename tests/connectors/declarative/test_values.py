from __future__ import annotations

import contextlib
from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odx_desktop.connectors.declarative import values
from odx_desktop.connectors.declarative.shape import FieldSpec
from odx_desktop.connectors.declarative.values import BadValue
from odx_desktop.domain.work_item import Money

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
TORONTO = ZoneInfo("America/Toronto")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2026-11-24T17:00:00Z", datetime(2026, 11, 24, 17, tzinfo=UTC)),
        ("2026-11-24T17:00:00.5-05:00", datetime(2026, 11, 24, 22, 0, 0, 500000, tzinfo=UTC)),
        ("2013-01-23T13:42:42.657+0200", datetime(2013, 1, 23, 11, 42, 42, 657000, tzinfo=UTC)),
        ("2026-11-24 17:00:00", datetime(2026, 11, 24, 22, tzinfo=UTC)),
        ("2026-07-24 17:00:00", datetime(2026, 7, 24, 21, tzinfo=UTC)),
        ("/Date(0)/", datetime(1970, 1, 1, tzinfo=UTC)),
        ("/Date(-1000+0200)/", datetime(1969, 12, 31, 23, 59, 59, tzinfo=UTC)),
        (1000, datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC)),
        ("", None),
        (None, None),
    ],
)
def test_instants_in_the_ways_that_sources_write_them(written: object, read: datetime | None) -> None:
    assert values.instant(written, TORONTO) == read


@pytest.mark.parametrize(
    "written", ["yesterday", "2026-13-01T00:00:00Z", True, [], {}, 1e300, "/Date(99999999999999999)/"]
)
def test_what_is_no_time_is_refused(written: object) -> None:
    with pytest.raises(BadValue):
        values.instant(written, UTC)


def test_a_due_day_stays_a_day_and_a_due_time_becomes_an_instant() -> None:
    assert values.due("2026-11-24", TORONTO) == date(2026, 11, 24)
    assert values.due("20261124", TORONTO) == date(2026, 11, 24)
    assert values.due("2026-11-24 17:00:00", TORONTO) == datetime(2026, 11, 24, 22, tzinfo=UTC)


def test_money_is_exact() -> None:
    assert values.money("12.50", "CAD") == Money(Decimal("12.50"), "CAD")
    assert values.money(0.1, "CAD") == Money(Decimal("0.1"), "CAD")
    assert values.money("1 234.56", "CAD") == Money(Decimal("1234.56"), "CAD")


@pytest.mark.parametrize(
    ("value", "currency"), [("12", ""), ("12", "cad"), ("many", "CAD"), ("NaN", "CAD"), (True, "CAD")]
)
def test_what_is_no_money_is_refused(value: object, currency: str) -> None:
    with pytest.raises(BadValue):
        values.money(value, currency)


@pytest.mark.parametrize("value", [None, True, False, "", " ", [], {}, ["7"], {"id": 7}])
def test_what_is_no_id(value: object) -> None:
    assert values.native_id(value) is None


def test_a_number_and_its_text_are_one_id() -> None:
    assert values.native_id(7) == values.native_id("7") == values.native_id(7.0) == "7"


@pytest.mark.parametrize(
    ("value", "rank"), [(1, 100), (4, 0), ("2", 67), (9, 0), (-3, 100), (None, None), ("", None)]
)
def test_a_reversed_range_turns_the_scale_around(value: object, rank: int | None) -> None:
    assert values.ranked(value, FieldSpec(path="p", range=[4, 1])) == rank


@given(JSON)
def test_no_value_of_a_stranger_breaks_anything_but_its_item(value: object) -> None:
    """Everything that a converter may raise is a ValueError or an ArithmeticError: the item is rejected."""
    for type_ in ("text", "int", "date", "datetime", "due", "money", "ms"):
        with contextlib.suppress(ValueError, ArithmeticError):
            values.converter(FieldSpec(path="p", type=type_))(value)  # type: ignore[arg-type]
    for spec in (FieldSpec(path="p"), FieldSpec(path="p", values={"high": 90})):
        with contextlib.suppress(ValueError, ArithmeticError):
            values.ranked(value, spec)
    values.native_id(value)
