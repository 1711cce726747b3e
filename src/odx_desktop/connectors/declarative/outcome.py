"""What an answer to a write means: the manifest's rules first, then the defaults of design.md section 5."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto

from odx_desktop.connectors.declarative.condition import Answer, compile_condition
from odx_desktop.connectors.declarative.manifest import Manifest, Way
from odx_desktop.connectors.declarative.paths import optional_getter
from odx_desktop.connectors.declarative.scope import Bindings, as_text
from odx_desktop.domain.errors import ContractBroken
from odx_desktop.domain.reason import Reason
from odx_desktop.domain.send_result import (
    Conflict,
    Later,
    NeedsInput,
    Refused,
    SendResult,
    SignInNeeded,
    Unknown,
)
from odx_desktop.http.message import HttpResponse


class Done(Enum):
    """The source says it did it; only reading back can confirm."""

    DONE = auto()


class Outcomes:
    """Compiled from `[[outcome]]` and `[error]`."""

    def __init__(self, manifest: Manifest) -> None:
        self._rules = tuple((compile_condition(rule.when), rule.is_) for rule in manifest.outcome)
        self._message = optional_getter(manifest.error.message)

    def of(self, response: HttpResponse, way: Way, bindings: Bindings) -> SendResult | Done:
        answer = Answer(response.status, response.headers, _body(response))
        for test, word in self._rules:
            if test(bindings, answer):
                return self._named(word, response, answer.body)
        return self._default(response, way, answer.body)

    def message(self, body: object) -> str:
        """The source's own words for why not, at most 500 characters."""
        found = self._message(body) if self._message is not None else None
        words = "; ".join(as_text(one) for one in found) if isinstance(found, list) else as_text(found)
        return words.strip()[:500]

    def _named(self, word: str, response: HttpResponse, body: object) -> SendResult | Done:
        message, status = self.message(body), str(response.status)
        refused = Reason.of("action.refused", message=message, status=status)
        meanings: dict[str, Callable[[], SendResult | Done]] = {
            "accepted": lambda: Done.DONE,
            "refused": lambda: Refused(refused),
            "forbidden": lambda: Refused(Reason.of("action.forbidden", message=message)),
            "needs_input": lambda: NeedsInput(refused),
            "gone": lambda: Conflict(Reason.of("action.gone")),
            "taken": lambda: Conflict(Reason.of("action.conflict", message=message)),
            "stale": lambda: Conflict(Reason.of("action.changed_elsewhere", message=message)),
            "retry": lambda: Later(_later(response), response.retry_at),
            "sign_in": lambda: SignInNeeded(Reason.of("source.sign_in")),
            "step_up": lambda: SignInNeeded(Reason.of("source.step_up"), step_up=True),
        }
        return meanings[word]()

    def _default(self, response: HttpResponse, way: Way, body: object) -> SendResult | Done:
        status = response.status
        if 200 <= status < 300:
            agreed = status in way.ok if way.ok else not response.is_html
            return Done.DONE if agreed else self._not_agreed(response)
        words = {
            401: "sign_in",
            403: "forbidden",
            404: "gone",
            410: "gone",
            409: "taken",
            412: "stale",
            429: "retry",
            503: "retry",
        }
        # A proxy's own "not found" page says nothing about the item.
        if status in words and not (status in (404, 410) and response.is_html):
            return self._named(words[status], response, body)
        if 400 <= status < 500:
            return self._named("refused", response, body)
        return self._not_agreed(response)

    def _not_agreed(self, response: HttpResponse) -> Unknown:
        code = "source.portal" if response.is_html else "source.server_error"
        return Unknown(Reason.of("action.no_answer", why=code, status=str(response.status)))


def _later(response: HttpResponse) -> Reason:
    until = response.retry_at.isoformat() if response.retry_at is not None else ""
    return Reason.of("source.throttled", until=until)


def _body(response: HttpResponse) -> object:
    """The JSON of the answer, None when it has none: a refusal without words is still a refusal."""
    if not response.content:
        return None
    try:
        return response.json()
    except ContractBroken:
        return None
