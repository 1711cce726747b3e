"""How a source that is not current is told in a few words, the same in every place that shows its items."""

from __future__ import annotations

from datetime import datetime

from odx_desktop.domain.source import Health, SourceStatus
from odx_desktop.text import tr
from odx_desktop.text.formats import clock_time, moment_words
from odx_desktop.ui.source_words import in_fault

UNSENDABLE = frozenset({Health.NOT_REACHED, Health.BROKEN, Health.SIGN_IN_NEEDED})


def trouble_words(status: SourceStatus, now: datetime) -> str:
    """What is the matter, with when it was last heard; "" where all is well or nothing is known yet."""
    heard = heard_words(status.as_of, now)
    match status.health:
        case Health.SIGN_IN_NEEDED:
            return tr("sign-in needed, as of {time}", time=heard) if heard else tr("sign-in needed")
        case Health.NOT_REACHED if in_fault(status):
            return tr("in fault, last answer {time}", time=heard) if heard else tr("in fault")
        case Health.NOT_REACHED:
            return tr("not reached since {time}", time=heard) if heard else tr("not reached")
        case Health.STALE:
            return tr("as of {time}", time=heard) if heard else tr("not current")
        case Health.BROKEN:
            return tr("answers oddly, as of {time}", time=heard) if heard else tr("answers oddly")
        case Health.NO_ACCESS:
            return tr("no access")
        case _:
            return ""


def heard_words(moment: datetime | None, now: datetime) -> str:
    """The clock for today, the day with it for any other; "" for never."""
    if moment is None:
        return ""
    same_day = moment.astimezone().date() == now.astimezone().date()
    return clock_time(moment) if same_day else moment_words(moment, now)
