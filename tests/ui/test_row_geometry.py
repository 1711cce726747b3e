from __future__ import annotations

import pytest

from odx_desktop.ui.row_geometry import RowGeometry

ROWS = RowGeometry(7, [0, 3], 60, 32)


def test_heights_add_up() -> None:
    assert [ROWS.height(index) for index in range(7)] == [32, 60, 60, 32, 60, 60, 60]
    assert [ROWS.top(index) for index in range(8)] == [0, 32, 92, 152, 184, 244, 304, 364]


@pytest.mark.parametrize("index", range(7))
def test_every_pixel_of_a_row_leads_back_to_it(index: int) -> None:
    top = ROWS.top(index)
    assert ROWS.at(top) == index
    assert ROWS.at(top + ROWS.height(index) - 1) == index


def test_outside_is_nothing() -> None:
    assert ROWS.at(-1) is None
    assert ROWS.at(ROWS.total) is None
    assert RowGeometry(0, [], 60, 32).at(0) is None
    assert list(RowGeometry(0, [], 60, 32).between(0, 100)) == []


def test_a_band_holds_the_rows_it_touches() -> None:
    assert list(ROWS.between(100, 200)) == [2, 3, 4]
    assert list(ROWS.between(0, 10_000)) == list(range(7))


def test_steps_pass_over_headers() -> None:
    assert ROWS.step(-1, 1) == 1
    assert ROWS.step(2, 1) == 4
    assert ROWS.step(4, -1) == 2
    assert ROWS.step(1, -1) is None
    assert ROWS.step(7, -1) == 6
