"""Counts what a listing showed, to know whether absence from it proves anything (design.md section 5)."""

from __future__ import annotations

from odx_desktop.connectors.contract import Rejected
from odx_desktop.domain.errors import ContractBroken
from odx_desktop.domain.keys import WorkItemKey
from odx_desktop.domain.reason import Reason
from odx_desktop.domain.work_item import WorkItem


class Tally:
    """One walk through one list. A rejected item with a key counts as present, one without is doubt."""

    def __init__(self, *, tells_total: bool) -> None:
        self._tells_total = tells_total
        self._keys: set[WorkItemKey] = set()
        self._pages: set[tuple[str, ...]] = set()
        self._totals: set[int | None] = set()
        self._nameless = 0
        self.so_far = 0

    def add(
        self, items: tuple[WorkItem, ...], rejected: tuple[Rejected, ...], total: int | None, where: str
    ) -> None:
        """Raises ContractBroken when this page repeats an earlier one: the server pages in a circle."""
        named = [one.key for one in rejected if one.key is not None]
        keys = [*(item.key for item in items), *named]
        self._nameless += len(rejected) - len(named)
        self.so_far += len(items) + len(rejected)
        self._totals.add(total)
        signature = tuple(sorted(key.native_text for key in keys))
        if signature and signature in self._pages:
            raise ContractBroken(where, "a new page", "an earlier page once more")
        self._pages.add(signature)
        self._keys.update(keys)

    @property
    def changed_on_the_way(self) -> bool:
        """Worth listing once more: the list moved while it was read."""
        return self._tells_total and None not in self._totals and not self._agrees

    @property
    def _agrees(self) -> bool:
        return self._totals == {len(self._keys)}

    def doubt(self) -> Reason | None:
        """Why absence proves nothing, None when it does."""
        if self._nameless:
            return Reason.of("source.incomplete", why="nameless", count=str(self._nameless))
        if not self._tells_total or self._agrees:
            return None
        if None in self._totals:
            return Reason.of("source.incomplete", why="no_total")
        if len(self._totals) > 1:
            return Reason.of("source.incomplete", why="total_changed")
        (total,) = self._totals
        return Reason.of("source.incomplete", why="count", expected=str(total), got=str(len(self._keys)))


def whole_number(value: object) -> int | None:
    """A total as an integer (also as text, as headers give it); None for anything else."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    return int(value) if isinstance(value, str) and value.strip().isdigit() else None
