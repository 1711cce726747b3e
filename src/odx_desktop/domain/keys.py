"""Names that stay the same for the life of a work item, whatever the source renames."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, unquote


@dataclass(frozen=True, slots=True, order=True)
class WorkItemKey:
    """Which item of which source.

    `source` is the slug given at `sources add`; `native` holds the source's own id, in as many parts as the
    source needs (SAP's task gateway needs two). Ids are text: `7` and `"7"` are one key.
    """

    source: str
    native: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.source or not self.native or not all(self.native):
            raise ValueError("a work item key needs a source and at least one non-empty native part")

    @property
    def native_text(self) -> str:
        return ",".join([_quoted(part) for part in self.native])

    def __str__(self) -> str:
        """The text form `SOURCE/NATIVE`, parts joined by `,`, each percent-encoded."""
        return f"{quote(self.source, safe='')}/{self.native_text}"

    @classmethod
    def parse(cls, text: str) -> WorkItemKey:
        """Read the text form back; raises ValueError when it is not one."""
        source, slash, native = text.partition("/")
        if not slash:
            raise ValueError(f"{text!r} is not SOURCE/NATIVE")
        return cls(unquote(source), tuple(unquote(part) for part in native.split(",")))

    @classmethod
    def from_native_text(cls, source: str, native_text: str) -> WorkItemKey:
        if "%" not in native_text:
            return cls(source, tuple(native_text.split(",")))
        return cls(source, tuple(unquote(part) for part in native_text.split(",")))


def _quoted(part: str) -> str:
    """Numbers and words need none, and a pull asks for the text of every key four times."""
    return part if part.isascii() and part.isalnum() else quote(part, safe="")
