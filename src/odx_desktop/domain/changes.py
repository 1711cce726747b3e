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
        """All in the order they came, in a time that does not grow with what was merged before."""
        upserted, removed = set[WorkItemKey](), set[WorkItemKey]()
        sources, actions = set[str](), set[str]()
        for one in several:
            upserted -= one.removed
            upserted |= one.upserted
            removed -= one.upserted
            removed |= one.removed
            sources |= one.sources
            actions |= one.actions
        return cls(frozenset(upserted), frozenset(removed), frozenset(sources), frozenset(actions))
