"""Counts what a listing showed, to know whether absence from it proves anything (design.md section 5)."""

from __future__ import annotations

from dataclasses import dataclass, field

from odx_desktop.connectors.contract import Rejected
from odx_desktop.domain.errors import ContractBroken
from odx_desktop.domain.keys import WorkItemKey
from odx_desktop.domain.reason import Reason
from odx_desktop.domain.work_item import WorkItem


@dataclass
class _Round:
    """The pages of one parent's list, or of the only list there is."""

    keys: set[WorkItemKey] = field(default_factory=set)
    totals: set[int | None] = field(default_factory=set)

    @property
    def agrees(self) -> bool:
        return self.totals == {len(self.keys)}


class Tally:
    """One walk through one list. A rejected item with a key counts as present, one without is doubt."""

    def __init__(self, *, tells_total: bool) -> None:
        self._tells_total = tells_total
        self._rounds: list[_Round] = []
        self._pages: set[tuple[str, ...]] = set()
        self._nameless = 0

    def begin_round(self) -> None:
        """The totals that follow are those of another parent's list."""
        self._rounds.append(_Round())
        self._pages.clear()

    def add(
        self, items: tuple[WorkItem, ...], rejected: tuple[Rejected, ...], total: int | None, where: str
    ) -> None:
        """Raises ContractBroken when this page repeats an earlier one: the server pages in a circle."""
        named = [one.key for one in rejected if one.key is not None]
        keys = [*(item.key for item in items), *named]
        self._nameless += len(rejected) - len(named)
        signature = tuple(sorted(key.native_text for key in keys))
        if signature and signature in self._pages:
            raise ContractBroken(where, "a new page", "an earlier page once more")
        self._pages.add(signature)
        self._rounds[-1].totals.add(total)
        self._rounds[-1].keys.update(keys)

    @property
    def changed_on_the_way(self) -> bool:
        """Worth listing once more: the list moved while it was read."""
        told = all(None not in one.totals for one in self._rounds)
        return self._tells_total and told and not self._agrees

    @property
    def _agrees(self) -> bool:
        return all(one.agrees for one in self._rounds)

    def doubt(self) -> Reason | None:
        """Why absence proves nothing, None when it does."""
        if self._nameless:
            return Reason.of("source.incomplete", why="nameless", count=str(self._nameless))
        if not self._tells_total or self._agrees:
            return None
        wrong = next(one for one in self._rounds if not one.agrees)
        if None in wrong.totals:
            return Reason.of("source.incomplete", why="no_total")
        if len(wrong.totals) > 1:
            return Reason.of("source.incomplete", why="total_changed")
        (total,) = wrong.totals
        return Reason.of("source.incomplete", why="count", expected=str(total), got=str(len(wrong.keys)))


def whole_number(value: object) -> int | None:
    """A total as an integer (also as text, as headers give it); None for anything else."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    return int(value) if isinstance(value, str) and value.strip().isdigit() else None
