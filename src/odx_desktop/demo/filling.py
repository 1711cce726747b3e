"""Turns a draft into words and sums, on demand and always the same way for the same draft."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from random import Random

from odx_desktop.demo import wording
from odx_desktop.demo.content import AttributeTemplate
from odx_desktop.demo.drafts import Draft
from odx_desktop.demo.organisation import Organisation
from odx_desktop.domain.language import LocalizedText

_CENT = Decimal("0.01")
_SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class FilledLine:
    title: str
    quantity: Decimal
    unit: str
    price: Decimal

    @property
    def amount(self) -> Decimal:
        return (self.quantity * self.price).quantize(_CENT)


class Filling:
    """The words of one draft, in the language of the person who wrote it."""

    def __init__(self, draft: Draft, organisation: Organisation) -> None:
        self._draft = draft
        self._organisation = organisation

    @cached_property
    def language(self) -> str:
        return self._organisation.people[self._draft.requester].language

    @cached_property
    def title(self) -> str:
        return self._fill(self.say(self._draft.template.title))

    @cached_property
    def body(self) -> str:
        return self._fill(self.say(self._draft.template.body))

    @cached_property
    def lines(self) -> list[FilledLine]:
        random = Random(self._draft.seed ^ 0x11)
        told = self._draft.told.lines if self._draft.told is not None else ()
        filled = []
        for index, line in enumerate(self._draft.template.lines):
            quantity = Decimal(random.randint(*line.quantity))
            price = Decimal(str(random.uniform(*line.price))).quantize(_CENT)
            title = self._fill(self.say(line.title))
            if told:
                quantity, price = Decimal(told[index][0]), Decimal(told[index][1])
                title = self.say(told[index][2])
            title = title[:1].upper() + title[1:]
            filled.append(FilledLine(title, quantity, self.say(line.unit), price))
        return filled

    @cached_property
    def amount(self) -> Decimal | None:
        template = self._draft.template
        if template.lines:
            return sum((line.amount for line in self.lines), Decimal(0)).quantize(_CENT) or None
        told = self._draft.told
        if told is not None and "amount" in told.slots:
            return Decimal(str(told.slots["amount"]))
        if template.amount is None:
            return None
        return Decimal(str(Random(self._draft.seed ^ 0x22).uniform(*template.amount))).quantize(_CENT)

    def attribute(self, template: AttributeTemplate) -> str:
        return self._fill(template.value)

    def say(self, text: LocalizedText) -> str:
        return text.fr if self.language == "fr" else text.en

    @cached_property
    def refuses(self) -> bool:
        """One in five of the templates that may be refused by a rule of the business is."""
        return bool(self._draft.template.refuses) and self._draft.seed % 5 == 0

    def _fill(self, text: str) -> str:
        # Twice at most: a thing may itself name a place.
        for _ in range(2):
            if "{" in text:
                text = _SLOT.sub(lambda found: self._slots.get(found[1], found[0]), text)
        return text

    @cached_property
    def _slots(self) -> dict[str, str]:
        draft, organisation = self._draft, self._organisation
        random = Random(draft.seed)
        told = draft.told.slots if draft.told is not None else {}
        start = (draft.due_day or draft.created.date()) + timedelta(days=random.randint(9, 40))
        end = start + timedelta(days=random.randint(2, 12))
        slots = {
            "thing": self._thing(random, told.get("thing")),
            "place": random.choice(organisation.places),
            "supplier": random.choice(organisation.suppliers),
            "cost_centre": random.choice(organisation.cost_centres),
            "person": self._other_person(random),
            "count": str(random.randint(2, 18)),
            "other": str(random.randint(100, 999)),
            "ticket": f"INC00{random.randint(60000, 79999)}",
            "left": f"{random.randint(900, 90000)}.00",
            "difference": f"{random.randint(12, 900)}.{random.randint(0, 99):02}",
            "salary": f"{random.randint(52, 98)}000.00",
            "level": str(random.randint(4, 11)),
            "days": str(_working_days(start, end)),
            "balance": str(random.randint(0, 14)),
            "hours": str(random.choice(("3.5", "7.25", "36.25", "37.5", "41"))),
            "n": str(draft.number),
            "shared": draft.shared,
            "requester": organisation.people[draft.requester].name,
            "from_iso": start.isoformat(),
            "to_iso": end.isoformat(),
            "from_date": self.say(wording.day(start)),
            "to_date": self.say(wording.day(end)),
            "week": self.say(wording.day(wording.monday(draft.created.date() - timedelta(days=7)))),
            "next_month": self.say(wording.month(draft.created.date().replace(day=1) + timedelta(days=62))),
            "month": self.say(wording.month(draft.created.date().replace(day=1) - timedelta(days=1))),
        }
        slots.update({name: str(value) for name, value in told.items() if name != "thing"})
        return slots

    def _thing(self, random: Random, told: str | int | None) -> str:
        things = self._draft.template.things
        if not things:
            return ""
        return self.say(random.choice(things) if told is None else things[int(told)])

    def _other_person(self, random: Random) -> str:
        names = [p.name for p in self._organisation.people.values() if p.id != self._draft.requester]
        return random.choice(names)


def _working_days(start: date, end: date) -> int:
    days = (start + timedelta(days=offset) for offset in range((end - start).days + 1))
    return sum(1 for day in days if day.weekday() < 5)
