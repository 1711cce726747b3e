"""Who was faster, for the conflict's sentence: from the refusal's own body, else from the item read again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from odx_desktop.connectors.declarative.manifest import ChangedBy
from odx_desktop.connectors.declarative.paths import getter
from odx_desktop.connectors.declarative.scope import as_text
from odx_desktop.connectors.declarative.values import BadValue, instant, zone_of


@dataclass(frozen=True, slots=True)
class Faster:
    """Empty texts where the source does not tell; `when` is aware UTC."""

    id: str = ""
    name: str = ""
    when: datetime | None = None


def who_was_faster(spec: ChangedBy | None, document: object) -> Faster:
    if spec is None or document is None:
        return Faster()
    name = as_text(getter(spec.person)(document)) if spec.person else ""
    id_ = as_text(getter(spec.person_id)(document)) if spec.person_id else ""
    try:
        when = instant(getter(spec.at)(document), zone_of("UTC")) if spec.at else None
    except BadValue:
        when = None
    return Faster(id_, name, when)
