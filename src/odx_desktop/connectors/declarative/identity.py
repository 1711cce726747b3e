"""Asks a source whom it takes us for."""

from __future__ import annotations

from odx_desktop.connectors.contract import Identity
from odx_desktop.connectors.declarative.answers import list_at
from odx_desktop.connectors.declarative.caller import Caller
from odx_desktop.connectors.declarative.manifest import GroupsSpec, IdentitySpec
from odx_desktop.connectors.declarative.paths import getter
from odx_desktop.connectors.declarative.scope import Bindings, as_text
from odx_desktop.connectors.declarative.shape import Request
from odx_desktop.connectors.declarative.values import native_id
from odx_desktop.domain.errors import ContractBroken


class Identifier:
    """Where a manifest has no `[identity]`, the user that was typed is taken as the source's own id."""

    def __init__(self, spec: IdentitySpec | None, caller: Caller, user: str) -> None:
        self._spec, self._caller, self._user = spec, caller, user

    async def identify(self, bindings: Bindings) -> Identity:
        """Raises as HttpClient.checked; ContractBroken when the answer names nobody."""
        if self._spec is None:
            return Identity(self._user, self._user)
        of = self._spec.map
        request = Request(path=self._spec.path, query=self._spec.query)
        response, document = await self._caller.json(self._caller.build(request, bindings))
        native = native_id(getter(of.id)(document))
        if native is None:
            raise ContractBroken(response.url_path, f"an id at {of.id}", "none")
        groups = getter(of.groups)(document) if of.groups else None
        if self._spec.groups is not None:
            groups = await self._groups(self._spec.groups, bindings.with_names({"me.id": native}))
        return Identity(
            native,
            as_text(getter(of.name)(document)) if of.name else "",
            (as_text(getter(of.email)(document)) if of.email else "") or None,
            tuple(as_text(one) for one in groups) if isinstance(groups, list) else (),
            tuple((name, as_text(getter(path)(document))) for name, path in of.more.items()),
        )

    async def _groups(self, spec: GroupsSpec, bindings: Bindings) -> list[object]:
        request = Request(path=spec.path, query=spec.query)
        response, document = await self._caller.json(self._caller.build(request, bindings))
        return [
            getter(spec.id)(row)
            for row in list_at(document, getter(spec.items), response.url_path, spec.items)
        ]
