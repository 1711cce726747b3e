"""Lets `--param to="Priya Raman"` name a person: the source's own id is what the action carries."""

from __future__ import annotations

from collections.abc import Mapping

from odx_desktop.cli.turn import Turn
from odx_desktop.domain.action import ActionOffer, ParamType
from odx_desktop.domain.errors import SourceError
from odx_desktop.domain.keys import WorkItemKey
from odx_desktop.domain.work_item import Person


async def with_person_ids(
    turn: Turn, key: WorkItemKey, offer: ActionOffer, params: Mapping[str, str]
) -> dict[str, str]:
    """Whole names and e-mail addresses become ids where exactly one person has them; all else stays, so that
    an id is never taken for a name. A source that cannot be asked now leaves the value as it is."""
    wanted = {one.name for one in offer.params if one.type is ParamType.PERSON}
    found = dict(params)
    for name in wanted & params.keys():
        if any(mark in params[name] for mark in " @"):
            found[name] = await _id_of(turn, key, params[name])
    return found


async def _id_of(turn: Turn, key: WorkItemKey, value: str) -> str:
    try:
        people = await turn.inbox.people(key, value)
    except SourceError:
        return value
    matching = {one.id for one in people if _is_called(one, value)}
    return matching.pop() if len(matching) == 1 else value


def _is_called(one: Person, value: str) -> bool:
    return value.casefold() in {one.name.casefold(), (one.email or "").casefold()}
