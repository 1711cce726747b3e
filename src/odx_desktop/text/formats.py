"""Dates, times, money and sizes as Canada writes them in English and in French, without Qt.

Outside facts: CLDR's en-CA and fr-CA as Qt's QLocale shows them (tests hold both side by side); the French
hour follows the Office québécois de la langue française ("9 h 05", no leading zero).
"""

from __future__ import annotations

from datetime import date, datetime, timedelta, tzinfo
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from odx_desktop.domain.language import Language
from odx_desktop.domain.work_item import Money
from odx_desktop.text.catalogue import current_language, ntr, tr

NO_BREAK = "\u00a0"
NARROW = "\u202f"

_MONTHS = {
    Language.EN: "January February March April May June July August September October November December",
    Language.FR: "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
}
_SHORT_MONTHS = {
    Language.EN: "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    Language.FR: "janv. févr. mars avr. mai juin juill. août sept. oct. nov. déc.",
}
_DAYS = {
    Language.EN: "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    Language.FR: "lundi mardi mercredi jeudi vendredi samedi dimanche",
}
_SHORT_DAYS = {
    Language.EN: "Mon Tue Wed Thu Fri Sat Sun",
    Language.FR: "lun. mar. mer. jeu. ven. sam. dim.",
}
_SYMBOLS = {
    Language.EN: {"CAD": "$", "USD": "US$", "EUR": "€", "GBP": "£"},
    Language.FR: {"CAD": "$", "USD": f"${NO_BREAK}US", "EUR": "€", "GBP": "£"},
}
# ISO 4217 currencies without a minor unit, of those that travel claims show.
_WHOLE_UNITS = frozenset({"JPY", "KRW", "ISK", "CLP", "XAF", "XOF", "XPF", "VND"})


@lru_cache(maxsize=16)
def _words(names: str) -> tuple[str, ...]:
    return tuple(names.split())


def _is_french() -> bool:
    return current_language() is Language.FR


def short_date(day: date) -> str:
    """2026-11-24, in both languages."""
    return day.strftime("%Y-%m-%d")


def long_date(day: date) -> str:
    """Tuesday, November 24, 2026; mardi 24 novembre 2026."""
    language = current_language()
    weekday = _words(_DAYS[language])[day.weekday()]
    month = _words(_MONTHS[language])[day.month - 1]
    if _is_french():
        number = "1er" if day.day == 1 else str(day.day)
        return f"{weekday} {number} {month} {day.year}"
    return f"{weekday}, {month} {day.day}, {day.year}"


def day_and_month(day: date, today: date | None = None) -> str:
    """Nov 24; 24 nov. The year is added when it is not that of `today`."""
    month = _words(_SHORT_MONTHS[current_language()])[day.month - 1]
    other_year = today is not None and day.year != today.year
    if _is_french():
        number = "1er" if day.day == 1 else str(day.day)
        text = f"{number}{NO_BREAK}{month}"
        return f"{text}{NO_BREAK}{day.year}" if other_year else text
    text = f"{month}{NO_BREAK}{day.day}"
    return f"{text}, {day.year}" if other_year else text


def weekday_and_day(day: date, today: date | None = None) -> str:
    """Tue, Nov 24; mar. 24 nov."""
    weekday = _words(_SHORT_DAYS[current_language()])[day.weekday()]
    between = " " if _is_french() else ", "
    return f"{weekday}{between}{day_and_month(day, today)}"


def clock_time(moment: datetime, zone: tzinfo | None = None) -> str:
    """2:05 p.m.; 14 h 05. `zone` None is the machine's own."""
    local = moment.astimezone(zone)
    if _is_french():
        return f"{local.hour}{NO_BREAK}h{NO_BREAK}{local.minute:02}"
    half = "a.m." if local.hour < 12 else "p.m."
    return f"{local.hour % 12 or 12}:{local.minute:02}{NARROW}{half}"


def moment_words(moment: datetime, now: datetime, zone: tzinfo | None = None) -> str:
    """When something happened: only the clock for today, the day with it for any other."""
    local, today = moment.astimezone(zone).date(), now.astimezone(zone).date()
    clock = clock_time(moment, zone)
    if local == today:
        return clock
    if local == today - timedelta(days=1):
        return tr("yesterday, {clock}", clock=clock)
    if local == today + timedelta(days=1):
        return tr("tomorrow, {clock}", clock=clock)
    return tr("{day}, {clock}", day=day_and_month(local, today), clock=clock)


def is_overdue(due: date | datetime, now: datetime, zone: tzinfo | None = None) -> bool:
    """A whole day is over at its end where the person is; an instant at that instant."""
    if isinstance(due, datetime):
        return due < now
    return due < now.astimezone(zone).date()


def due_words(due: date | datetime, now: datetime, zone: tzinfo | None = None) -> str:
    """Overdue 2 days; Today, 4:00 p.m.; Tomorrow; Thu, Nov 26."""
    today = now.astimezone(zone).date()
    day = due.astimezone(zone).date() if isinstance(due, datetime) else due
    if is_overdue(due, now, zone):
        return _overdue_words(due, day, now, today)
    clock = clock_time(due, zone) if isinstance(due, datetime) else ""
    if day == today:
        return tr("Today, {clock}", clock=clock) if clock else tr("Today")
    if day == today + timedelta(days=1):
        return tr("Tomorrow, {clock}", clock=clock) if clock else tr("Tomorrow")
    return weekday_and_day(day, today)


def _overdue_words(due: date | datetime, day: date, now: datetime, today: date) -> str:
    if day < today:
        return ntr("Overdue {n} day", "Overdue {n} days", (today - day).days)
    hours = int((now - due).total_seconds() // 3600) if isinstance(due, datetime) else 0
    if hours:
        return ntr("Overdue {n} hour", "Overdue {n} hours", hours)
    return tr("Overdue, less than an hour")


def age_words(since: datetime, now: datetime, zone: tzinfo | None = None) -> str:
    """How long something has waited: today, 1 day, 12 days."""
    days = (now.astimezone(zone).date() - since.astimezone(zone).date()).days
    return tr("today") if days <= 0 else ntr("{n} day", "{n} days", days)


def duration_words(seconds: float) -> str:
    """A short wait in its largest sensible unit: 7 s, 5 min, 2 h, 3 days."""
    whole = max(0, round(seconds))
    if whole < 60:
        return f"{whole}{NO_BREAK}s"
    if whole < 3600:
        return f"{whole // 60}{NO_BREAK}min"
    if whole < 86400:
        return f"{whole // 3600}{NO_BREAK}h"
    return ntr("{n} day", "{n} days", whole // 86400)


def number(value: Decimal | int, places: int | None = None) -> str:
    """1,234.5; 1 234,5. `places` rounds half up; None keeps the digits there are."""
    exact = Decimal(value)
    if places is not None:
        exact = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    text = f"{abs(exact):,f}"
    if _is_french():
        text = text.replace(",", NO_BREAK).replace(".", ",")
    return f"-{text}" if exact < 0 else text


def money(amount: Money) -> str:
    """$12.50; 12,50 $. A currency without a sign of its own shows its ISO 4217 code."""
    return currency_amount(amount.value, amount.currency)


def currency_amount(value: Decimal, currency: str) -> str:
    """As `money`, for sums: never rounded past what the source said, never less than the minor unit."""
    exponent = value.as_tuple().exponent
    given = -exponent if isinstance(exponent, int) else 0
    places = max(0 if currency in _WHOLE_UNITS else 2, given)
    figure = number(abs(value), places)
    sign = "-" if value < 0 else ""
    symbol = _SYMBOLS[current_language()].get(currency, currency)
    if _is_french():
        return f"{sign}{figure}{NO_BREAK}{symbol}"
    between = NO_BREAK if symbol.isalpha() else ""
    return f"{sign}{symbol}{between}{figure}"


def size_words(octets: int) -> str:
    """999 bytes, 1.5 KB, 5.3 MB; units of 1024, as file managers show them."""
    if octets < 1024:
        return ntr("{n} byte", "{n} bytes", octets)
    units = ("Ko", "Mo", "Go", "To") if _is_french() else ("KB", "MB", "GB", "TB")
    value, rank = Decimal(octets) / 1024, 0
    while value >= 1000 and rank < len(units) - 1:
        value, rank = value / 1024, rank + 1
    return f"{number(value, 0 if value >= 100 else 1)}{NO_BREAK}{units[rank]}"
