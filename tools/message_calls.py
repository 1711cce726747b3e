"""Reads which sentences the source says, so that the catalogue can be held against them."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from string import Formatter

# How each call names its sentences: the number of leading arguments that are msgids.
SENTENCES = {"tr": 1, "ntr": 2, "msgid": 1}


@dataclass(frozen=True)
class Call:
    place: str
    plural: str = ""


@dataclass
class Extraction:
    calls: dict[str, Call] = field(default_factory=dict)
    written: set[str] = field(default_factory=set)  # every string of the source: sentences kept in tables
    faults: list[str] = field(default_factory=list)


def extract(source: Path) -> Extraction:
    """Every `tr`, `ntr` and `msgid` call below `source`, with what is wrong about how it is written."""
    found = Extraction()
    for path in sorted(source.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and _name(node) in SENTENCES:
                _take(node, f"{path.relative_to(source.parent)}:{node.lineno}", found)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.written.add(node.value)
    return found


def _name(call: ast.Call) -> str:
    if isinstance(call.func, ast.Name):
        return call.func.id
    # `text.tr` is ours; `self.tr` is Qt's own and never ours.
    if (
        isinstance(call.func, ast.Attribute)
        and isinstance(call.func.value, ast.Name)
        and call.func.value.id == "text"
    ):
        return call.func.attr
    return ""


def _take(call: ast.Call, place: str, found: Extraction) -> None:
    sentences = []
    for argument in call.args[: SENTENCES[_name(call)]]:
        match argument:
            case ast.Constant(value=str() as sentence):
                sentences.append(sentence)
            case ast.JoinedStr() | ast.BinOp():
                found.faults.append(
                    f"{place}: a sentence is put together inside {_name(call)}(); name its values instead"
                )
                return
            case _:
                return  # a sentence from a table, whose entries are marked by msgid()
    if not sentences:
        return
    plural = sentences[1] if len(sentences) > 1 else ""
    known = found.calls.setdefault(sentences[0], Call(place, plural))
    if known.plural != plural and plural:
        found.calls[sentences[0]] = Call(place, plural)
    found.faults += _value_faults(call, place, sentences)


def _value_faults(call: ast.Call, place: str, sentences: list[str]) -> Iterator[str]:
    if _name(call) == "msgid" or any(keyword.arg is None for keyword in call.keywords):
        return
    given = {keyword.arg for keyword in call.keywords} | ({"n"} if _name(call) == "ntr" else set())
    for sentence in sentences:
        wanted = placeholders(sentence)
        if wanted is None:
            yield f"{place}: a brace is not closed in {sentence!r}"
        elif call.keywords and wanted - given:
            yield f"{place}: {sentence!r} is not given {sorted(wanted - given)}"
        elif not call.keywords and wanted - given:
            yield f"{place}: {sentence!r} names values and is given none"


def placeholders(sentence: str) -> set[str] | None:
    """Names between braces, or none where the braces do not match."""
    try:
        return {
            name.split(".")[0].split("[")[0]
            for _, name, _, _ in Formatter().parse(sentence)
            if name is not None
        }
    except ValueError:
        return None
