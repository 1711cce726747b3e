"""What each setting is called, what it does and what its choices mean, for every face alike."""

from __future__ import annotations

from collections.abc import Mapping

from odx_desktop.text.catalogue import msgid, tr

# Name of the setting: label, help. A test holds this table against the catalogue of settings.
_WORDS: Mapping[str, tuple[str, str]] = {
    "language": (msgid("Language"), msgid("The language of every screen, message and error.")),
    "theme": (msgid("Theme"), msgid("High contrast draws every edge and keeps colours few.")),
    "density": (
        msgid("Row height"),
        msgid("Comfortable rows are easier to hit; compact ones show more at once."),
    ),
    "undo_hold_s": (
        msgid("Time to undo"),
        msgid("A decision is held this long before it is sent. You can undo it until then."),
    ),
    "poll_interval_s": (
        msgid("Time between checks"),
        msgid("Each source is asked again after this time, or later where it says so."),
    ),
    "attachment_max_mb": (
        msgid("Largest attachment"),
        msgid("A larger one is not fetched here; open it in its source."),
    ),
    "retention_days": (
        msgid("Keep my activity"),
        msgid("Confirmed decisions can be searched for this long in Activity."),
    ),
    "store.key_file": (
        msgid("Key file"),
        msgid("The file that holds the key to what is kept here, where no keyring is used."),
    ),
    "sources": (msgid("Sources"), msgid("The sources that your organisation has set up.")),
    "sign_on": (msgid("Sign-on"), msgid("The provider through which you sign in once for several sources.")),
    "http.connect_s": (msgid("Time to connect"), msgid("Seconds to wait for a source to take a connection.")),
    "http.page_s": (msgid("Time for a page"), msgid("Seconds to wait for one whole answer of a source.")),
    "http.body_max_mb": (msgid("Largest answer"), msgid("An answer of more megabytes than this is refused.")),
    "http.depth_max": (msgid("Deepest answer"), msgid("An answer nested deeper than this is refused.")),
    "http.pages_max": (msgid("Most pages"), msgid("A list of more pages than this is refused.")),
    "http.item_text_max_kb": (
        msgid("Longest text"),
        msgid("The text of an item is cut, and marked as cut, after this many kilobytes."),
    ),
}

_CHOICES: Mapping[tuple[str, str], str] = {
    ("language", "system"): msgid("As the system is set"),
    ("language", "en"): "English",
    ("language", "fr"): "Français",
    ("theme", "system"): msgid("As the system is set"),
    ("theme", "light"): msgid("Light"),
    ("theme", "dark"): msgid("Dark"),
    ("theme", "contrast"): msgid("High contrast"),
    ("density", "comfortable"): msgid("Comfortable"),
    ("density", "compact"): msgid("Compact"),
    ("undo_hold_s", "manual"): msgid("Hold until I send it myself"),
}


_UNITS: Mapping[str, str] = {
    "undo_hold_s": msgid("s"),
    "poll_interval_s": msgid("s"),
    "attachment_max_mb": msgid("MB"),
    "retention_days": msgid("days"),
}


def setting_unit(name: str) -> str:
    """What its number counts, as it stands behind the number; "" for what counts nothing."""
    return tr(_UNITS[name]) if name in _UNITS else ""


def setting_label(name: str) -> str:
    """What the setting is called, in the current language; KeyError for a name that is no setting."""
    return tr(_WORDS[name][0])


def setting_help(name: str) -> str:
    """One sentence on what it does."""
    return tr(_WORDS[name][1])


def choice_label(name: str, choice: str) -> str:
    """What one choice of a setting means; a language keeps its own name in every language."""
    message = _CHOICES[name, choice]
    return message if name == "language" and choice != "system" else tr(message)
