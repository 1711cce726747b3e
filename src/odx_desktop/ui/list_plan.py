"""Turns two orders into inserts and removes, because a reset list loses its selection and its place."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

MANY_RUNS = 64
"""Past this many separate runs it is cheaper to bring them together, move them once, and say so once."""


@dataclass(frozen=True, slots=True)
class Remove:
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Insert:
    first: int
    entries: array[int]


@dataclass(frozen=True, slots=True)
class Reorder:
    """The same entries in another order."""

    entries: array[int]


Step = Remove | Insert | Reorder


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What to show now, how many arrivals wait for the person, and whether another order waits too."""

    entries: array[int]
    waiting: int = 0
    reordered: bool = False


@dataclass(frozen=True, slots=True)
class Glance:
    """What lies under the person's eyes (indexes of entries, inclusive) and rows that may not leave yet."""

    first: int
    last: int
    keep: frozenset[int] = frozenset()


def is_header(entry: int) -> bool:
    """Entries are row ids; a section's header is a negative code among them."""
    return entry < 0


def common_ends(one: array[int], other: array[int]) -> tuple[int, int]:
    """How many entries both begin with, and how many of the rest both end with; compared without Python."""
    shorter = min(len(one), len(other))
    head = _longest(shorter, lambda count: one[:count] == other[:count])
    tail = _longest(shorter - head, lambda count: one[len(one) - count :] == other[len(other) - count :])
    return head, tail


def _longest(most: int, same: Callable[[int], bool]) -> int:
    """The largest count for which `same` holds; it holds for all smaller ones."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if same(middle):
            low = middle
        else:
            high = middle - 1
    return low


def steps_between(shown: array[int], target: array[int]) -> list[Step]:
    """The moves that make `target` of `shown`; entries that stay keep their identity."""
    head, tail = common_ends(shown, target)
    inner = _inner_steps(shown[head : len(shown) - tail], target[head : len(target) - tail])
    before, after = shown[:head], shown[len(shown) - tail :]
    moved: list[Step] = []
    for step in inner:
        match step:
            case Remove(first, last):
                moved.append(Remove(first + head, last + head))
            case Insert(first, entries):
                moved.append(Insert(first + head, entries))
            case Reorder(entries):
                moved.append(Reorder(before + entries + after))
    return moved


def _inner_steps(shown: array[int], target: array[int]) -> list[Step]:
    if shown == target:
        return []
    if not shown:
        return [Insert(0, target)]
    if not target:
        return [Remove(0, len(shown) - 1)]
    kept_ids = set(shown) & set(target)
    kept = array("q", (entry for entry in shown if entry in kept_ids))
    staying = array("q", (entry for entry in target if entry in kept_ids))
    found: list[Step] = _removals(shown, kept, kept_ids)
    if kept != staying:
        found.append(Reorder(staying))
    found.extend(_insertions(target, staying, kept_ids))
    return found


def _removals(shown: array[int], kept: array[int], kept_ids: set[int]) -> list[Step]:
    runs = _runs(shown, lambda entry: entry not in kept_ids)
    if len(runs) <= MANY_RUNS:
        return [Remove(first, last) for first, last in reversed(runs)]
    gathered = array("q", kept)
    gathered.extend(entry for entry in shown if entry not in kept_ids)
    return [Reorder(gathered), Remove(len(kept), len(gathered) - 1)]


def _insertions(target: array[int], staying: array[int], kept_ids: set[int]) -> list[Step]:
    runs = _runs(target, lambda entry: entry not in kept_ids)
    if len(runs) <= MANY_RUNS:
        return [Insert(first, target[first : last + 1]) for first, last in runs]
    arrivals = array("q", (entry for entry in target if entry not in kept_ids))
    return [Insert(len(staying), arrivals), Reorder(target)]


def _runs(entries: Iterable[int], chosen: Callable[[int], bool]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for index, entry in enumerate(entries):
        if not chosen(entry):
            continue
        if runs and runs[-1][1] == index - 1:
            runs[-1] = (runs[-1][0], index)
        else:
            runs.append((index, index))
    return runs


def arrange_calmly(shown: array[int], wanted: array[int], glance: Glance) -> Arrangement:
    """`wanted` as far as it moves nothing that is being looked at; the rest waits for the person's R.

    Rows leave at once, but for those in `glance.keep`. Arrivals come at once outside the glance.
    """
    head, tail = common_ends(shown, wanted)
    if head and is_header(shown[head - 1]):
        head -= 1  # a header belongs to what follows it
    before, after = shown[:head], shown[len(shown) - tail :]
    found = _arrange_middle(
        shown[head : len(shown) - tail],
        wanted[head : len(wanted) - tail],
        Glance(glance.first - head, glance.last - head, glance.keep),
        after[0] if after else -1,
        at_top=head == 0 and glance.first == 0 and len(shown) > 0,
    )
    return Arrangement(before + found.entries + after, found.waiting, found.reordered)


def _arrange_middle(
    shown: array[int], wanted: array[int], glance: Glance, following: int, at_top: bool
) -> Arrangement:
    wanted_ids, shown_ids = set(wanted), set(shown)
    kept = [entry for entry in shown if entry in wanted_ids or entry in glance.keep or is_header(entry)]
    common = [entry for entry in wanted if entry in shown_ids and not is_header(entry)]
    if common != [entry for entry in shown if entry in wanted_ids and not is_header(entry)]:
        strangers = sum(1 for entry in wanted if entry not in shown_ids and not is_header(entry))
        return Arrangement(_without_bare_headers(kept, following), strangers, True)
    inserts, waiting = _harmless_arrivals(shown, wanted, shown_ids, glance, at_top)
    merged: list[int] = list(inserts.get(None, ()))
    for entry in kept:
        merged.append(entry)
        merged.extend(inserts.get(entry, ()))
    return Arrangement(_without_bare_headers(merged, following), waiting)


def _harmless_arrivals(
    shown: array[int], wanted: array[int], shown_ids: set[int], glance: Glance, at_top: bool
) -> tuple[dict[int | None, list[int]], int]:
    """Runs of new entries by the shown entry they follow, and the number of rows that must wait."""
    place = {entry: index for index, entry in enumerate(shown)}
    inserts: dict[int | None, list[int]] = {}
    for first, last in _runs(wanted, lambda entry: entry not in shown_ids):
        before = wanted[first - 1] if first else None
        inserts[before] = list(wanted[first : last + 1])
    waiting = 0
    for before in list(inserts):
        position = 0 if before is None else place[before] + 1
        if glance.first < position <= glance.last or (position == 0 and at_top):
            waiting += sum(1 for entry in inserts.pop(before) if not is_header(entry))
    return inserts, waiting


def _without_bare_headers(entries: Sequence[int], following: int) -> array[int]:
    """A header with no row under it says nothing; `following` is what comes after the last entry."""
    tidy = array("q")
    for index, entry in enumerate(entries):
        after = entries[index + 1] if index + 1 < len(entries) else following
        if not (is_header(entry) and is_header(after)):
            tidy.append(entry)
    return tidy
