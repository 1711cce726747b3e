"""The message catalogue: English sentences are the keys, French comes from gettext, switched at run time."""

from __future__ import annotations

import gettext
from pathlib import Path

from odx_desktop.domain.language import Language
from odx_desktop.domain.resources import resource_folder

DOMAIN = "odx_desktop"


class _English(gettext.NullTranslations):
    """English is the key itself; only its plural needs choosing."""


def _load(language: Language, folder: Path) -> gettext.NullTranslations:
    if language is Language.EN:
        return _English()
    with (folder / language.value / "LC_MESSAGES" / f"{DOMAIN}.mo").open("rb") as compiled:
        return gettext.GNUTranslations(compiled)


class _Current:
    language = Language.EN
    translations: gettext.NullTranslations = _English()


def use_language(language: Language) -> None:
    """Switch for everything said from now on; raises FileNotFoundError when the catalogue is not compiled."""
    _Current.translations = _load(language, resource_folder() / "locale")
    _Current.language = language


def current_language() -> Language:
    return _Current.language


def tr(message: str, /, **values: object) -> str:
    """The sentence in the current language, its `{placeholders}` filled."""
    text = _Current.translations.gettext(message)
    return text.format(**values) if values else text


def ntr(one: str, many: str, n: int, /, **values: object) -> str:
    """The sentence for a count; `{n}` is filled with it. French counts 0 and 1 as one."""
    return _Current.translations.ngettext(one, many, n).format(n=n, **values)


def msgid(message: str) -> str:
    """Marks a sentence that is kept in a table, to be translated when it is said."""
    return message
