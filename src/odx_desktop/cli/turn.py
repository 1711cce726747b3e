"""One run of one verb: what it was asked, whom it may ask, where it answers."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Protocol

from odx_desktop.cli.terminal import Terminal
from odx_desktop.domain.errors import Refusal
from odx_desktop.domain.query import Query, SortBy, View
from odx_desktop.domain.reason import Reason

if TYPE_CHECKING:  # the façade brings the store with it, which --help must not wait for
    from odx_desktop.inbox.inbox import Inbox


class Desk(Protocol):
    """One profile, open; made by `compose.open_desk`."""

    @property
    def inbox(self) -> Inbox: ...

    @property
    def notices(self) -> Sequence[Reason]: ...

    async def check(self) -> Sequence[Reason]: ...

    @property
    def keeps(self) -> bool:
        """False when the key lives in memory only: nothing outlives the process."""
        ...


OpenDesk = Callable[[argparse.Namespace], AbstractAsyncContextManager[Desk]]


@dataclass(frozen=True, slots=True)
class Turn:
    """`desk` is None for the verbs that declared that they need none; `open_desk` is how to get one."""

    options: argparse.Namespace
    desk: Desk | None
    out: Terminal
    now: datetime
    open_desk: OpenDesk

    @property
    def inbox(self) -> Inbox:
        if self.desk is None:
            raise RuntimeError("a verb that needs no desk asked for its inbox")
        return self.desk.inbox

    def must_keep(self) -> None:
        """Refusal `store.no_keyring` where a promise could not outlive this process."""
        if self.desk is not None and not self.desk.keeps:
            raise Refusal(Reason.of("store.no_keyring"))


def now_utc() -> datetime:
    return datetime.now(UTC)


def query(view: View, now: datetime, *, text: str = "", limit: int | None = None) -> Query:
    """The person's own day ends at their midnight, their week with Sunday (ISO 8601)."""
    local = now.astimezone()
    midnight = datetime.combine(local.date() + timedelta(days=1), time()).astimezone()
    week = datetime.combine(local.date() + timedelta(days=7 - local.weekday()), time()).astimezone()
    sort = SortBy.PERSON if view is View.TEAM else SortBy.EXPLAINED
    return Query(
        view=view,
        now=now,
        day_ends=midnight.astimezone(UTC),
        week_ends=week.astimezone(UTC),
        text=text,
        sort=sort,
        limit=limit,
    )
