import re

from tests.support import readme


def test_every_command_of_the_readme_prints_what_the_readme_shows():
    text = readme.README.read_text(encoding="utf-8")
    assert readme.renewed(text) == text, "run `python tests/readme.py` and read the diff"


def test_the_readme_shows_every_verb():
    from classifier.cli.main import _parser

    text = readme.README.read_text(encoding="utf-8")
    verbs = next(a for a in _parser()._actions if hasattr(a, "choices") and a.choices)
    assert set(verbs.choices) == set(re.findall(r"^\*\*(\w+)\*\*", text, re.MULTILINE))
