"""Every reason in plain words, for the window and the command line alike; values are shown as plain text."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime

from odx_desktop.domain.action import ActionState
from odx_desktop.domain.reason import Reason
from odx_desktop.text.action_reasons import ACTION_WORDINGS
from odx_desktop.text.actions import state_words
from odx_desktop.text.catalogue import msgid
from odx_desktop.text.escape import one_line
from odx_desktop.text.formats import moment_words
from odx_desktop.text.profile_reasons import PROFILE_WORDINGS
from odx_desktop.text.source_reasons import SOURCE_WORDINGS
from odx_desktop.text.store_reasons import STORE_WORDINGS
from odx_desktop.text.wording import Wording, told

WORDINGS: Mapping[str, Wording] = {
    **SOURCE_WORDINGS,
    **STORE_WORDINGS,
    **PROFILE_WORDINGS,
    **ACTION_WORDINGS,
}

# Of a code that nobody gave words to; tests keep this from happening with a code of ours.
_UNTOLD = Wording(
    (msgid("Something happened that this program has no words for. What was saved before is safe."),),
    (msgid("Give the reference and the log to your support desk."),),
)
_TIMES = frozenset({"when", "until", "at", "since", "time"})
# Crockford's base 32: no letter that can be taken for a digit when read aloud.
_DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def sentence(reason: Reason, now: datetime | None = None) -> str:
    """What happened, and whether work is safe, in the current language."""
    return told(_wording(reason).says, _values(reason, now))


def next_step(reason: Reason, now: datetime | None = None) -> str:
    """What the person can do about it, or that nothing is needed."""
    return told(_wording(reason).then, _values(reason, now))


def reference(reason: Reason) -> str:
    """Four characters that are the same for the same code and values: to read aloud, to find in the log."""
    digest = hashlib.blake2b(repr((reason.code, reason.values)).encode(), digest_size=4).digest()
    figure = int.from_bytes(digest, "big")
    return "".join(_DIGITS[(figure >> shift) & 31] for shift in (15, 10, 5, 0))


def has_words(code: str) -> bool:
    return code in WORDINGS


def _wording(reason: Reason) -> Wording:
    return WORDINGS.get(reason.code, _UNTOLD)


def _values(reason: Reason, now: datetime | None) -> dict[str, str]:
    spoken = {name: one_line(value) for name, value in reason.values}
    for name in _TIMES & spoken.keys():
        spoken[name] = _time_words(spoken[name], now)
    if spoken.get("state") in set(ActionState):
        spoken["state"] = state_words(ActionState(spoken["state"]))
    if "message" in spoken:
        spoken["message"] = _as_sentence(spoken["message"])
    return spoken


def _time_words(text: str, now: datetime | None) -> str:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    return moment_words(moment, now or datetime.now(UTC)) if moment.tzinfo else text


def _as_sentence(message: str) -> str:
    """A source's own message ends like a sentence, so that ours can follow it."""
    return message if not message or message[-1] in ".!?…" else f"{message}."
