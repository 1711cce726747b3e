"""Who works in the demo organisation, and under which id each system knows them: read from one file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from odx_desktop.demo.content import Template, read_templates
from odx_desktop.domain.language import LocalizedText


@dataclass(frozen=True, slots=True)
class Absence:
    """Days relative to today; the substitute acts meanwhile."""

    from_days: int
    until_days: int
    substitute: str


@dataclass(frozen=True, slots=True)
class Person:
    """`id` is the organisation's own short name; `ids` maps a system to the id it uses.

    `language` is what they write in, `desk_language` what their profile at the service desk is set to.
    """

    id: str
    name: str
    language: str
    title: LocalizedText
    load: float
    team: str
    ids: Mapping[str, str]
    email: str
    desk_language: str
    away: Absence | None = None


@dataclass(frozen=True, slots=True)
class Team:
    id: str
    name: LocalizedText
    manager: str | None
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Queue:
    """A group of one system; `owner` answers for it, and the one without is the queue nobody owns."""

    id: str
    system: str
    name: LocalizedText
    teams: tuple[str, ...]
    owner: str | None
    neglected: bool


@dataclass(frozen=True, slots=True)
class Role:
    id: str
    name: LocalizedText
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class System:
    id: str
    name: LocalizedText
    speaks: str


@dataclass(frozen=True, slots=True)
class ToldItem:
    """One item that exists in every run, whatever the seed. Days are relative to today."""

    template: str
    number: int
    requester: str
    created_days: int
    due_days: int
    assignee: str | None = None
    queue: str | None = None
    step: int = 1
    steps: tuple[str, ...] = ()
    closed: str = ""
    slots: Mapping[str, str | int] = field(default_factory=dict)
    lines: tuple[tuple[str, str, LocalizedText], ...] = ()


@dataclass(frozen=True, slots=True)
class Organisation:
    name: LocalizedText
    currency: str
    places: tuple[str, ...]
    suppliers: tuple[str, ...]
    cost_centres: tuple[str, ...]
    systems: Mapping[str, System]
    personas: Mapping[str, str]
    people: Mapping[str, Person]
    teams: Mapping[str, Team]
    queues: Mapping[str, Queue]
    roles: Mapping[str, Role]
    templates: tuple[Template, ...]
    told: tuple[ToldItem, ...]
    remarks: Mapping[str, tuple[LocalizedText, ...]]

    def remarks_for(self, kind: str, system: str) -> tuple[LocalizedText, ...]:
        """What people write there when they do that."""
        return self.remarks.get(f"{kind}_{system}") or self.remarks[kind]

    def by_system_id(self, system: str) -> dict[str, Person]:
        return {person.ids[system]: person for person in self.people.values()}

    def reportees(self, manager: str) -> frozenset[str]:
        """Everybody who reports to that person, directly or through a supervisor."""
        teams = [team for team in self.teams.values() if team.manager == manager]
        return frozenset(member for team in teams for member in team.members)

    def around(self, queue: Queue) -> tuple[str, ...]:
        """The members of the teams that a queue belongs to."""
        return tuple(member for team in queue.teams for member in self.teams[team].members)

    def claimants(self, queue: Queue) -> tuple[str, ...]:
        """Who may take from it: nobody, where nobody owns it. That is how such a queue comes about."""
        return () if queue.neglected else self.around(queue)


def read_organisation(path: Path) -> Organisation:
    """Raises OSError, tomllib.TOMLDecodeError, or KeyError naming what is missing."""
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    ministry = raw["ministry"]
    people = {
        entry["id"]: _person(entry, team["id"], ministry["domain"])
        for team in raw["team"]
        for entry in team["people"]
    }
    return Organisation(
        name=local(ministry["name"]),
        currency=ministry["currency"],
        places=tuple(ministry["places"]),
        suppliers=tuple(ministry["suppliers"]),
        cost_centres=tuple(ministry["cost_centres"]),
        systems={
            entry["id"]: System(entry["id"], local(entry["name"]), entry["speaks"]) for entry in raw["system"]
        },
        personas=raw["personas"],
        people=people,
        teams={entry["id"]: _team(entry) for entry in raw["team"]},
        queues={entry["id"]: _queue(entry) for entry in raw["queue"]},
        roles={e["id"]: Role(e["id"], local(e["name"]), tuple(e["people"])) for e in raw["role"]},
        templates=tuple(t for name in raw["content"] for t in read_templates(path.parent / name)),
        told=tuple(_told(entry) for entry in raw["told"]),
        remarks={kind: tuple(local(text) for text in texts) for kind, texts in raw["remarks"].items()},
    )


def local(raw: Mapping[str, str]) -> LocalizedText:
    return LocalizedText(raw["en"], raw["fr"])


_SYSTEMS_WITH_IDS = ("hr", "eprocurement", "service-desk", "to-dos")


def _person(entry: Mapping[str, Any], team: str, domain: str) -> Person:
    ids = {system: entry[system] for system in _SYSTEMS_WITH_IDS}
    away = entry.get("away")
    return Person(
        id=entry["id"],
        name=entry["name"],
        language=entry["language"],
        title=local(entry["title"]),
        load=float(entry["load"]),
        team=team,
        ids=ids,
        email=f"{ids['service-desk']}@{domain}",
        desk_language=entry.get("desk_language", entry["language"]),
        away=None if away is None else Absence(away["from_days"], away["until_days"], away["substitute"]),
    )


def _team(entry: Mapping[str, Any]) -> Team:
    return Team(
        entry["id"], local(entry["name"]), entry.get("manager"), tuple(p["id"] for p in entry["people"])
    )


def _queue(entry: Mapping[str, Any]) -> Queue:
    return Queue(
        entry["id"],
        entry["system"],
        local(entry["name"]),
        tuple(entry["teams"]),
        entry.get("owner"),
        entry.get("neglected", False),
    )


def _told(entry: Mapping[str, Any]) -> ToldItem:
    known = dict(entry)
    known["steps"] = tuple(entry.get("steps", ()))
    known["lines"] = tuple(
        (line["quantity"], line["price"], local(line["title"])) for line in entry.get("lines", ())
    )
    return ToldItem(**known)
