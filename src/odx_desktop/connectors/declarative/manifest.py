"""What a manifest may say, with its defaults: lists, detail, people, actions. Unknown keys are errors."""

# ruff: noqa: RUF012 - msgspec copies empty defaults for each instance
from __future__ import annotations

from typing import Literal

import msgspec

from odx_desktop.connectors.declarative.shape import (
    Auth,
    Condition,
    Connector,
    Csrf,
    Enums,
    Field,
    Http,
    Map,
    Part,
    PersonField,
    Request,
    Scalar,
    Setting,
    SignOn,
    Text,
)
from odx_desktop.domain.action import ActionKind, CommentRule, Effect, Nature, ParamType
from odx_desktop.domain.work_item import BodyFormat, Scope


class Paging(Part, frozen=True, kw_only=True):
    """`start`, `size`, `into` are query parameters; `total`, `more`, `next` are paths in the answer."""

    style: Literal["none", "offset", "page", "has_more", "cursor", "link_header", "next_url"] = "none"
    start: str = "offset"
    size: str = "limit"
    page_size: int = 100
    first: int = 1
    total: str = ""
    more: str = ""
    next: str = ""
    into: str = ""


class Delta(Part, frozen=True, kw_only=True):
    """`query` replaces and `drop` leaves out parameters of the listing while a delta runs.

    since: `param` carries `format` with `{since}` in UTC by `time_format`. token_url: the answer's
    `delta_link` is kept whole; `removed` is a list of what left (ids, or objects that the map's key
    fits); an answer with a status in `reset` means listing anew.
    """

    style: Literal["none", "since", "token_url"] = "none"
    param: str = ""
    format: str = "{since}"
    time_format: str = "%Y-%m-%dT%H:%M:%SZ"
    overlap_s: float = 120.0
    query: dict[str, Scalar | list[str]] = {}
    drop: list[str] = []
    delta_link: str = ""
    removed: str = ""
    reset: tuple[int, ...] = (410,)


class ForEach(Part, frozen=True, kw_only=True):
    path: str
    items: str
    as_: str = msgspec.field(name="as", default="parent")


class Listing(Part, frozen=True, kw_only=True):
    scope: Scope = Scope.MINE
    request: Request
    items: str
    for_each: ForEach | None = None
    page: Paging = Paging()
    delta: Delta = Delta()
    full_sweep_s: float = 900.0


class IdentityMap(Part, frozen=True, kw_only=True):
    id: str
    name: str = ""
    email: str = ""
    groups: str = ""
    more: dict[str, str] = {}


class GroupsSpec(Part, frozen=True, kw_only=True):
    """Where my groups are told apart from the identity; `id` is a path in each row."""

    path: str
    query: dict[str, Scalar | list[str]] = {}
    items: str
    id: str


class IdentitySpec(Part, frozen=True, kw_only=True):
    path: str
    query: dict[str, Scalar | list[str]] = {}
    map: IdentityMap
    groups: GroupsSpec | None = None


class Link(Part, frozen=True, kw_only=True):
    url: str


class BodySpec(Part, frozen=True, kw_only=True):
    """`format_path`: where the source tells the format itself; `format` stands where it does not."""

    path: str
    format: BodyFormat = BodyFormat.TEXT
    format_path: str = ""


class LineMap(Part, frozen=True, kw_only=True):
    key: str
    title: str
    quantity: str = ""
    unit_price: str = ""
    amount: str = ""
    currency: str = ""
    state: str = ""


class Lines(Part, frozen=True, kw_only=True):
    path: str = ""
    query: dict[str, Scalar | list[str]] = {}
    items: str
    map: LineMap
    currency: str = ""


class RouteMap(Part, frozen=True, kw_only=True):
    person: str
    person_id: str = ""
    state: str = ""
    at: str = ""
    note: str = ""


class Route(Part, frozen=True, kw_only=True):
    items: str
    map: RouteMap
    states: dict[str, Literal["done", "current", "next", "declined"]] = {}


class CommentMap(Part, frozen=True, kw_only=True):
    id: str
    text: str
    author: PersonField | None = None
    at: Field | None = None


class Comments(Part, frozen=True, kw_only=True):
    path: str = ""
    query: dict[str, Scalar | list[str]] = {}
    items: str
    map: CommentMap
    format: BodyFormat = BodyFormat.TEXT


class AttachmentMap(Part, frozen=True, kw_only=True):
    id: str
    name: str
    size: str = ""
    media_type: str = ""
    link: str = ""


class Attachments(Part, frozen=True, kw_only=True):
    """`fetch` is a template of the file's address; else `map.link` gives it."""

    path: str = ""
    query: dict[str, Scalar | list[str]] = {}
    items: str
    map: AttachmentMap
    fetch: str = ""


class Probe(Part, frozen=True, kw_only=True):
    """Asked when the item does not tell whether it is mine (assigned to a group): any item means yes."""

    path: str
    query: dict[str, Scalar | list[str]] = {}
    items: str


class Detail(Part, frozen=True, kw_only=True):
    path: str
    query: dict[str, Scalar | list[str]] = {}
    item: str = "@"
    needed: bool = False
    body: BodySpec | None = None
    lines: Lines | None = None
    route: Route | None = None
    comments: Comments | None = None
    attachments: Attachments | None = None
    mine: Probe | None = None


class PeopleMap(Part, frozen=True, kw_only=True):
    id: str
    name: str
    email: str = ""
    group_when: Condition | None = None


class PeopleSpec(Part, frozen=True, kw_only=True):
    path: str
    query: dict[str, Scalar | list[str]] = {}
    items: str
    map: PeopleMap


class Param(Part, frozen=True, kw_only=True):
    name: str
    type: ParamType = ParamType.TEXT
    label: Text
    required: bool = False
    choices: list[dict[str, str]] = []


class ChangedBy(Part, frozen=True, kw_only=True):
    person: str = ""
    person_id: str = ""
    at: str = ""


class Idempotency(Part, frozen=True, kw_only=True):
    header: str = "Idempotency-Key"
    ttl_s: float = 86400.0


class Way(Part, frozen=True, kw_only=True):
    """How an action is sent and proved: shared by the manifest's own actions and by the server's."""

    request: Request
    params: list[Param] = []
    per_line: bool = False
    if_match: bool = False
    ok: list[int] = []
    effect: Effect = Effect.SET
    confirm: Literal["reread", "absent", "none"] = "reread"
    applied_when: Condition | None = None
    changed_by: ChangedBy | None = None
    idempotency: Idempotency | None = None


class ActionSpec(Way, frozen=True, kw_only=True):
    id: str
    kind: ActionKind
    label: Text
    nature: Nature | None = None
    comment: CommentRule = CommentRule.NONE
    when: Condition | None = None


class OfferMap(Part, frozen=True, kw_only=True):
    id: str
    label: str
    label_fr: str = ""
    kind: str = ""
    nature: str = ""
    comment: str = ""
    per_line: str = ""
    effect: str = ""


class KindBy(Part, frozen=True, kw_only=True):
    field: str
    values: dict[str, ActionKind] = {}
    default: ActionKind = ActionKind.OTHER


class ActionsFrom(Way, frozen=True, kw_only=True):
    """The server's own list of what is allowed now. Conditions and templates see it as `offer.*`."""

    path: str = ""
    items: str
    map: OfferMap
    kind_by: KindBy | None = None
    comment: CommentRule = CommentRule.OPTIONAL
    when: Condition | None = None
    params_for: dict[str, list[Param]] = {}


class Outcome(Part, frozen=True, kw_only=True):
    when: Condition
    is_: Literal[
        "accepted",
        "refused",
        "needs_input",
        "forbidden",
        "gone",
        "taken",
        "stale",
        "retry",
        "sign_in",
        "step_up",
    ] = msgspec.field(name="is")


class ErrorSpec(Part, frozen=True, kw_only=True):
    message: str = ""


class Manifest(Part, frozen=True, kw_only=True):
    schema: Literal[1]
    connector: Connector
    settings: dict[str, Setting] = {}
    auth: Auth = Auth()
    sign_on: SignOn | None = None
    csrf: Csrf | None = None
    http: Http = Http()
    identity: IdentitySpec | None = None
    listings: list[Listing] = msgspec.field(name="list")
    map: Map
    enum: Enums = Enums()
    link: Link | None = None
    detail: Detail
    people: PeopleSpec | None = None
    actions_from: ActionsFrom | None = None
    action: list[ActionSpec] = []
    outcome: list[Outcome] = []
    error: ErrorSpec = ErrorSpec()
