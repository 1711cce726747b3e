"""The building blocks of a manifest's shape: texts, conditions, requests, and how one item is mapped.

`field`, `path` and `items` hold paths in the source's own JSON: plain dotted ones are compiled to getters,
anything more is JMESPath. Text with braces is a template (see `template.py`). Times are seconds.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from odx_desktop.domain.source import AuthKind
from odx_desktop.domain.work_item import AttributeType, WorkItemState


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A table of a manifest."""


class Text(Part, frozen=True, kw_only=True):
    en: str
    fr: str


Scalar = str | int | float | bool


class Condition(Part, frozen=True, kw_only=True):
    """Several keys in one table: all of them must hold."""

    field: str | None = None
    body: str | None = None
    header: str | None = None
    status: int | list[int] | None = None
    is_: Scalar | None = msgspec.field(name="is", default=None)
    not_value: Scalar | None = msgspec.field(name="is_not", default=None)
    in_: list[Scalar] | None = msgspec.field(name="in", default=None)
    present: bool | None = None
    contains: str | None = None
    matches_start: str | None = None
    comment_shown: bool | None = None
    any: list[Condition] | None = None
    all: list[Condition] | None = None
    not_: Condition | None = msgspec.field(name="not", default=None)


class Request(Part, frozen=True, kw_only=True):
    """`body` is a structure whose texts are templates; `if_match` and idempotency are added by the engine."""

    method: Literal["GET", "POST", "PUT", "PATCH", "DELETE", "REPORT"] = "GET"
    path: str
    query: dict[str, Scalar | list[str]] = {}
    headers: dict[str, str] = {}
    body: dict[str, object] | list[object] | None = None


class Connector(Part, frozen=True, kw_only=True):
    id: str
    title: str
    min_poll_s: float = 60.0
    proved: str = ""


class Setting(Part, frozen=True, kw_only=True):
    type: Literal["string", "number", "boolean"] = "string"
    default: str = ""
    required: bool = False
    label: Text | None = None


class Login(Part, frozen=True, kw_only=True):
    request: Request
    token: str
    send: str
    ttl_s: float = 3600.0


class Auth(Part, frozen=True, kw_only=True):
    """`header` names the field that carries the secret (kind="header"); `login` is for kind="session"."""

    kind: AuthKind = AuthKind.NONE
    header: str = "Authorization"
    format: str = "{secret}"
    login: Login | None = None


class SignOn(Part, frozen=True, kw_only=True):
    scopes: list[str] = []
    resource: str = ""
    audience: str = ""


class Csrf(Part, frozen=True, kw_only=True):
    fetch: Request
    read: str
    send: str
    refresh_on: Condition | None = None


class Http(Part, frozen=True, kw_only=True):
    headers: dict[str, str] = {}
    keep_cookies: bool = False


class FieldSpec(Part, frozen=True, kw_only=True):
    """One value of the map. `zone` names the zone of times that have none ("source" is UTC)."""

    path: str
    type: Literal["text", "int", "date", "datetime", "due", "money", "ms"] = "text"
    zone: str = "UTC"
    range: list[float] | None = None
    currency: str = ""
    currency_path: str = ""
    values: dict[str, int] = {}


class PersonSpec(Part, frozen=True, kw_only=True):
    id: str
    name: str = ""
    email: str = ""
    group_when: Condition | None = None


class PeopleList(Part, frozen=True, kw_only=True):
    items: str
    id: str
    name: str = ""
    email: str = ""
    group_when: Condition | None = None


Field = str | FieldSpec
PersonField = str | PersonSpec


class AttributeSpec(Part, frozen=True, kw_only=True):
    label: Text
    path: str
    type: AttributeType = AttributeType.TEXT
    zone: str = "UTC"
    currency: str = ""
    rank: int = 0


class AttributeList(Part, frozen=True, kw_only=True):
    """Attributes that the source names itself (custom fields); `type` and `currency` are paths in each."""

    items: str
    label: str
    label_fr: str = ""
    value: str
    type: str = ""
    currency: str = ""
    rank: int = 50


class CaseKeySpec(Part, frozen=True, kw_only=True):
    kind: str
    path: str


class Map(Part, frozen=True, kw_only=True):
    key: list[str]
    title: Field
    kind: Field | None = None
    kind_fr: Field | None = None
    native_state: Field | None = None
    priority: FieldSpec | None = None
    created: Field | None = None
    updated: Field | None = None
    due: Field | None = None
    assignee: PersonField | None = None
    owner: PersonField | None = None
    requester: PersonField | None = None
    candidates: PeopleList | None = None
    amount: FieldSpec | None = None
    version: Field | None = None
    attributes: list[AttributeSpec] = []
    more_attributes: AttributeList | None = None
    case_keys: list[CaseKeySpec] = []


class Rule(Part, frozen=True, kw_only=True):
    when: Condition
    is_: WorkItemState = msgspec.field(name="is")


class StateRules(Part, frozen=True, kw_only=True):
    rules: list[Rule] = []
    default: WorkItemState = WorkItemState.READY


class Enums(Part, frozen=True, kw_only=True):
    state: StateRules = StateRules()
