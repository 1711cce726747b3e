"""Team puts need first, says what it cannot count, and a bar, a key and the table all lead to the rows."""

from __future__ import annotations

from array import array
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot
from tests.ui.decisions import NOW, source

from odx_desktop.domain.keys import WorkItemKey
from odx_desktop.domain.query import Order, Row, Section, SectionKind
from odx_desktop.domain.source import Health
from odx_desktop.domain.work_item import Person, WorkItem, WorkItemState
from odx_desktop.inbox.views import TeamMember, TeamSummary
from odx_desktop.ui.source_board import SourceBoard
from odx_desktop.ui.team_place import TeamPlace
from odx_desktop.ui.team_words import by_need, counts, finding, load_words, missing_words
from odx_desktop.ui.theme import Theme


def _member(name: str, opened: int, overdue: int = 0, soon: int = 0) -> TeamMember:
    person = Person(name, name) if name else None
    return TeamMember(person, opened, overdue, soon, NOW - timedelta(days=opened))


MEMBERS = (_member("Ana", 4), _member("Bo", 9, 2, 3), _member("", 3, 1), _member("Cy", 9, 2, 1))
SUMMARY = TeamSummary(NOW, MEMBERS, 3, (source("fin", Health.NOT_REACHED),))


def _row(number: int, person: str) -> Row:
    assignee = Person(person, person) if person else None
    item = WorkItem(
        WorkItemKey("hr", (str(number),)), "Leave", f"Item {number}", WorkItemState.READY, assignee=assignee
    )
    return Row(number, item, as_of=NOW)


ROWS = (_row(1, ""), _row(2, "Bo"), _row(3, "Bo"), _row(4, "Ana"))
ORDER = Order(
    array("q", (1, 2, 3, 4)),
    (
        Section(SectionKind.NOBODY, 0, 1),
        Section(SectionKind.PERSON, 1, 2, person="Bo"),
        Section(SectionKind.PERSON, 3, 1, person="Ana"),
    ),
    4,
)


@pytest.fixture
def place(theme: Theme, qtbot: QtBot) -> TeamPlace:
    made = TeamPlace(theme, SourceBoard(), lambda: NOW)
    made.items.show_first_rows(ORDER, ROWS)
    made.take(SUMMARY)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def test_nobodys_come_first_then_the_most_pressed() -> None:
    assert [m.person.name if m.person else "" for m in by_need(MEMBERS)] == ["", "Bo", "Cy", "Ana"]


def test_the_finding_counts_what_is_late_and_names_nobody() -> None:
    assert finding(MEMBERS) == "5 items are overdue, 1 of them has no owner"
    assert finding((_member("Ana", 4), _member("", 1))) == "1 item has no owner"
    assert finding((_member("Ana", 4),)) == "Nothing is overdue"


def test_figures_and_what_is_missing_are_said_together(place: TeamPlace) -> None:
    assert counts(SUMMARY) == "25 open, 5 overdue, 3 without an owner"
    assert load_words(MEMBERS[1]) == "9 open, 2 overdue"
    assert "FIN" in missing_words(SUMMARY)
    assert place.overview.missing.sentence == missing_words(SUMMARY)


def test_a_bar_leads_to_the_rows_of_its_person(place: TeamPlace, qtbot: QtBot) -> None:
    chart = place.overview.chart
    qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(5, chart.height() // 4 + 5))
    row = place.items.current_row()
    assert row is not None
    assert row.item.title == "Item 2"


def test_the_chart_is_walked_by_keys_and_spoken(place: TeamPlace, qtbot: QtBot) -> None:
    chart = place.overview.chart
    chart.setFocus()
    said: list[str] = []
    place.said.connect(said.append)
    qtbot.keyClick(chart, Qt.Key.Key_Down)
    assert said[-1].startswith("Bo: 9 open, 2 overdue, 3 due this week")
    with qtbot.waitSignal(chart.chosen):
        qtbot.keyClick(chart, Qt.Key.Key_Return)
    assert "No owner: 3 open" in chart.accessibleDescription()


def test_t_swaps_the_table_in_and_it_says_the_same(place: TeamPlace, qtbot: QtBot) -> None:
    place.items.view.setFocus()
    qtbot.keyClick(place.items.view, Qt.Key.Key_T)
    table = place.overview.table
    assert table.isVisible()
    assert not place.overview.chart.isVisible()
    cells = [table.item(1, column).text() for column in range(5)]
    assert cells == ["Bo", "2", "3", "4", "9 days"]


def test_an_opened_item_stands_beside_the_queue_and_esc_gives_the_overview_back(
    place: TeamPlace, qtbot: QtBot
) -> None:
    place.items.view.setFocus()
    place.open_detail()
    assert place.detail.isVisible()
    place.items.view.setFocus()
    qtbot.keyClick(place.items.view, Qt.Key.Key_Escape)
    assert place.overview.isVisible()
    assert place.items.view.hasFocus()


def test_an_empty_team_is_not_called_empty_when_a_source_is_silent(theme: Theme, qtbot: QtBot) -> None:
    board = SourceBoard()
    board.take((source("hr", Health.NOT_REACHED),))
    place = TeamPlace(theme, board, lambda: NOW)
    qtbot.addWidget(place)
    place._take_order(Order())
    assert "could not be asked" in place._empty.accessibleName()
