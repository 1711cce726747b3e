"""A small ministry's morning, for pictures and tests: what the sources said at 10:42 on 24 November 2026."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from odx_desktop.domain.action import (
    ActionKind,
    ActionOffer,
    ActionParam,
    Choice,
    CommentRule,
    Nature,
    ParamType,
)
from odx_desktop.domain.keys import WorkItemKey
from odx_desktop.domain.language import LocalizedText
from odx_desktop.domain.reason import Reason
from odx_desktop.domain.source import Health, Source, SourceStatus
from odx_desktop.domain.work_item import (
    Attachment,
    Attribute,
    AttributeType,
    Body,
    BodyFormat,
    Comment,
    Line,
    Money,
    Person,
    PersonKind,
    Relation,
    RouteStatus,
    RouteStep,
    WorkItem,
    WorkItemDetail,
    WorkItemState,
)

NOW = datetime(2026, 11, 24, 15, 42, tzinfo=UTC)
ME = Person("ag", "Amélie Gauthier")


def both(en: str, fr: str) -> LocalizedText:
    return LocalizedText(en, fr)


def status(
    slug: str, en: str, fr: str, health: Health, minutes: int, reason: Reason | None = None
) -> SourceStatus:
    source = Source(slug, both(en, fr), "work-items", f"https://{slug}.example", user="ag")
    return SourceStatus(
        source, health, NOW - timedelta(minutes=minutes), "Amélie Gauthier", reason, tells_team=True
    )


SOURCES = (
    status("hr", "HR", "RH", Health.OK, 1),
    status("eprocurement", "eProcurement", "Achats en ligne", Health.OK, 0),
    status("finance", "Finance", "Finances", Health.SIGN_IN_NEEDED, 27, Reason.of("source.wrong_secret")),
    status("desk", "Service desk", "Centre de services", Health.OK, 2),
    status("tickets", "Tickets", "Billets", Health.NOT_REACHED, 90, Reason.of("source.not_reached")),
    status("todos", "To-dos", "Tâches", Health.OK, 0),
)


def item(
    source: str,
    native: str,
    kind: str,
    title: str,
    who: str,
    due: date | datetime | None,
    money: str = "",
    relations: frozenset[Relation] = frozenset({Relation.MINE}),
    **more: object,
) -> WorkItem:
    assignee = ME if Relation.MINE in relations else None
    return WorkItem(
        key=WorkItemKey(source, (native,)),
        kind=kind,
        title=title,
        state=WorkItemState.READY,
        native_state="Pending approval",
        created=NOW - timedelta(days=8),
        updated=NOW - timedelta(days=1),
        due=due,
        assignee=assignee,
        requester=Person(who.lower(), who),
        relations=relations,
        amount=Money(Decimal(money), "CAD") if money else None,
        link=f"https://{source}.example/{native}",
        version="1",
        **more,  # type: ignore[arg-type]
    )


def day(number: int) -> date:
    return date(2026, 11, number)


GROUP = frozenset({Relation.CANDIDATE})
ITEMS = (
    item(
        "eprocurement",
        "PO-0004411",
        "Purchase order",
        "Purchase order 4411: 40 laptops, Sudbury office",
        "Priya Raman",
        day(22),
        "48250.00",
        attributes=(
            Attribute(both("Supplier", "Fournisseur"), "Northgate Computing"),
            Attribute(both("Cost centre", "Centre de coûts"), "4820-114"),
            Attribute(both("Agreement", "Entente"), "VOR-2024-118"),
            Attribute(both("Left after", "Solde après"), "61430.00 CAD", AttributeType.MONEY),
            Attribute(both("Needed by", "Requis le"), "2026-12-11", AttributeType.DATE),
            Attribute(both("Deliver to", "Livraison"), "Sudbury, 3rd floor"),
        ),
    ),
    item(
        "finance",
        "ER-901",
        "Expense report",
        "Expense report: Thunder Bay site visits, October",
        "Daniel Osei",
        day(23),
        "1284.60",
    ),
    item(
        "desk",
        "RITM0041702",
        "Access request",
        "Access request: payroll, read only, for K. Lindqvist",
        "Karin Lindqvist",
        day(23),
    ),
    item("hr", "AB-17", "Leave", "Vacation, Dec 21 to Jan 2", "Marcus Bell", day(24)),
    item(
        "eprocurement",
        "REQ-10982",
        "Requisition",
        "Requisition 10982: winter tires, 6 fleet vehicles",
        "Joanne Tremblay",
        datetime(2026, 11, 24, 21, 0, tzinfo=UTC),
        "7416.00",
    ),
    item(
        "desk",
        "INC0010",
        "Incident",
        "Label printer offline, Kenora counter",
        "Kenora counter",
        datetime(2026, 11, 24, 19, 30, tzinfo=UTC),
        relations=GROUP,
        candidates=(Person("sd", "Service Desk North", kind=PersonKind.GROUP),),
    ),
    item("hr", "TS-46", "Timesheet", "Timesheet, week of Nov 16: 3 exceptions", "Sanjay Kapoor", day(24)),
    item("todos", "a1", "To-do", "Call the landlord: North Bay lease renewal", "Amélie Gauthier", day(26)),
    item(
        "eprocurement",
        "CA-3",
        "Contract amendment",
        "Contract amendment 3: translation services",
        "Lena Okafor",
        day(27),
        "18900.00",
    ),
    item(
        "hr",
        "POS-187342",
        "Position",
        "Fill position 187342: Program Advisor, bilingual",
        "Nadia Haddad",
        day(27),
    ),
    item("tickets", "412", "Issue", "Privacy impact assessment, draft 3: review", "Owen Castellano", day(27)),
    item(
        "hr",
        "TR-5",
        "Formation",
        "Demande de formation : gestion de projet agile, Ottawa, du 8 au 10 décembre, session en français",
        "Élodie Bérubé-Fontaine",
        day(30),
        "2140.00",
    ),
    item("tickets", "431", "Issue", "Replace the certificate of the intranet search", "Wei Zhang", None),
)

PO = ITEMS[0]
LINES = (
    Line(
        "1",
        "Laptop, 14-inch, 3-year warranty",
        Decimal(40),
        Money(Decimal("1085.00"), "CAD"),
        Money(Decimal("43400.00"), "CAD"),
    ),
    Line("2", "USB-C dock", Decimal(40), Money(Decimal("98.75"), "CAD"), Money(Decimal("3950.00"), "CAD")),
    Line(
        "3",
        "Delivery and set-up",
        Decimal(1),
        Money(Decimal("900.00"), "CAD"),
        Money(Decimal("900.00"), "CAD"),
    ),
)
OFFERS = (
    ActionOffer(
        "approve", ActionKind.APPROVE, both("Approve", "Approuver"), Nature.POSITIVE, CommentRule.OPTIONAL
    ),
    ActionOffer(
        "deny", ActionKind.DECLINE, both("Decline", "Refuser"), Nature.NEGATIVE, CommentRule.REQUIRED
    ),
    ActionOffer(
        "delegate",
        ActionKind.DELEGATE,
        both("Delegate", "Déléguer"),
        params=(ActionParam("to", ParamType.PERSON, both("To", "À"), required=True),),
        comment=CommentRule.OPTIONAL,
    ),
    ActionOffer(
        "due",
        ActionKind.SET_DUE,
        both("Change the due date", "Changer l’échéance"),
        params=(
            ActionParam("date", ParamType.DATE, both("New date", "Nouvelle date"), required=True),
            ActionParam(
                "why",
                ParamType.CHOICE,
                both("Because", "Parce que"),
                choices=(Choice("budget", both("Budget", "Budget")), Choice("other", both("Other", "Autre"))),
            ),
        ),
    ),
    ActionOffer("note", ActionKind.COMMENT, both("Comment", "Commenter"), comment=CommentRule.REQUIRED),
)
BODY = (
    "<p>The laptops replace the 2021 fleet. <b>Old laptops go back to the depot.</b></p>"
    '<img src="https://tracker.example/x.png"><script>alert(1)</script>'
    "<ul><li>Warranty runs from delivery</li><li>Docks for the third floor only</li></ul>"
)


def detail_of(work_item: WorkItem) -> WorkItemDetail:
    rich = work_item.key == PO.key
    return WorkItemDetail(
        item=work_item,
        as_of=NOW - timedelta(minutes=1),
        body=Body(BODY, BodyFormat.HTML) if rich else Body("As discussed on Monday.", BodyFormat.TEXT),
        lines=LINES if rich else (),
        route=(
            RouteStep(Person("do", "Daniel Osei"), RouteStatus.DONE, NOW - timedelta(days=7)),
            RouteStep(ME, RouteStatus.CURRENT, NOW - timedelta(days=7), is_me=True),
            RouteStep(Person("fc", "Financial Control"), RouteStatus.NEXT),
        )
        if rich
        else (),
        comments=(
            Comment(
                "c1",
                Person("do", "Daniel Osei"),
                NOW - timedelta(days=7, hours=1),
                "Price matches the Vendor of Record list. Old laptops go back to the depot.",
            ),
        )
        if rich
        else (),
        attachments=(
            Attachment("f1", "Quote, Nov 12.pdf", 188416),
            Attachment("f2", "Justification.docx", 32768),
        )
        if rich
        else (),
        offers=OFFERS,
        offers_as_of=NOW - timedelta(minutes=1),
    )
