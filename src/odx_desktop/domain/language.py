"""The two languages of the product, and text that exists in both."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Language(StrEnum):
    EN = "en"
    FR = "fr"


@dataclass(frozen=True, slots=True)
class LocalizedText:
    """A label in both languages; a source's own word stands in both with `from_source` set."""

    en: str
    fr: str
    from_source: bool = False

    @classmethod
    def of_source(cls, text: str) -> LocalizedText:
        return cls(text, text, from_source=True)

    def in_(self, language: Language) -> str:
        return self.fr if language is Language.FR else self.en
