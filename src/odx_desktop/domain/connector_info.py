"""One kind of back end, as a form for a new source and the catalogue's list show it."""

from __future__ import annotations

from dataclasses import dataclass

from odx_desktop.domain.language import LocalizedText
from odx_desktop.domain.source import AuthKind


@dataclass(frozen=True, slots=True)
class SettingField:
    """One value that a connector asks of the person or of IT; `type` as in the manifest (`string`, ...)."""

    name: str
    label: LocalizedText
    default: str = ""
    required: bool = False
    type: str = "string"


@dataclass(frozen=True, slots=True)
class ConnectorInfo:
    """`capabilities` are words (`mine`, `delta`, `approve`); `proved` names the server it was tried on."""

    id: str
    title: str
    auth: AuthKind
    settings: tuple[SettingField, ...] = ()
    capabilities: tuple[str, ...] = ()
    proved: str = ""
