from __future__ import annotations

from array import array

from tests.ui.sample_items import ITEMS, NOW

from odx_desktop.domain.query import Order, Row, Section, SectionKind
from odx_desktop.ui.controls import PlainLabel
from odx_desktop.ui.list_pane import ListPane
from odx_desktop.ui.row_sentence import section_spoken
from odx_desktop.ui.source_board import SourceBoard
from odx_desktop.ui.theme import Theme

BEGUN = Section(SectionKind.OVERDUE, 0, 2, counted=False)
ROWS = tuple(Row(number, item) for number, item in enumerate(ITEMS[:2]))


def test_the_beginning_of_an_order_gives_no_figures(theme: Theme) -> None:
    pane = ListPane(theme, SourceBoard(), lambda: NOW)
    words = {label.text() for label in pane.findChildren(PlainLabel)}
    pane.items.show_first_rows(Order(array("q", (0, 1)), (BEGUN,), 2, counted=False), ROWS)
    assert {label.text() for label in pane.findChildren(PlainLabel)} == words
    assert section_spoken(BEGUN) == "Overdue"
    pane.items.show_first_rows(Order(array("q", (0, 1)), (Section(SectionKind.OVERDUE, 0, 2),), 2), ROWS)
    assert "2 to do, 2 overdue" in {label.text() for label in pane.findChildren(PlainLabel)}
