"""`--self-test`: whether what the program needs works here, as JSON for IT and for the package’s tests."""

from __future__ import annotations

import json
import platform
import ssl
from importlib import metadata

from odx_desktop import __version__
from odx_desktop.cli import shapes
from odx_desktop.cli.exit_code import ExitCode
from odx_desktop.domain.language import Language
from odx_desktop.domain.resources import resource_folder
from odx_desktop.inbox.diagnosis import keyring_facts, store_facts, trusts_the_system
from odx_desktop.text import current_language, tr, use_language

# Qt is asked for by its metadata only: this must run where it cannot be imported.
PARTS = (
    "PySide6-Essentials",
    "apsw-sqlite3mc",
    "httpx",
    "icalendar",
    "joserfc",
    "keyring",
    "msgspec",
    "nh3",
    "qasync",
    "truststore",
)


def run_self_test() -> int:
    facts = self_test_facts()
    print(json.dumps(facts, indent=2, ensure_ascii=False))
    return int(ExitCode.DONE if facts["ok"] else ExitCode.FAILED)


def self_test_facts() -> dict[str, object]:
    versions = {part: _version(part) for part in PARTS}
    resources, locale, store, tls = _resources(), _locale(), _store(), _tls()
    return {
        "ok": all(one["ok"] is True for one in (resources, locale, store, tls)),
        "versions": {"odx-desktop": __version__, "python": platform.python_version(), **versions},
        "keyring": _keyring(),
        "store": store,
        "tls": tls,
        "resources": resources,
        "locale": locale,
    }


def _version(part: str) -> str | None:
    try:
        return metadata.version(part)
    except metadata.PackageNotFoundError:
        return None


def _store() -> dict[str, object]:
    """Tried on files of its own; the product's are not touched."""
    facts = store_facts()
    return {
        "ok": facts.ok,
        "opens": facts.opens,
        "fts5": facts.searches,
        "encrypted": facts.encrypted,
        "reason": shapes.reason(facts.reason),
    }


def _keyring() -> dict[str, object]:
    """No keyring is no fault: a key file serves as well."""
    facts = keyring_facts()
    return {"backend": facts.backend or None, "reason": shapes.reason(facts.reason)}


def _tls() -> dict[str, object]:
    return {"ok": trusts_the_system(), "library": ssl.OPENSSL_VERSION}


def _resources() -> dict[str, object]:
    folder = resource_folder()
    connectors = sorted(path.stem for path in (folder / "connectors").glob("*.toml"))
    return {"ok": folder.is_dir(), "folder": str(folder), "connectors": connectors}


def _locale() -> dict[str, object]:
    """French is there when a sentence that differs comes out different."""
    before = current_language()
    try:
        use_language(Language.FR)
        return {"ok": tr("Confirmed") != "Confirmed", "languages": [one.value for one in Language]}
    except FileNotFoundError:
        return {"ok": False, "languages": [Language.EN.value]}
    finally:
        use_language(before)
