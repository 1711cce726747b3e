"""Every verb explains itself, in both languages; a wrong command is told in the person's own."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator

import pytest
from tests.cli.conftest import Run
from tests.cli.odx import ROOT, Odx

from odx_desktop.cli.arguments import command_line
from odx_desktop.cli.exit_code import ExitCode
from odx_desktop.domain.language import Language
from odx_desktop.text import use_language

# design.md section 12; a verb that goes missing is a broken promise.
PROMISED = {
    *("demo", "screenshot", "sync", "list", "show", "search", "act", "activity", "undo", "retry", "discard"),
    *("team", "sign-in", "sign-out", "status", "doctor", "sources", "connectors", "policy", "playbooks"),
    *("sources add", "sources list", "sources test", "sources edit", "sources remove"),
    *("connectors list", "connectors check", "connectors try", "connectors record"),
    *("policy show", "policy check", "playbooks list", "playbooks check", "playbooks try"),
}


def verbs_of(
    parser: argparse.ArgumentParser, before: str = ""
) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, sub in action.choices.items():
                yield f"{before}{name}", sub
                yield from verbs_of(sub, f"{before}{name} ")


def test_every_promised_verb_is_there() -> None:
    assert {name for name, _ in verbs_of(command_line())} == PROMISED


@pytest.mark.parametrize("verb", sorted(PROMISED))
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_verb_has_help_in_both_languages(run: Run, verb: str, lang: str) -> None:
    ran = run("--lang", lang, *verb.split(), "--help")
    assert ran.code == 0 and not ran.err
    assert ran.out.startswith({"en": "usage: odx-desktop", "fr": "utilisation\u00a0: odx-desktop"}[lang])


def test_french_help_holds_no_english(run: Run) -> None:
    use_language(Language.EN)
    english = {
        text
        for _, parser in verbs_of(command_line())
        for text in (parser.description, *(action.help for action in parser._actions))
        if text and " " in text
    }
    use_language(Language.FR)
    for name, parser in verbs_of(command_line()):
        said = " ".join(parser.format_help().split())
        assert not [text for text in english if text in said], name


@pytest.mark.parametrize("verb", ["list", "sync", "act a b", "sources list", "doctor", "activity", "team"])
def test_verbs_that_print_data_can_print_json(verb: str) -> None:
    assert "json" in vars(command_line().parse_args([*verb.split(), "--json"]))


@pytest.mark.parametrize(
    ("arguments", "english", "french"),
    [
        (["bogus"], "invalid choice: 'bogus'", "choix non valide\u00a0:\u00a0'bogus'"),
        (["list", "--limit", "many"], "invalid positive value", "valeur"),
        (["list", "--limit", "0"], "invalid positive value", "valeur"),
        (["list", "--nope"], "unrecognized arguments: --nope", "arguments non reconnus\u00a0: --nope"),
        (["act", "a"], "the following arguments are required: ACTION", "il manque les arguments suivants"),
        (["act", "a", "b", "--comment"], "expected one argument", "il faut un argument"),
        (["sources"], "the following arguments are required: VERB", "il manque les arguments suivants"),
        (["sign-out", "--send", "--keep"], "not allowed with argument", "pas permis avec l’argument"),
    ],
)
def test_wrong_usage_is_told_in_both_languages(
    run: Run, arguments: list[str], english: str, french: str
) -> None:
    ran = run(*arguments)
    assert ran.code == ExitCode.USAGE and english in ran.err and not ran.out
    told = run("--lang", "fr", *arguments, "--json")
    assert told.code == ExitCode.USAGE and french in told.err
    assert told.object["error"]["code"] == "usage.wrong"  # type: ignore[index]


@pytest.mark.parametrize(
    "arguments", [["act", "tickets/12", "5", "--param", "x"], ["act", "tickets/12", "5", "--line", "=y"]]
)
def test_a_pair_that_is_none(run: Run, arguments: list[str]) -> None:
    ran = run(*arguments)
    assert ran.code == ExitCode.USAGE and "is not KEY=VALUE" in ran.err


def test_the_desktop_language_is_spoken_unless_told_otherwise(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "fr_CA.UTF-8")
    assert run("--help").out.startswith("utilisation")
    assert run("--lang", "en", "--help").out.startswith("usage")
    monkeypatch.setenv("LC_ALL", "C")
    assert run("--help").out.startswith("usage")


def test_the_version(tmp_path: object, run: Run) -> None:
    assert re.fullmatch(r"odx-desktop \d+\.\d+\.\d+\n", run("--version").out)


def test_no_verb_where_no_window_can_open(tmp_path: pytest.TempPathFactory) -> None:
    from pathlib import Path

    from tests.cli.test_program import NO_QT

    odx = Odx(Path(str(tmp_path)), before=NO_QT)
    ended = odx.run("--lang", "fr")
    assert ended.code == ExitCode.FAILED
    assert "La fenêtre ne peut pas s’ouvrir ici" in ended.err and "program.no_window" in ended.err


def test_the_page_on_the_command_line_names_every_verb() -> None:
    page = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")
    groups = {verb.split()[0] for verb in PROMISED if " " in verb}
    assert not [verb for verb in PROMISED - groups if f"`{verb}`" not in page]
