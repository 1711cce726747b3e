"""How a source stands, in one line: its name, what happened in at most two sentences, what next."""

from __future__ import annotations

from datetime import datetime

from odx_desktop.domain.source import Health, SourceStatus
from odx_desktop.text import current_language, tr
from odx_desktop.text.actions import health_words
from odx_desktop.text.formats import moment_words
from odx_desktop.text.reasons import next_step, reference, sentence


def name_of(status: SourceStatus) -> str:
    return status.source.name.in_(current_language())


def how_it_stands(status: SourceStatus, now: datetime) -> str:
    if status.health is None:
        return tr("{name}: not asked yet.", name=name_of(status))
    if status.health is Health.OK and status.as_of is not None:
        heard = moment_words(status.as_of, now)
        if status.reason is None:
            return tr("{name}: up to date ({time}).", name=name_of(status), time=heard)
        return tr(
            "{name}: up to date ({time}). {trouble}",
            name=name_of(status),
            time=heard,
            trouble=trouble(status, now),
        )
    if status.health is Health.STALE and status.as_of is not None:
        return tr(
            "{name}: not heard from since {time}. It is asked again at the next sync.",
            name=name_of(status),
            time=moment_words(status.as_of, now),
        )
    return tr("{name}: {trouble}", name=name_of(status), trouble=trouble(status, now))


def trouble(status: SourceStatus, now: datetime) -> str:
    """What happened, and what next; where no reason is known, the health in words."""
    if status.reason is None:
        return f"{health_words(status.health)}."
    mark = f"[{status.reason.code} {reference(status.reason)}]"
    return f"{sentence(status.reason, now)} {next_step(status.reason, now)} {mark}"
