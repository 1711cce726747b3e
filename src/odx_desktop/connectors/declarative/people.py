"""The picker's question: who can this item go to?"""

from __future__ import annotations

import unicodedata

from odx_desktop.connectors.declarative.answers import list_at
from odx_desktop.connectors.declarative.caller import Caller
from odx_desktop.connectors.declarative.manifest import PeopleSpec
from odx_desktop.connectors.declarative.paths import getter
from odx_desktop.connectors.declarative.person_map import person_getter
from odx_desktop.connectors.declarative.scope import Bindings
from odx_desktop.connectors.declarative.shape import PersonSpec, Request
from odx_desktop.domain.work_item import Person


class Picker:
    """Compiled from `[people]`. Where its query has no `{text}` the answer is narrowed here."""

    def __init__(self, spec: PeopleSpec, caller: Caller) -> None:
        self._spec, self._caller = spec, caller
        self._items = getter(spec.items)
        of = spec.map
        self._person = person_getter(
            PersonSpec(id=of.id, name=of.name, email=of.email, group_when=of.group_when)
        )
        self._asks_for_text = "{text" in f"{spec.path} {spec.query}"

    async def people(self, bindings: Bindings, text: str) -> tuple[Person, ...]:
        """Raises as HttpClient.checked."""
        request = Request(path=self._spec.path, query=self._spec.query)
        built = self._caller.build(request, bindings.with_names({"text": text}))
        response, document = await self._caller.json(built)
        rows = list_at(document, self._items, response.url_path, self._spec.items)
        found = [
            person for row in rows if self._person is not None and (person := self._person(row)) is not None
        ]
        if not self._asks_for_text:
            wanted = _folded(text)
            found = [one for one in found if wanted in _folded(f"{one.name} {one.email or ''}")]
        return tuple(dict.fromkeys(found))


def _folded(text: str) -> str:
    """Without case and accents, so that `gelinas` finds Gélinas."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in apart if not unicodedata.combining(char))
