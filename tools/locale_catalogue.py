"""Merges the French of every area into the one catalogue that the program reads, and refuses a poor one."""

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po
from tools.french_typography import typography_faults
from tools.message_calls import Extraction, extract, placeholders

ROOT = Path(__file__).resolve().parent.parent
LOCALES = ROOT / "resources" / "locale"
PLURAL_FORMS = "nplurals=2; plural=(n > 1);"


class CatalogueError(Exception):
    """One sentence, with the place, that says what to mend."""


def areas(language: str) -> list[Path]:
    return sorted((LOCALES / language).glob("*.po"))


def compiled_path(language: str) -> Path:
    return LOCALES / language / "LC_MESSAGES" / "odx_desktop.mo"


def merged(language: str, doubles: list[str]) -> Catalog:
    """All areas as one. Of two translations the first is kept, and the fault is added to `doubles`."""
    whole = Catalog(locale=language, project="odx-desktop", fuzzy=False)
    origin: dict[str, Path] = {}
    for path in areas(language):
        for message in _read(path, language):
            msgid = _msgid(message)
            known = whole.get(msgid, context=message.context)
            if known is None:
                origin[msgid] = path
                whole.add(message.id, message.string, flags=message.flags, context=message.context)
            elif known.string != message.string:
                other = origin[msgid].name
                doubles.append(f"{_place(path, message)}: another translation of {msgid!r} is in {other}")
    return whole


def _read(path: Path, language: str) -> Iterator[Message]:
    try:
        with path.open("rb") as file:
            catalogue = read_po(file, locale=language, abort_invalid=True)
    except (PoFileError, UnicodeDecodeError) as error:
        raise CatalogueError(f"{path.relative_to(ROOT)}: not a readable catalogue: {error}") from error
    return iter([message for message in catalogue if message.id])


def compile_language(language: str) -> None:
    """Writes the .mo whole or not at all; two that run at once leave one good file.

    Two translations of one sentence are told and stop nobody here: `check` is where they fail.
    """
    target = compiled_path(language)
    doubles: list[str] = []
    whole = merged(language, doubles)
    for fault in doubles:
        print(f"locale: {fault}", file=sys.stderr)
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    with draft.open("wb") as file:
        write_mo(file, whole, use_fuzzy=False)
    draft.replace(target)


def is_current(language: str) -> bool:
    target = compiled_path(language)
    if not target.exists():
        return False
    made = target.stat().st_mtime
    return all(path.stat().st_mtime <= made for path in [LOCALES / language, *areas(language)])


def faults(language: str) -> list[str]:
    """Everything that would let a person meet English, or poor typography, where French was promised."""
    extraction = extract(ROOT / "src")
    found = list(extraction.faults)
    try:
        whole = merged(language, found)
    except CatalogueError as error:
        return [*found, str(error)]
    found += _missing(extraction, whole)
    for path in areas(language):
        for message in _read(path, language):
            place = _place(path, message)
            if _msgid(message) not in extraction.written:
                found.append(f"{place}: no code says {_msgid(message)!r}")
            found += [f"{place}: {fault}" for fault in _translation_faults(message)]
    return found


def _missing(extraction: Extraction, whole: Catalog) -> Iterator[str]:
    for msgid, call in extraction.calls.items():
        message = whole.get(msgid)
        if message is None or not all(_strings(message)):
            yield f"{call.place}: no French for {msgid!r}"
        elif call.plural and call.plural != _plural(message):
            there = _plural(message)
            yield f"{call.place}: {msgid!r} has the plural {call.plural!r} here, {there!r} in the catalogue"


def _translation_faults(message: Message) -> Iterator[str]:
    msgid = _msgid(message)
    if message.fuzzy:
        yield f"{msgid!r} is marked fuzzy"
    for form, string in enumerate(_strings(message)):
        source = _plural(message) if form and message.pluralizable else msgid
        here, there = placeholders(source), placeholders(string)
        if here is None or there is None:
            yield f"a brace is not closed in {msgid!r} or its French"
        elif string and here - {"n"} != there - {"n"}:
            yield f"{msgid!r} has the values {sorted(here)}, its French {sorted(there)}"
        yield from typography_faults(string)


def _msgid(message: Message) -> str:
    return message.id[0] if isinstance(message.id, list | tuple) else message.id


def _plural(message: Message) -> str:
    return message.id[1] if isinstance(message.id, list | tuple) else ""


def _strings(message: Message) -> list[str]:
    return list(message.string) if isinstance(message.string, list | tuple) else [message.string or ""]


def _place(path: Path, message: Message) -> str:
    return f"{path.relative_to(ROOT)}:{message.lineno}"


def languages() -> list[str]:
    return sorted(path.name for path in LOCALES.iterdir() if path.is_dir()) if LOCALES.is_dir() else []


def main(arguments: list[str]) -> int:
    if arguments == ["compile"]:
        for language in languages():
            if not is_current(language):
                try:
                    compile_language(language)
                except CatalogueError as error:
                    print(f"locale: {error}", file=sys.stderr)
                    return 1
        return 0
    if arguments == ["check"]:
        found = [fault for language in languages() for fault in faults(language)]
        for fault in found:
            print(re.sub(r"\s*\n\s*", " ", fault))
        return bool(found)
    print("usage: locale_catalogue.py compile|check", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
