"""The ways of acting that a manifest offers on an item, compiled: its own, and the server's list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from odx_desktop.connectors.declarative.condition import Test, compile_condition
from odx_desktop.connectors.declarative.manifest import ActionsFrom, ActionSpec, Manifest, Param, Way
from odx_desktop.connectors.declarative.paths import Getter, getter, optional_getter
from odx_desktop.connectors.declarative.scope import Bindings, as_text
from odx_desktop.connectors.declarative.shape import Condition
from odx_desktop.connectors.declarative.values import native_id
from odx_desktop.domain.action import (
    ActionKind,
    ActionOffer,
    ActionParam,
    Choice,
    CommentRule,
    Effect,
    Nature,
)
from odx_desktop.domain.language import LocalizedText

_NATURES = {
    ActionKind.APPROVE: Nature.POSITIVE,
    ActionKind.COMPLETE: Nature.POSITIVE,
    ActionKind.DECLINE: Nature.NEGATIVE,
}


@dataclass(frozen=True, slots=True)
class Offered:
    """An offer with the way to carry it out, and the names that its templates may use."""

    offer: ActionOffer
    way: Way
    names: tuple[tuple[str, str], ...] = ()
    applied: Test | None = None

    def in_effect(self, bindings: Bindings) -> bool:
        return self.applied is not None and self.applied(bindings, None)


class Ways:
    """Compiled from `[[action]]` and `[actions_from]`."""

    def __init__(self, manifest: Manifest) -> None:
        self._own = tuple(_Own(spec) for spec in manifest.action)
        spec = manifest.actions_from
        self._served = _Served(spec) if spec is not None else None

    @property
    def served_path(self) -> str:
        """Where the server's list must be asked for; empty when it is part of the detail, or none."""
        return self._served.spec.path if self._served is not None else ""

    @property
    def kinds(self) -> frozenset[str]:
        own = {way.spec.kind.value for way in self._own}
        by = self._served.spec.kind_by if self._served is not None else None
        return frozenset(own | ({kind.value for kind in by.values.values()} if by is not None else set()))

    @property
    def key_lifetime_s(self) -> float | None:
        """The shortest life of an idempotency key, None unless every way of acting honours one."""
        ways: list[Way] = [way.spec for way in self._own]
        ways.extend([self._served.spec] if self._served is not None else [])
        lives = [way.idempotency.ttl_s for way in ways if way.idempotency is not None]
        return min(lives) if ways and len(lives) == len(ways) else None

    def on(self, bindings: Bindings, served: object) -> tuple[Offered, ...]:
        """What is offered on the item in `bindings`; `served` is the JSON that holds the server's list.

        What a status or owner already is, is no offer: such a set would change nothing.
        """
        found = [offered for way in self._own if (offered := way.on(bindings)) is not None]
        if self._served is not None:
            found.extend(self._served.on(bindings, served))
        return tuple(found)

    def find(self, offer_id: str, bindings: Bindings, served: object) -> Offered | None:
        return next((one for one in self.on(bindings, served) if one.offer.id == offer_id), None)

    def of_action(self, offer_id: str) -> Offered | None:
        """The way of an offer by its id alone, when the item no longer offers it."""
        own = next((way.always() for way in self._own if way.spec.id == offer_id), None)
        if own is not None or self._served is None:
            return own
        return self._served.always(offer_id)


def _compiled(condition: Condition | None) -> Test | None:
    return compile_condition(condition) if condition is not None else None


def _param(spec: Param) -> ActionParam:
    choices = tuple(
        Choice(one.get("value", ""), LocalizedText(one.get("en", ""), one.get("fr", "")))
        for one in spec.choices
    )
    label = LocalizedText(spec.label.en, spec.label.fr)
    return ActionParam(spec.name, spec.type, label, spec.required, choices)


class _Own:
    def __init__(self, spec: ActionSpec) -> None:
        self.spec = spec
        self._when, self._applied = _compiled(spec.when), _compiled(spec.applied_when)
        self._offer = ActionOffer(
            spec.id,
            spec.kind,
            LocalizedText(spec.label.en, spec.label.fr),
            spec.nature or _NATURES.get(spec.kind, Nature.NEUTRAL),
            spec.comment,
            tuple(_param(param) for param in spec.params),
            spec.per_line,
            spec.effect,
        )

    def always(self) -> Offered:
        return Offered(self._offer, self.spec, (), self._applied)

    def on(self, bindings: Bindings) -> Offered | None:
        offered = self._when is None or self._when(bindings, None)
        return self.always() if offered else None


class _Served:
    def __init__(self, spec: ActionsFrom) -> None:
        self.spec = spec
        self._items = getter(spec.items)
        self._id, self._label = getter(spec.map.id), getter(spec.map.label)
        self._label_fr = optional_getter(spec.map.label_fr)
        self._kind, self._nature = optional_getter(spec.map.kind), optional_getter(spec.map.nature)
        self._comment = optional_getter(spec.map.comment)
        self._per_line, self._effect = optional_getter(spec.map.per_line), optional_getter(spec.map.effect)
        self._kind_field: Getter | None = getter(spec.kind_by.field) if spec.kind_by is not None else None
        self._when, self._applied = _compiled(spec.when), _compiled(spec.applied_when)

    def always(self, offer_id: str) -> Offered:
        label = LocalizedText.of_source(offer_id)
        return self._offered(ActionOffer(offer_id, ActionKind.OTHER, label, effect=self.spec.effect))

    def on(self, bindings: Bindings, served: object) -> Iterator[Offered]:
        rows = self._items(served)
        for row in rows if isinstance(rows, list) else []:
            offer = self._offer(row)
            if offer is None:
                continue
            offered = self._offered(offer)
            here = bindings.with_names(dict(offered.names))
            if self._when is not None and not self._when(here, None):
                continue
            if self.spec.effect is Effect.SET and not offer.params and self._is_so(offered, here):
                continue
            yield offered

    def _is_so(self, offered: Offered, here: Bindings) -> bool:
        return offered.in_effect(replace(here, comment_shown=True))

    def _offered(self, offer: ActionOffer) -> Offered:
        names = (("offer.id", offer.id), ("offer.label", offer.label.en), ("offer.kind", offer.kind.value))
        return Offered(offer, self.spec, names, self._applied)

    def _offer(self, row: object) -> ActionOffer | None:
        native = native_id(self._id(row))
        if native is None:
            return None
        kind = self._kind_of(row)
        params = self.spec.params_for.get(kind.value, self.spec.params)
        return ActionOffer(
            native,
            kind,
            self._label_of(row, native),
            self._nature_of(row, kind),
            self._comment_of(row),
            tuple(_param(param) for param in params),
            self._per_line(row) is True if self._per_line is not None else self.spec.per_line,
            self._effect_of(row),
        )

    def _effect_of(self, row: object) -> Effect:
        word = as_text(self._effect(row)) if self._effect is not None else ""
        return Effect(word) if word in set(Effect) else self.spec.effect

    def _label_of(self, row: object, native: str) -> LocalizedText:
        english = as_text(self._label(row)) or native
        french = as_text(self._label_fr(row)) if self._label_fr is not None else ""
        return LocalizedText(english, french) if french else LocalizedText.of_source(english)

    def _kind_of(self, row: object) -> ActionKind:
        word = as_text(self._kind(row)) if self._kind is not None else ""
        if word in set(ActionKind):
            return ActionKind(word)
        by = self.spec.kind_by
        if by is None or self._kind_field is None:
            return ActionKind.OTHER
        return by.values.get(as_text(self._kind_field(row)), by.default)

    def _nature_of(self, row: object, kind: ActionKind) -> Nature:
        word = as_text(self._nature(row)).lower() if self._nature is not None else ""
        return Nature(word) if word in set(Nature) else _NATURES.get(kind, Nature.NEUTRAL)

    def _comment_of(self, row: object) -> CommentRule:
        word = as_text(self._comment(row)).lower() if self._comment is not None else ""
        if word in set(CommentRule):
            return CommentRule(word)
        return {"true": CommentRule.REQUIRED, "false": CommentRule.OPTIONAL}.get(word, self.spec.comment)
