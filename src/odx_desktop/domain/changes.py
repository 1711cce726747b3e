"""What a write changed, so that views update by key instead of by guess."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from odx_desktop.domain.keys import WorkItemKey


@dataclass(frozen=True, slots=True)
class Changes:
    """Item keys written and removed, sources whose health or freshness moved, ids of actions touched."""

    upserted: frozenset[WorkItemKey] = frozenset()
    removed: frozenset[WorkItemKey] = frozenset()
    sources: frozenset[str] = frozenset()
    actions: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.upserted or self.removed or self.sources or self.actions)

    def merged(self, later: Changes) -> Changes:
        """Both, with the later word on each key winning."""
        return Changes(
            (self.upserted - later.removed) | later.upserted,
            (self.removed - later.upserted) | later.removed,
            self.sources | later.sources,
            self.actions | later.actions,
        )

    @classmethod
    def merge(cls, several: Iterable[Changes]) -> Changes:
        total = cls()
        for one in several:
            total = total.merged(one)
        return total
