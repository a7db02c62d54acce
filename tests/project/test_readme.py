import argparse
import re

import pytest

from tests.support import readme

pytestmark = pytest.mark.slow


def test_every_command_of_the_readme_prints_what_the_readme_shows() -> None:
    text = readme.README.read_text(encoding="utf-8")
    assert readme.renewed(text) == text, "run `python tests/readme.py` and read the diff"


def test_the_readme_shows_every_verb() -> None:
    from classifier.cli.main import _parser

    text = readme.README.read_text(encoding="utf-8")
    verbs = next(a for a in _parser()._actions if isinstance(a, argparse._SubParsersAction))
    assert set(verbs.choices) == set(re.findall(r"^\*\*(\w+)\*\*", text, re.MULTILINE))
