"""What Activity says of one decision, and what the person may still do about it; no Qt, no clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from odx_desktop.domain.action import Action, ActionKind, ActionState, ActivitySection, Effect
from odx_desktop.text import current_language, tr
from odx_desktop.text.actions import done_by_me, state_words, verb
from odx_desktop.text.formats import duration_words, moment_words
from odx_desktop.text.reasons import next_step, sentence

_DOUBTS = frozenset({"action.doubt_changed", "action.doubt_unprovable"})
NOT_VERIFIED = "action.not_verified"


class Choice(StrEnum):
    """What a person may order for a decision that is already taken."""

    UNDO = "undo"
    SEND_NOW = "send_now"
    CHECK_NOW = "check_now"
    IT_IS_THERE = "it_is_there"
    SEND_AGAIN = "send_again"
    EDIT = "edit"
    OPEN = "open"
    DISCARD = "discard"


@dataclass(frozen=True, slots=True)
class ActivityWords:
    """One row: `lead` is the verb, `title` what it is about, `says` how it stands, `when` its last step."""

    lead: str
    title: str
    word: str
    says: str
    when: str

    @property
    def spoken(self) -> str:
        return f"{self.word}. {self.lead} {self.title}. {self.says} {self.when}"


def words_of(action: Action, names: Mapping[str, str], now: datetime) -> ActivityWords:
    """The words of a row at `now`; `names` maps source slugs to what the person calls them."""
    source = names.get(action.key.source, action.key.source)
    moment = action.history[-1].at if action.history else action.created
    return ActivityWords(
        lead=_lead(action),
        title=action.title,
        word=word_of(action),
        says=_says(action, source, now),
        when=moment_words(moment, now),
    )


def word_of(action: Action) -> str:
    """The word of its state; what could not be read back is never simply called confirmed."""
    return tr("Not verified") if is_unverified(action) else state_words(action.state)


def is_unverified(action: Action) -> bool:
    return action.state is ActionState.CONFIRMED and _code(action) == NOT_VERIFIED


def _lead(action: Action) -> str:
    if action.kind is ActionKind.OTHER:
        return action.offer_label.in_(current_language())
    return done_by_me(action.kind) if action.state is ActionState.CONFIRMED else verb(action.kind)


def _says(action: Action, source: str, now: datetime) -> str:
    match action.state:
        case ActionState.HELD if action.not_before is None:
            return tr("Held until you send it, to {source}.", source=source)
        case ActionState.HELD if action.not_before is not None:
            left = (action.not_before - now).total_seconds()
            return tr("Will be sent in {time}, to {source}.", time=duration_words(left), source=source)
        case ActionState.SENDING:
            return tr("Being sent to {source}.", source=source)
        case ActionState.QUEUED if action.reason is None:
            return tr("Waits for {source}. Saved on this computer.", source=source)
        case ActionState.CONFIRMED if action.reason is None:
            return tr("{source} shows your decision.", source=source)
    if action.reason is None:
        return state_words(action.state)
    return tr("{source}: {says}", source=source, says=sentence(action.reason, now))


def titled(words: ActivityWords) -> str:
    """What was decided and on what, in one line."""
    return tr("{verb}: {title}", verb=words.lead, title=words.title)


def headline(action: Action) -> str:
    """The first thing the story says, in a few words."""
    match action.state:
        case ActionState.HELD:
            return tr("Not sent yet")
        case ActionState.QUEUED:
            return tr("Saved, and on its way")
        case ActionState.SENDING:
            return tr("Being sent now")
        case ActionState.CONFIRMED:
            return tr("Said yes, not read back") if is_unverified(action) else tr("It is done")
        case ActionState.REFUSED:
            return tr("The source said no")
        case ActionState.CONFLICT:
            return tr("The item had changed")
        case ActionState.UNKNOWN:
            return tr("We do not know yet whether it arrived")
        case ActionState.NEEDS_YOU:
            return tr("Only you can tell") if _code(action) in _DOUBTS else tr("Something is missing")
    return tr("You discarded it")


def advice(action: Action, now: datetime) -> str:
    """What happens next, or what the person can do; "" where the row has said it all."""
    return next_step(action.reason, now) if action.reason else ""


def choices_of(action: Action) -> tuple[Choice, ...]:
    """What may be ordered, the most usual first."""
    match action.state:
        case ActionState.HELD:
            return (Choice.UNDO, Choice.SEND_NOW)
        case ActionState.QUEUED:
            return (Choice.SEND_NOW, Choice.UNDO)
        case ActionState.UNKNOWN:
            return (Choice.CHECK_NOW, Choice.OPEN, Choice.IT_IS_THERE, Choice.SEND_AGAIN, Choice.DISCARD)
        case ActionState.NEEDS_YOU if _code(action) in _DOUBTS:
            return (Choice.IT_IS_THERE, Choice.SEND_AGAIN, Choice.OPEN, Choice.DISCARD)
        case ActionState.NEEDS_YOU | ActionState.REFUSED:
            return (Choice.EDIT, Choice.OPEN, Choice.DISCARD)
        case ActionState.CONFLICT if action.kind is ActionKind.CLAIM:
            return (Choice.OPEN, Choice.DISCARD)  # a claim has no words to edit
        case ActionState.CONFLICT:
            return (Choice.OPEN, Choice.EDIT, Choice.DISCARD)
        case ActionState.CONFIRMED:
            return (Choice.OPEN,)
    return ()


def choice_word(choice: Choice, action: Action) -> str:
    """The words on the button; an ellipsis means that it asks something first."""
    if choice is Choice.SEND_NOW:
        return tr("Send now") if action.state is ActionState.HELD else tr("Try now")
    return {
        Choice.UNDO: tr("Undo"),
        Choice.CHECK_NOW: tr("Check now"),
        Choice.IT_IS_THERE: tr("It is there"),
        Choice.SEND_AGAIN: tr("Send it again"),
        Choice.EDIT: tr("Edit and send again…"),
        Choice.OPEN: tr("Open the item"),
        Choice.DISCARD: tr("Discard…") if action.state is ActionState.UNKNOWN else tr("Discard"),
    }[choice]


def risk(choice: Choice, action: Action, source: str) -> str:
    """What a choice means and what it may cost; "" for those that explain themselves."""
    match choice:
        case Choice.CHECK_NOW:
            return tr("We read the item again. Nothing is sent before that.")
        case Choice.IT_IS_THERE:
            return tr("You see it in {source}. It counts as confirmed, and nothing is sent.", source=source)
        case Choice.SEND_AGAIN if action.effect is Effect.SET:
            return tr("You do not see it in {source}. Sent twice, it changes nothing twice.", source=source)
        case Choice.SEND_AGAIN:
            return tr("You do not see it in {source}. If it was there, it may be there twice.", source=source)
        case Choice.EDIT:
            return tr("Change your comment, then send it as a new decision.")
        case Choice.OPEN if action.state is ActionState.CONFLICT:
            return tr("See it as it is now, then decide again.")
        case Choice.DISCARD if action.state in (ActionState.UNKNOWN, ActionState.NEEDS_YOU):
            return tr("Forget this decision here. What {source} already has stays there.", source=source)
        case Choice.DISCARD:
            return tr("Take this decision off the list. It was not carried out.")
    return ""


def section_word(section: ActivitySection) -> str:
    return {
        ActivitySection.NOT_SETTLED: tr("Not settled"),
        ActivitySection.ON_THE_WAY: tr("On the way"),
        ActivitySection.CONFIRMED: tr("Confirmed by their source"),
    }[section]


def section_note(section: ActivitySection) -> str:
    """The promise of a section, at the far end of its heading."""
    return {
        ActivitySection.NOT_SETTLED: "",
        ActivitySection.ON_THE_WAY: tr("Kept on this computer until sent"),
        ActivitySection.CONFIRMED: "",
    }[section]


def _code(action: Action) -> str:
    return action.reason.code if action.reason else ""
