"""`--self-test`: whether what the program needs works here, as JSON for IT and for the package’s tests."""

from __future__ import annotations

import json
import platform
import ssl
from importlib import metadata

from odx_desktop import __version__
from odx_desktop.cli.exit_code import ExitCode
from odx_desktop.domain.language import Language
from odx_desktop.domain.resources import resource_folder
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
    resources, locale = _resources(), _locale()
    return {
        "ok": resources["ok"] is True and locale["ok"] is True,
        "versions": {"odx-desktop": __version__, "python": platform.python_version(), **versions},
        "tls": {"library": ssl.OPENSSL_VERSION},
        "resources": resources,
        "locale": locale,
    }


def _version(part: str) -> str | None:
    try:
        return metadata.version(part)
    except metadata.PackageNotFoundError:
        return None


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
