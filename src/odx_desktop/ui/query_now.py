"""Makes the question a list asks out of the time where the person is."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo

from odx_desktop.domain.query import Query, SortBy, View


def query_at(
    now: datetime,
    view: View,
    *,
    text: str = "",
    sort: SortBy = SortBy.EXPLAINED,
    zone: tzinfo | None = None,
) -> Query:
    """The query at `now` (aware); day and week (to Sunday) end at midnight in `zone`, else the machine's."""
    today = now.astimezone(zone).date()
    return Query(
        view=view,
        now=now,
        day_ends=_midnight(today + timedelta(days=1), zone),
        week_ends=_midnight(today + timedelta(days=7 - today.weekday()), zone),
        text=text.strip(),
        sort=sort,
    )


def _midnight(day: date, zone: tzinfo | None) -> datetime:
    """The start of `day`; a naive time is the machine's own for `astimezone`, with the offset of that day."""
    return datetime.combine(day, time(), tzinfo=zone).astimezone(UTC)
