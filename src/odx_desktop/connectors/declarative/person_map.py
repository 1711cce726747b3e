"""People and groups as a source names them, out of its JSON."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from odx_desktop.connectors.declarative.condition import compile_condition
from odx_desktop.connectors.declarative.paths import getter, optional_getter
from odx_desktop.connectors.declarative.scope import Bindings
from odx_desktop.connectors.declarative.shape import Condition, PeopleList, PersonField, PersonSpec
from odx_desktop.connectors.declarative.values import native_id, text
from odx_desktop.domain.work_item import Person, PersonKind

# The same few hundred people stand in all items of a page: one value serves them all.
_person = lru_cache(maxsize=4096)(Person)
PersonOf = Callable[[object], Person | None]


def person_getter(field: PersonField | None) -> PersonOf | None:
    """A function from JSON to the person there, None where there is nobody."""
    if field is None:
        return None
    spec = PersonSpec(id=field) if isinstance(field, str) else field
    return _person_of(spec.id, spec.name, spec.email, spec.group_when)


def people_getter(spec: PeopleList) -> Callable[[object], tuple[Person, ...]]:
    items = getter(spec.items)
    one = _person_of(spec.id, spec.name, spec.email, spec.group_when)

    def get(document: object) -> tuple[Person, ...]:
        found = items(document)
        if not isinstance(found, list):
            return ()
        return tuple(person for person in (one(entry) for entry in found) if person is not None)

    return get


def _person_of(id_path: str, name_path: str, email_path: str, group_when: Condition | None) -> PersonOf:
    id_of, name_of, email_of = getter(id_path), optional_getter(name_path), optional_getter(email_path)
    is_group = compile_condition(group_when) if group_when is not None else None

    def get(document: object) -> Person | None:
        native = native_id(id_of(document))
        if native is None:
            return None
        name = text(name_of(document)) if name_of is not None else ""
        email = text(email_of(document)) if email_of is not None else ""
        if is_group is None:
            return _person(native, name or native, email or None)
        group = is_group(Bindings(document=document), None)
        kind = PersonKind.GROUP if group else PersonKind.PERSON
        return Person(native, name or native, email or None, kind)

    return get
