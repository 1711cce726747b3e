from __future__ import annotations

from array import array

from hypothesis import given
from hypothesis import strategies as st

from odx_desktop.ui.list_plan import Glance, Insert, Remove, Reorder, arrange_calmly, steps_between


def ids(*entries: int) -> array[int]:
    return array("q", entries)


def play(shown: array[int], steps: list[Remove | Insert | Reorder]) -> array[int]:
    for step in steps:
        match step:
            case Remove(first, last):
                del shown[first : last + 1]
            case Insert(first, entries):
                shown[first:first] = entries
            case Reorder(entries):
                assert sorted(entries) == sorted(shown)
                shown = array("q", entries)
    return shown


@given(
    st.lists(st.integers(0, 400), unique=True, max_size=300),
    st.lists(st.integers(0, 400), unique=True, max_size=300),
)
def test_steps_lead_from_any_order_to_any_other(before: list[int], after: list[int]) -> None:
    shown, target = array("q", before), array("q", after)
    assert play(array("q", shown), steps_between(shown, target)) == target


def test_what_stays_in_order_is_never_touched() -> None:
    steps = steps_between(ids(1, 2, 3, 4), ids(1, 9, 3, 4))
    assert steps == [Remove(1, 1), Insert(1, ids(9))]


def test_arrivals_in_view_wait_and_the_others_come() -> None:
    shown = ids(-1, 1, 2, 3, 4, 5, 6)
    wanted = ids(-1, 1, 20, 2, 3, 4, 5, 30, 6, 31)
    arrangement = arrange_calmly(shown, wanted, Glance(0, 4))
    assert arrangement.entries == ids(-1, 1, 2, 3, 4, 5, 30, 6, 31)
    assert arrangement.waiting == 1


def test_an_arrival_above_the_view_comes_at_once() -> None:
    arrangement = arrange_calmly(ids(1, 2, 3, 4), ids(9, 1, 2, 3, 4), Glance(2, 3))
    assert arrangement.entries == ids(9, 1, 2, 3, 4)


def test_an_arrival_on_top_of_a_list_at_its_top_waits() -> None:
    arrangement = arrange_calmly(ids(1, 2), ids(9, 1, 2), Glance(0, 1))
    assert (arrangement.entries, arrangement.waiting) == (ids(1, 2), 1)


def test_removals_are_live_but_for_rows_that_would_move_the_hand() -> None:
    shown, wanted = ids(-1, 1, 2, 3), ids(-1, 3)
    assert arrange_calmly(shown, wanted, Glance(0, 3)).entries == ids(-1, 3)
    assert arrange_calmly(shown, wanted, Glance(0, 3, frozenset({1}))).entries == ids(-1, 1, 3)


def test_a_header_leaves_with_its_last_row() -> None:
    assert arrange_calmly(ids(-1, 1, -2, 2), ids(-2, 2), Glance(0, 3)).entries == ids(-2, 2)


def test_another_order_waits_and_is_told() -> None:
    arrangement = arrange_calmly(ids(1, 2, 3), ids(3, 1, 2, 4), Glance(0, 2))
    assert arrangement.entries == ids(1, 2, 3)
    assert arrangement.reordered
    assert arrangement.waiting == 1


def test_an_empty_list_takes_everything() -> None:
    assert arrange_calmly(ids(), ids(-1, 1, 2), Glance(0, -1)).entries == ids(-1, 1, 2)
