"""How a reason is told: variants of a sentence, of which the first whose values are known is said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter

from odx_desktop.text.catalogue import tr


@dataclass(frozen=True, slots=True)
class Wording:
    """`says`: what happened and whether work is safe; `then`: what to do next. Each lists variants from the
    most telling to the plainest; the last one needs no value, or shows a blank where one is missing."""

    says: tuple[str, ...]
    then: tuple[str, ...]


def told(variants: tuple[str, ...], values: Mapping[str, str]) -> str:
    """The first variant whose values are all there, in the current language."""
    for variant in variants:
        if all(values.get(name) for name in _names(variant)):
            return _ended_once(tr(variant).format_map(values))
    return tr(variants[-1]).format_map(_Blank(values)) if variants else ""


def _ended_once(sentence: str) -> str:
    """A time that ends in "a.m." brings the full stop of the sentence along."""
    return sentence.replace("m..", "m.")


def _names(message: str) -> tuple[str, ...]:
    return tuple(name for _, name, _, _ in Formatter().parse(message) if name)


class _Blank(dict[str, str]):
    """A value that nobody gave leaves a mark instead of a fault."""

    def __missing__(self, name: str) -> str:
        return "?"
