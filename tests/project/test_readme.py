"""The READMEs say what is so: commands, options, settings, fields, files."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from classifier.formats import results
from classifier.records import Box, Prediction, Row, TaggedRow
from service import settings
from tests.support import readme
from tests.support.paths import ROOT

# Options of other programs that the READMEs show.
FOREIGN_OPTIONS = {"--url"}
# What lies in a model's folder, beside the checkout, or is written by a command.
ELSEWHERE = {"KARTU.md", "CARD.md", "../shared/real", "../shared/real/archive", ".venv/messages.pot"}
NAMES = [path.relative_to(ROOT).as_posix() for path in readme.READMES]


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def parsers(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    yield parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for verb in action.choices.values():
                yield from parsers(verb)


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_every_command_of_a_readme_prints_what_the_readme_shows(name: str) -> None:
    text = text_of(name)
    assert readme.renewed(text) == text, "run `make readme` and read the diff"


def test_the_readmes_show_every_verb() -> None:
    from classifier.cli.main import _parser

    verbs = next(a for a in _parser()._actions if isinstance(a, argparse._SubParsersAction))
    shown = [verb for name in NAMES for verb in re.findall(r"^\*\*(\w+)\*\*", text_of(name), re.MULTILINE)]
    assert sorted(verbs.choices) == sorted(shown)


@pytest.mark.parametrize("name", NAMES)
def test_a_readme_names_only_options_that_there_are(name: str) -> None:
    from classifier.cli.main import _parser

    known = {option for parser in parsers(_parser()) for option in parser._option_string_actions}
    shown = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", text_of(name)))
    assert shown - FOREIGN_OPTIONS <= known


def test_the_readme_of_the_service_names_every_setting() -> None:
    named = set(re.findall(r"PETAKOTA_\w+", readme.SERVICE.read_text(encoding="utf-8")))
    source = Path(settings.__file__).read_text(encoding="utf-8")
    assert named == set(re.findall(r"PETAKOTA_[A-Z_]+\b", source)) - {"PETAKOTA_"}


def test_the_readme_of_the_classifier_names_every_field_of_a_row() -> None:
    row = Row(document="", sha256="", page=1, bbox=Box(0, 0, 1, 1), level="program", kode="", text="")
    prediction = Prediction("a.b", 0.5, (), False, (), "")
    section = text_of("classifier/README.md").split("## What a row holds")[1].split("\n## ")[0]
    cells = "".join(re.findall(r"^\|(.*?)\|", section, re.MULTILINE))
    assert set(re.findall(r"`(\w+)`", cells)) == set(results.tagged_dict(TaggedRow(row, prediction)))


def test_the_readme_of_the_labelled_data_says_how_many_rows_each_file_has() -> None:
    counts = dict(
        re.findall(r"^\| `([\w.]+)` \| ([\d,]+) \|", text_of("data/labeled/README.md"), re.MULTILINE)
    )
    files = [path for path in (ROOT / "data" / "labeled").iterdir() if path.suffix != ".md"]
    lines = {path.name: len(path.read_bytes().splitlines()) for path in files}
    assert counts == {name: f"{n:,}" for name, n in lines.items()}


@pytest.mark.parametrize("name", NAMES)
def test_every_file_that_a_readme_names_is_there(name: str) -> None:
    text = text_of(name)
    here = (ROOT / name).parent
    linked = [target.split("#")[0] for target in re.findall(r"\]\(([^)]+)\)", text) if "://" not in target]
    assert [target for target in linked if not (here / target).exists()] == []
    quoted = re.findall(r"`([\w./-]+/[\w./-]*|[\w-]+\.(?:py|md))`", text)
    missing = [path for path in quoted if not any((base / path).exists() for base in (here, ROOT))]
    assert [path for path in missing if path not in ELSEWHERE] == []
