"""Says where French text breaks the typographic rules of Canada's public service.

Source of the rules: Office québécois de la langue française, "Espacement avant et après les signes de
ponctuation": a no-break space before the colon and inside guillemets; none, or a narrow no-break one, before
the semicolon, the exclamation and the question mark.
"""

import re
from collections.abc import Iterator

NO_BREAK = "\u00a0\u202f"

_RULES = [
    (re.compile(r"(?<!\s):(?=\s|$)"), "no no-break space before the colon"),
    (re.compile(r"[ \t][:;!?»%$](?=\W|$)"), "an ordinary space before a mark that may not start a line"),
    (re.compile(rf"«(?![{NO_BREAK}])"), "no no-break space after «"),
    (re.compile(rf"(?<![{NO_BREAK}])»"), "no no-break space before »"),
    (re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])"), "a typewriter apostrophe; write ’"),
    (re.compile(r"(?<!\\)\"[^\"{}=]+\""), "typewriter quotation marks; write « »"),
    (re.compile(r"\.\.\."), "three full stops; write …"),
]


def typography_faults(text: str) -> Iterator[str]:
    """One sentence for each rule that `text` breaks, with the place in it."""
    for rule, fault in _RULES:
        broken = rule.search(text)
        if broken:
            around = text[max(0, broken.start() - 12) : broken.end() + 8]
            yield f"{fault}, at {around!r}"
