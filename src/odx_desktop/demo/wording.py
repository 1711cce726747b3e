"""How dates and sums are written by people, in English and in French."""

from __future__ import annotations

from datetime import date, timedelta

from odx_desktop.domain.language import LocalizedText

# fmt: off
_MONTHS_EN = ["January", "February", "March", "April", "May", "June",
              "July", "August", "September", "October", "November", "December"]
_MONTHS_FR = ["janvier", "février", "mars", "avril", "mai", "juin",
              "juillet", "août", "septembre", "octobre", "novembre", "décembre"]
_SHORT_EN = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_SHORT_FR = ["janv.", "févr.", "mars", "avr.", "mai", "juin",
             "juill.", "août", "sept.", "oct.", "nov.", "déc."]
# fmt: on


def day(value: date) -> LocalizedText:
    """`Nov 24` and `24 nov.`; the first of a month is `1er` in French."""
    number = "1er" if value.day == 1 else str(value.day)
    return LocalizedText(
        f"{_SHORT_EN[value.month - 1]} {value.day}", f"{number}\N{NO-BREAK SPACE}{_SHORT_FR[value.month - 1]}"
    )


def month(value: date) -> LocalizedText:
    return LocalizedText(_MONTHS_EN[value.month - 1], _MONTHS_FR[value.month - 1])


def monday(value: date) -> date:
    return value - timedelta(days=value.weekday())


def decimal_comma(text: str) -> LocalizedText:
    return LocalizedText(text, text.replace(".", ","))
