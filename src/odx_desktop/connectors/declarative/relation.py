"""How an item concerns the person, from who holds it and from which list it came."""

from __future__ import annotations

from odx_desktop.connectors.contract import Identity
from odx_desktop.domain.work_item import Person, Relation, Scope

_ONLY = {relation: frozenset({relation}) for relation in Relation}
_OF_SCOPE = {Scope.TEAM: Relation.TEAM, Scope.REPORTEES: Relation.REPORTEE}


def relations_of(
    assignee: Person | None,
    candidates: tuple[Person, ...],
    me: Identity,
    *,
    scope: Scope | None,
    tells_assignee: bool,
    trusted: bool,
) -> frozenset[Relation]:
    """`scope` is the list the item came from, None when it was read by its key.

    `trusted`: the list itself asks only for what is mine, so that an unknown assignee is one of my groups.
    `tells_assignee`: whether the map has one at all; where it has none, what the list gives is mine.
    """
    if scope in _OF_SCOPE:
        return _ONLY[_OF_SCOPE[scope]]
    if not tells_assignee:
        return _ONLY[Relation.MINE] if trusted else frozenset()
    mine = _mine(assignee, candidates, me)
    if mine is None and trusted:
        mine = Relation.CANDIDATE
    return frozenset() if mine is None else _ONLY[mine]


def _mine(assignee: Person | None, candidates: tuple[Person, ...], me: Identity) -> Relation | None:
    if assignee is None:
        ours = {me.id, *me.groups}
        return Relation.CANDIDATE if any(one.id in ours for one in candidates) else None
    if assignee.id == me.id:
        return Relation.MINE
    return Relation.CANDIDATE if assignee.id in me.groups else None
