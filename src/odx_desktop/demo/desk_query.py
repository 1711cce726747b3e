"""Encoded queries of the Table API, as far as clients of an inbox use them.

Src of the forms: servicenow.github.io/sdk/guides/query-guide. As there, a condition that cannot be read or
names an unknown field is left out, which widens the answer: a client has to look at what it got.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial

from odx_desktop.demo.desk_tables import DeskTables, Record

Condition = Callable[[Record], bool]

_CONDITION = re.compile(
    r"^(?P<path>[a-z_0-9.]+)"
    r"(?P<operator>ISEMPTY|ISNOTEMPTY|NOT IN|IN|NOT LIKE|LIKE|STARTSWITH|DYNAMIC|!=|>=|<=|>|<|=)"
    r"(?P<value>.*)$",
    re.DOTALL,
)
_ME = ("javascript:gs.getUserID()", "90d1921e5f510100a9ad2572f2b477fe")
_MY_GROUPS = ("javascript:getMyGroups()", "d6435e965f510100a9ad2572f2b47744")


@dataclass(slots=True)
class Query:
    """Any of `groups`, each all of its clauses, each any of its conditions; then the order."""

    groups: list[list[list[Condition]]] = field(default_factory=lambda: [[]])
    order: list[tuple[str, bool]] = field(default_factory=list)

    def matches(self, record: Record) -> bool:
        return any(
            all(any(condition(record) for condition in clause) for clause in group) for group in self.groups
        )


class QueryReader:
    def __init__(self, tables: DeskTables, me: str) -> None:
        self._tables = tables
        self._me = me

    def read(self, text: str) -> Query:
        query = Query()
        for part in re.split(r"\^(?!\^)", text):
            self._read_part(query, part)
        return query

    def select(self, text: str, records: Iterable[Record]) -> list[Record]:
        query = self.read(text)
        found = [record for record in records if query.matches(record)]
        for path, descending in reversed(query.order):
            found.sort(key=partial(self._tables.walk, path=path), reverse=descending)
        return found

    def _read_part(self, query: Query, part: str) -> None:
        if not part or part == "EQ":
            return
        if part.startswith("ORDERBY"):
            descending = part.startswith("ORDERBYDESC")
            query.order.append((part.removeprefix("ORDERBYDESC").removeprefix("ORDERBY"), descending))
            return
        if part.startswith("NQ"):
            query.groups.append([])
            part = part[2:]
        joins = part.startswith("OR")
        condition = self._condition(part[2:] if joins else part)
        if condition is None:
            return
        clauses = query.groups[-1]
        if joins and clauses:
            clauses[-1].append(condition)
        else:
            clauses.append([condition])

    def _condition(self, text: str) -> Condition | None:
        match = _CONDITION.match(text)
        if match is None or match["path"].partition(".")[0] not in self._tables.fields:
            return None
        path, operator, value = match["path"], match["operator"], match["value"]
        values = self._values(operator, value)
        walk = self._tables.walk
        tests: dict[str, Callable[[str], bool]] = {
            "ISEMPTY": lambda got: got == "",
            "ISNOTEMPTY": lambda got: got != "",
            "=": lambda got: got in values,
            "DYNAMIC": lambda got: got in values,
            "IN": lambda got: got in values,
            "!=": lambda got: got not in values,
            "NOT IN": lambda got: got not in values,
            "LIKE": lambda got: value.casefold() in got.casefold(),
            "NOT LIKE": lambda got: value.casefold() not in got.casefold(),
            "STARTSWITH": lambda got: got.casefold().startswith(value.casefold()),
            ">=": lambda got: got >= value,
            "<=": lambda got: got <= value,
            ">": lambda got: got > value,
            "<": lambda got: got < value,
        }
        test = tests[operator]
        return lambda record: test(walk(record, path))

    def _values(self, operator: str, value: str) -> frozenset[str]:
        if value in _ME:
            return frozenset({self._me})
        if value in _MY_GROUPS:
            return self._tables.groups_of(self._me)
        return frozenset(value.split(",")) if operator in ("IN", "NOT IN") else frozenset({value})
