"""Reads a manifest's text; every mistake is told with its line, and with the word that was perhaps meant."""

from __future__ import annotations

import difflib
import hashlib
import re
import tomllib
from dataclasses import dataclass

import msgspec

from odx_desktop.connectors.declarative.manifest import Manifest
from odx_desktop.connectors.declarative.places import Location, locate
from odx_desktop.connectors.declarative.shape import Part
from odx_desktop.domain.errors import Refusal
from odx_desktop.domain.reason import Reason

LARGEST_MANIFEST = 256 * 1024
_AT = re.compile(r" - at `([^`]*)`$")
_UNKNOWN = re.compile(r"unknown field `([^`]*)`")
_TOML_AT = re.compile(r"\(at line (\d+), column (\d+)\)")


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing that is wrong; `line` and `column` count from 1, 0 where the place is not known."""

    line: int
    column: int
    where: str
    message: str
    nearest: str = ""


class ManifestRefused(Refusal):
    """The text is no manifest; `mistakes` says why. Its reason tells the first."""

    def __init__(self, *mistakes: Mistake) -> None:
        first = mistakes[0]
        super().__init__(
            Reason.of("manifest.mistake", line=str(first.line), message=first.message, near=first.nearest)
        )
        self.mistakes = mistakes


def digest(text: str) -> str:
    """The name under which an action remembers the manifest that it was decided with."""
    return hashlib.sha256(text.encode()).hexdigest()


def load_manifest(text: str) -> Manifest:
    """Raises ManifestRefused for text that is too large, no TOML, or has an unknown key or a wrong type."""
    if len(text.encode()) > LARGEST_MANIFEST:
        raise ManifestRefused(Mistake(0, 0, "", f"larger than {LARGEST_MANIFEST} bytes"))
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _TOML_AT.search(str(error))
        line, column = (int(found[1]), int(found[2])) if found else (0, 0)
        raise ManifestRefused(Mistake(line, column, "", str(error))) from None
    try:
        return msgspec.convert(table, Manifest, strict=True)
    except msgspec.ValidationError as error:
        raise ManifestRefused(_mistake(text, str(error))) from None


def _mistake(text: str, message: str) -> Mistake:
    path = _AT.search(message)
    steps = path[1] if path is not None else "$"
    unknown = _UNKNOWN.search(message)
    name = unknown[1] if unknown is not None else ""
    place: Location = locate(text, steps, name)
    near = difflib.get_close_matches(name, sorted(_all_words()), n=1, cutoff=0.6) if name else []
    return Mistake(
        place.line, place.column, steps.removeprefix("$").lstrip("."), message, near[0] if near else ""
    )


def _all_words() -> set[str]:
    """Every key that the schema knows anywhere."""
    words: set[str] = set()
    kinds: list[type[Part]] = [Part]
    while kinds:
        kind = kinds.pop()
        kinds.extend(kind.__subclasses__())
        words.update(field.encode_name for field in msgspec.structs.fields(kind))
    return words
