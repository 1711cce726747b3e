"""The kinds of back end we can speak to: manifests read on demand, and the few that are code."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from importlib import import_module
from pathlib import Path

from odx_desktop.connectors.contract import Connector
from odx_desktop.connectors.declarative.check import check_manifest
from odx_desktop.connectors.declarative.connector import DeclarativeConnector
from odx_desktop.connectors.declarative.loading import ManifestRefused, Mistake, digest, load_manifest
from odx_desktop.connectors.declarative.manifest import Manifest
from odx_desktop.connectors.declarative.paths import BadPath
from odx_desktop.connectors.declarative.session import LoginSession, credential_for
from odx_desktop.connectors.declarative.values import BadValue
from odx_desktop.domain.connector_info import ConnectorInfo, SettingField
from odx_desktop.domain.errors import Refusal
from odx_desktop.domain.language import LocalizedText
from odx_desktop.domain.reason import Reason
from odx_desktop.domain.resources import resource_folder
from odx_desktop.domain.source import AuthKind, Source
from odx_desktop.http.client import HttpClient
from odx_desktop.http.credential import basic, no_credential
from odx_desktop.http.limits import HttpLimits

Clock = Callable[[], datetime]
SignOn = Callable[[bool], Awaitable[str]]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a connector is given from outside. `sign_on(renewed)` gives an access token for its source."""

    clock: Clock
    limits: HttpLimits = field(default_factory=HttpLimits)
    sign_on: SignOn | None = None
    link_hosts: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class CodeConnector:
    """A connector that is code; its module is imported at the first use.

    `factory` in `module` is called as `factory(slug, url, http, clock)`.
    """

    entry: ConnectorInfo
    module: str
    factory: str

    def connect(self, source: Source, http: HttpClient, clock: Clock) -> Connector:
        made: Connector = getattr(import_module(self.module), self.factory)(
            source.slug, source.url, http, clock
        )
        return made


CODE_CONNECTORS = {
    "caldav": CodeConnector(
        ConnectorInfo(
            "caldav",
            "CalDAV",
            AuthKind.BASIC,
            (),
            ("mine", "delta", "complete", "reopen", "start", "set_due", "set_priority", "comment"),
        ),
        "odx_desktop.connectors.caldav.connector",
        "CalDavConnector",
    )
}


class Catalogue:
    """`folder` holds one manifest a file, named by its id; `more` are folders of policy, which win."""

    def __init__(self, folder: Path | None = None, more: tuple[Path, ...] = ()) -> None:
        self._folders = (*more, folder or resource_folder() / "connectors")

    def ids(self) -> tuple[str, ...]:
        """Known without reading a single manifest: reading all at start would be slow."""
        found = {path.stem for folder in self._folders for path in folder.glob("*.toml")}
        return tuple(sorted(found | CODE_CONNECTORS.keys()))

    def infos(self) -> tuple[ConnectorInfo, ...]:
        return tuple(self.info(one) for one in self.ids())

    def info(self, connector: str) -> ConnectorInfo:
        """Raises Refusal `connector.unknown`, ManifestRefused."""
        if connector in CODE_CONNECTORS:
            return CODE_CONNECTORS[connector].entry
        return _entry(load_manifest(self.manifest_text(connector)))

    def is_code(self, connector: str) -> bool:
        return connector in CODE_CONNECTORS

    def manifest_text(self, connector: str) -> str:
        """The text of a catalogue id, or of a path to a manifest. Raises Refusal `connector.unknown`."""
        for folder in self._folders:
            path = folder / f"{connector}.toml"
            if "/" not in connector and path.is_file():
                return path.read_text(encoding="utf-8")
        given = Path(connector)
        if given.suffix == ".toml" and given.is_file():
            return given.read_text(encoding="utf-8")
        raise Refusal(Reason.of("connector.unknown", connector=connector))

    def connector_for(
        self, source: Source, manifest_text: str | None, secret: str, around: Surroundings
    ) -> Connector:
        """The connector of one source, by the manifest that the vault kept, else by the catalogue's own.

        Raises Refusal `connector.unknown`, ManifestRefused, WrongAddress.
        """
        if self.is_code(source.connector):
            credential = basic(source.user, secret) if source.user else no_credential()
            http = HttpClient(source.url, credential, clock=around.clock, limits=around.limits)
            return CODE_CONNECTORS[source.connector].connect(source, http, around.clock)
        text = manifest_text or self.manifest_text(source.connector)
        return _declarative(text, source, secret, around)


def _declarative(text: str, source: Source, secret: str, around: Surroundings) -> Connector:
    manifest = load_manifest(text)
    auth, keep_cookies = manifest.auth, manifest.http.keep_cookies
    login, door = None, None
    if auth.login is not None:
        door = HttpClient(source.url, no_credential(), clock=around.clock, limits=around.limits)
        login = LoginSession(auth.login, door, source.user, secret, around.clock)
    credential = credential_for(auth, source.user, secret, around.sign_on, login)
    http = HttpClient(
        source.url, credential, clock=around.clock, limits=around.limits, keep_cookies=keep_cookies
    )
    try:
        return DeclarativeConnector(manifest, source, http, around.clock, around.link_hosts, door)
    except (BadPath, BadValue) as error:
        raise ManifestRefused(*(check_manifest(text) or (Mistake(0, 0, "", str(error)),))) from None


def _entry(manifest: Manifest) -> ConnectorInfo:
    scopes = sorted({one.scope.value for one in manifest.listings})
    kinds = sorted({one.kind.value for one in manifest.action})
    served = ["server_actions"] if manifest.actions_from is not None else []
    delta = ["delta"] if any(one.delta.style != "none" for one in manifest.listings) else []
    people = ["people"] if manifest.people is not None else []
    files = ["attachments"] if manifest.detail.attachments is not None else []
    return ConnectorInfo(
        manifest.connector.id,
        manifest.connector.title,
        manifest.auth.kind,
        tuple(
            SettingField(
                name,
                LocalizedText(one.label.en, one.label.fr) if one.label else LocalizedText(name, name),
                one.default,
                one.required,
                one.type,
            )
            for name, one in manifest.settings.items()
        ),
        tuple([*scopes, *delta, *people, *files, *served, *kinds]),
        manifest.connector.proved,
    )


__all__ = ["Catalogue", "Surroundings", "digest"]
