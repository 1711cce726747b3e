"""Values out of a whole answer: from its JSON, or `header:NAME` from its header."""

from __future__ import annotations

from collections.abc import Callable

from odx_desktop.connectors.declarative.paths import getter
from odx_desktop.domain.errors import ContractBroken
from odx_desktop.http.message import HttpResponse

AnswerGetter = Callable[[HttpResponse, object], object]
_HEADER = "header:"


def answer_getter(path: str) -> AnswerGetter:
    if path.startswith(_HEADER):
        name = path.removeprefix(_HEADER)
        return lambda response, _: response.headers.get(name)
    get = getter(path)
    return lambda _, document: get(document)


def list_at(document: object, get: Callable[[object], object], where: str, path: str) -> list[object]:
    """The list that a manifest's `items` names; raises ContractBroken when there is none."""
    found = get(document)
    if not isinstance(found, list):
        got = "nothing" if found is None else type(found).__name__
        raise ContractBroken(where, f"a list at {path}", got)
    return found
