from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest
from tests.contract.far_end_rig import SOURCE, connect
from tests.contract.suite import asked, items_of, pulled
from tests.far_end.fault import Fault
from tests.far_end.server import FarEnd
from tests.far_end.server import Page as Told

from odx_desktop.connectors.contract import Connector, Page
from odx_desktop.domain.errors import ContractBroken, NoAccess, SourceError, SourceUnavailable
from odx_desktop.domain.keys import WorkItemKey
from odx_desktop.domain.work_item import Relation, Scope
from odx_desktop.http.limits import HttpLimits


@pytest.fixture
def far() -> Iterator[FarEnd]:
    with FarEnd() as far:
        for number in range(1, 46):
            far.books.add(f"Order {number}")
        yield far


def pages_of(far: FarEnd, cursor: str | None = None) -> list[Page]:
    return asked(connect(far), lambda c: pulled(c, cursor))


def broken(far: FarEnd) -> SourceError:
    with pytest.raises(SourceError) as caught:
        pages_of(far)
    return caught.value


def test_all_pages_of_a_list_are_read(far: FarEnd) -> None:
    pages = pages_of(far)
    assert [len(page.items) for page in pages] == [20, 20, 5, 0]
    assert pages[-1].complete


def test_a_malformed_item_is_rejected_alone_and_counts_as_present(far: FarEnd) -> None:
    def spoil(page: Told, query: dict[str, str]) -> Told:
        items = page["items"]
        assert isinstance(items, list)
        items[1]["updated"] = "yesterday, about noon"
        return page

    far.mangle = spoil
    pages = pages_of(far)
    rejected = [one for page in pages for one in page.rejected]
    assert len(items_of(pages)) == 42
    assert len(rejected) == 3
    assert rejected[0].key == WorkItemKey(SOURCE, ("2",))
    assert pages[-1].complete


@pytest.mark.parametrize("nameless", [None, True, "", "  ", [], {}])
def test_an_item_without_an_id_makes_the_listing_incomplete(far: FarEnd, nameless: object) -> None:
    def spoil(page: Told, query: dict[str, str]) -> Told:
        items = page["items"]
        assert isinstance(items, list)
        items[0]["id"] = nameless
        return page

    far.mangle = spoil
    pages = pages_of(far)
    assert len(items_of(pages)) == 42
    assert not pages[-1].complete
    assert pages[-1].incomplete_reason is not None


def test_numbers_and_texts_are_the_same_id(far: FarEnd) -> None:
    def as_text(page: Told, query: dict[str, str]) -> Told:
        items = page["items"]
        assert isinstance(items, list)
        for item in items:
            item["id"] = str(item["id"])
        return page

    plain = items_of(pages_of(far)).keys()
    far.mangle = as_text
    assert items_of(pages_of(far)).keys() == plain


def test_a_list_that_changes_on_the_way_is_read_once_more(far: FarEnd) -> None:
    def arrive(page: Told, query: dict[str, str]) -> Told:
        if query["offset"] == "0" and len(far.books.tasks) == 45:
            far.books.add("Arrived on the way")
        return page

    far.mangle = arrive
    pages = pages_of(far)
    assert pages[-1].complete
    assert len(items_of(pages)) == 46
    assert sum(path.startswith("/tasks?") for _, path in far.requests) == 6


def test_a_list_that_never_stands_still_is_incomplete(far: FarEnd) -> None:
    def drift(page: Told, query: dict[str, str]) -> Told:
        far.books.add("One more")
        return page

    far.mangle = drift
    pages = pages_of(far)
    assert pages[-1].last and not pages[-1].complete
    assert pages[-1].incomplete_reason is not None
    assert pages[-1].incomplete_reason.value("why") in ("total_changed", "count")


@pytest.mark.parametrize("total", [None, "many", True, 44.5])
def test_a_total_that_is_no_number_proves_nothing(far: FarEnd, total: object) -> None:
    far.mangle = lambda page, query: page | {"total": total}
    assert not pages_of(far)[-1].complete


def test_a_total_that_disagrees_with_what_came_proves_nothing(far: FarEnd) -> None:
    far.mangle = lambda page, query: page | {"total": 46}
    pages = pages_of(far)
    assert not pages[-1].complete


def test_pages_in_a_circle_end_the_round_as_broken(far: FarEnd) -> None:
    first: list[Told] = []

    def circle(page: Told, query: dict[str, str]) -> Told:
        first.append(page)
        return first[0]

    far.mangle = circle
    assert isinstance(broken(far), ContractBroken)


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (Fault.portal(), "source.portal"),
        (Fault.deep(300), "source.too_deep"),
        (Fault.deep(100_000), "source.too_deep"),
        (Fault.answer(200, b""), "source.not_json"),
        (Fault.answer(200, b'{"items":[{"id"'), "source.not_json"),
        (Fault.answer(200, b'{"items":"none"}'), "source.broken"),
        (Fault.answer(200, b"[]"), "source.broken"),
        (Fault.answer(200, b"\xff\xfe"), "source.not_json"),
        (Fault.answer(302, b"", location="https://portal.example/login"), "source.portal"),
        (Fault.answer(404), "source.not_found"),
    ],
)
def test_an_answer_that_was_not_agreed_is_broken_and_never_an_empty_list(
    far: FarEnd, fault: Fault, code: str
) -> None:
    far.fail("GET", "/tasks", fault)
    error = broken(far)
    assert isinstance(error, ContractBroken)
    assert error.reason.code == code


def test_a_truncated_page_is_no_page(far: FarEnd) -> None:
    far.fail("GET", "/tasks", Fault.truncated())
    assert isinstance(broken(far), SourceUnavailable)


def test_a_busy_source_says_when(far: FarEnd) -> None:
    far.fail("GET", "/tasks", Fault.answer(503, Retry_After="90"))
    error = broken(far)
    assert isinstance(error, SourceUnavailable)
    assert error.retry_at is not None


def test_forbidden_is_no_access(far: FarEnd) -> None:
    far.fail("GET", "/tasks", Fault.answer(403))
    assert isinstance(broken(far), NoAccess)


def test_a_silent_source_is_given_up_after_the_page_s_time(far: FarEnd) -> None:
    far.fail("GET", "/me", Fault.silent())
    connector = connect(far, limits=HttpLimits(page_s=0.2))
    with pytest.raises(SourceUnavailable) as caught:
        asked(connector, pulled)
    assert caught.value.reason.code == "source.timeout"


def test_a_group_of_mine_makes_me_a_candidate(far: FarEnd) -> None:
    task = far.books.add("For the group", assignee="finance")
    key = WorkItemKey(SOURCE, (task.id,))
    assert items_of(pages_of(far))[key].relations == {Relation.CANDIDATE}


def test_the_team_s_list_is_the_team_s(far: FarEnd) -> None:
    task = far.books.add("Nobody's", assignee=None)
    pages = asked(connect(far), lambda c: pulled(c, scope=Scope.TEAM))
    item = items_of(pages)[WorkItemKey(SOURCE, (task.id,))]
    assert item.relations == {Relation.TEAM}
    assert item.assignee is None


def test_a_delta_tells_what_left_me(far: FarEnd) -> None:
    async def with_a_change(connector: Connector) -> list[Page]:
        first = await pulled(connector)
        far.books.apply("3", "ben", {"action": "reassign", "to": "ben"})
        far.books.apply("4", "ben", {"action": "done"})
        return await pulled(connector, first[-1].cursor)

    pages = asked(connect(far), with_a_change)
    removed = {key for page in pages for key in page.removed}
    assert WorkItemKey(SOURCE, ("3",)) in removed
    closed = items_of(pages)[WorkItemKey(SOURCE, ("4",))]
    assert not closed.state.is_open


def test_a_cursor_of_another_manifest_means_listing_anew(far: FarEnd) -> None:
    for cursor in ("rubbish", "[]", "[1]", '["a","b"]'):
        pages = pages_of(far, cursor)
        assert pages[-1].complete and pages[-1].listing


def test_a_pull_that_is_left_early_asks_no_more(far: FarEnd) -> None:
    async def first_only(connector: Connector) -> int:
        async for page in connector.pull(Scope.MINE, None):
            return len(page.items)
        return 0

    connector = connect(far)

    async def ask() -> int:
        try:
            return await first_only(connector)
        finally:
            await connector.aclose()

    assert asyncio.run(ask()) == 20
    assert sum(path.startswith("/tasks") for _, path in far.requests) == 1
