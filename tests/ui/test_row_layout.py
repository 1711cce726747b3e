from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from odx_desktop.ui.row_layout import RowMetrics, RowPlan, UndoWords, plan_row
from odx_desktop.ui.row_sentence import MarkParts, RowParts

METRICS = RowMetrics(
    em=13,
    title=18,
    sub=16,
    gap=2,
    padding=10,
    inset=20,
    tile=32,
    tile_gap=12,
    column_gap=16,
    icon=14,
    icon_gap=5,
)
UNDO = UndoWords("Undo", "Z", "hourglass", "accent_text")
PARTS = RowParts(
    title="Purchase order 4411: 40 laptops",
    person="Priya Raman",
    why="second approval",
    source="eProcurement",
    amount="$48,250.00",
    due="Overdue 2 days",
    urgency="overdue",
    icon="cart",
    unread=True,
    mark=None,
)


class SevenPixels:
    """Every letter is seven wide."""

    def width(self, role: str, text: str, strong: bool) -> int:
        return 7 * len(text)

    def elide(self, role: str, text: str, strong: bool, width: int) -> str:
        fits = max(0, width // 7)
        return text if len(text) <= fits else text[: max(0, fits - 1)] + "…"


def planned(parts: RowParts, width: int) -> RowPlan:
    return plan_row(parts, width, METRICS, SevenPixels(), UNDO)


def texts(plan: RowPlan) -> list[str]:
    return [piece.text for piece in plan.pieces if piece.text != "·"]


def test_everything_is_said_where_there_is_room() -> None:
    assert texts(planned(PARTS, 900)) == [
        "$48,250.00",
        PARTS.title,
        "Overdue 2 days",
        "Priya Raman",
        "second approval",
        "eProcurement",
    ]


def test_the_source_goes_first_and_whole() -> None:
    plan = planned(PARTS, 460)
    assert "eProcurement" not in texts(plan)
    assert "second approval" in texts(plan)
    assert sum(piece.text == "·" for piece in plan.pieces) == 1


@pytest.mark.parametrize("width", range(300, 1000, 17))
def test_amount_and_due_never_give_way_and_nothing_overlaps(width: int) -> None:
    plan = planned(PARTS, width)
    assert {"$48,250.00", "Overdue 2 days"} <= set(texts(plan))
    for piece in plan.pieces:
        assert piece.rect.x >= 0
        assert piece.rect.x + piece.rect.w <= width
        for other in plan.pieces:
            if other is not piece and other.rect.y == piece.rect.y:
                apart = (
                    piece.rect.x + piece.rect.w <= other.rect.x or other.rect.x + other.rect.w <= piece.rect.x
                )
                assert apart, (piece, other)


def test_a_narrow_row_takes_a_third_line() -> None:
    assert METRICS.row_height(400) > METRICS.row_height(600)
    plan = planned(PARTS, 400)
    amount, due = (next(p for p in plan.pieces if p.text == text) for text in (PARTS.amount, PARTS.due))
    assert amount.rect.y == due.rect.y == 48
    assert amount.rect.x < due.rect.x


def test_a_held_row_shows_what_was_decided_and_how_to_take_it_back() -> None:
    held = replace(PARTS, mark=MarkParts("held", "Approved by you. Sends in 7 s", True))
    plan = planned(held, 700)
    assert "Overdue 2 days" not in texts(plan)
    assert plan.undo is not None
    assert plan.undo.contains(plan.undo.x + 1, plan.undo.y + 1)
    assert {"Undo", "Z", "Approved by you. Sends in 7 s"} <= set(texts(plan))


def test_what_is_on_its_way_cannot_be_taken_back() -> None:
    assert planned(replace(PARTS, mark=MarkParts("sending", "Being sent", False)), 700).undo is None


@pytest.mark.parametrize("width", range(420, 1000, 37))
def test_a_compact_row_keeps_everything_on_one_line(width: int) -> None:
    compact = replace(METRICS, compact=True, tile=20, padding=8)
    plan = plan_row(PARTS, width, compact, SevenPixels(), UNDO)
    assert compact.row_height(width) == 35
    assert {"$48,250.00", "Overdue 2 days"} <= set(texts(plan))
    spans = sorted((piece.rect.x, piece.rect.x + piece.rect.w) for piece in plan.pieces)
    assert all(left[1] <= right[0] for left, right in itertools.pairwise(spans))
    assert spans[-1][1] <= width
