"""The steps of an item's route in words: who decided, who is asked, who is next."""

from __future__ import annotations

from datetime import datetime

from odx_desktop.domain.work_item import RouteStatus, RouteStep
from odx_desktop.text.catalogue import tr
from odx_desktop.text.formats import day_and_month


def step_words(step: RouteStep, now: datetime) -> str:
    """What a step of the route did or waits for, with its day."""
    day = day_and_month(step.at.astimezone().date(), now.astimezone().date()) if step.at else ""
    match step.status:
        case RouteStatus.DONE:
            return tr("Done {day}", day=day) if day else tr("Done")
        case RouteStatus.DECLINED:
            return tr("Declined {day}", day=day) if day else tr("Declined")
        case RouteStatus.CURRENT:
            return tr("Waiting since {day}", day=day) if day else tr("Waiting")
        case _:
            return tr("Next")
