"""Which language a command speaks: asked for, else the desktop's own."""

from __future__ import annotations

import os
from collections.abc import Sequence

from odx_desktop.domain.language import Language
from odx_desktop.text import use_language


def choose_language(arguments: Sequence[str]) -> None:
    """Before anything is parsed, since help and wrong usage speak it too."""
    try:
        use_language(wanted_language(arguments, os.environ))
    except FileNotFoundError:  # a source tree whose catalogue was not compiled
        use_language(Language.EN)


def wanted_language(arguments: Sequence[str], environment: os._Environ[str] | dict[str, str]) -> Language:
    given = ""
    for at, word in enumerate(arguments):
        if word == "--lang" and at + 1 < len(arguments):
            given = arguments[at + 1]
        elif word.startswith("--lang="):
            given = word.removeprefix("--lang=")
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        given = given or environment.get(name, "")
    return Language.FR if given.lower().startswith("fr") else Language.EN
