"""Where a delta resumes: the mark of every list, as text for the store."""

from __future__ import annotations

import json
from collections.abc import Mapping

VERSION = 1


def cursor_text(marks: Mapping[str, str]) -> str:
    """`marks` maps a list's path to its sync token or ctag."""
    return json.dumps({"version": VERSION, "marks": dict(sorted(marks.items()))}, ensure_ascii=False)


def cursor_marks(text: str) -> Mapping[str, str] | None:
    """None when it is no cursor of ours (another version): list everything again."""
    try:
        read = json.loads(text)
    except ValueError:
        return None
    if (
        not isinstance(read, dict)
        or read.get("version") != VERSION
        or not isinstance(read.get("marks"), dict)
    ):
        return None
    return {str(path): str(mark) for path, mark in read["marks"].items()}
