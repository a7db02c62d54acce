"""Every text of the code is in every catalogue, and nothing else is; templates hold no text beside."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from classifier.i18n.language import CATALOGUES, SOURCE, languages
from tests.support import translations
from tests.support.paths import ROOT

CODES = [code for code in languages() if code != SOURCE]
TEMPLATES = sorted((ROOT / "service" / "web" / "templates").glob("*.html"))
PLACEHOLDER = re.compile(r"%\((\w+)\)s|%%|%")
# Names, keys and commands, the same in every language.
NAMES = {"petakota", "peta", "kota", "Enter", "Esc", "SHA", "models", "list", "promote"}
# Attributes that a person reads or hears, or that the page's scripts show.
READ = re.compile(r"alt|title|placeholder|label|aria-label|data-(?!open|picture|meaning).+")
# The class of a page's body is the one block that is not read.
BODY_CLASS = re.compile(r"{% block body_class %}.*?{% endblock %}")


def placeholders(text: str) -> set[str]:
    """The names in a text; a lone percent sign is none and is not allowed."""
    signs = list(PLACEHOLDER.finditer(text))
    assert all(sign.group() != "%" for sign in signs), text
    return {sign.group(1) for sign in signs if sign.group(1)}


def test_there_is_a_catalogue_for_indonesian() -> None:
    assert CODES[0] == "id"
    assert {path.suffix for path in CATALOGUES.iterdir()} == {".po"}


@pytest.mark.parametrize("code", CODES)
def test_a_catalogue_holds_the_texts_of_the_code_and_no_others(code: str) -> None:
    in_catalogue = set(translations.translated(translations.catalogue(code)))
    renew = "run `make messages`, then translate what is new"
    assert translations.texts() - in_catalogue == set(), renew
    assert in_catalogue - translations.texts() == set(), renew


@pytest.mark.parametrize("code", CODES)
def test_every_text_is_translated_in_every_form(code: str) -> None:
    catalogue = translations.catalogue(code)
    translated = translations.translated(catalogue)
    n_forms = {text: catalogue.num_plurals if text.plural else 1 for text in translated}
    missing = [
        text.english
        for text, forms in translated.items()
        if len(forms) != n_forms[text] or not all(form.strip() for form in forms)
    ]
    assert missing == []
    assert not list(catalogue.obsolete)


@pytest.mark.parametrize("code", CODES)
def test_a_translation_has_the_placeholders_of_its_text(code: str) -> None:
    for text, forms in translations.translated(translations.catalogue(code)).items():
        names = placeholders(text.english)
        assert not text.plural or placeholders(text.plural) == names, text
        assert {frozenset(placeholders(form)) for form in forms} == {frozenset(names)}, text


class Reader(HTMLParser):
    """Notes the words of a page that are written in its source."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    def handle_data(self, data: str) -> None:
        self.words += re.findall(r"[^\W\d_]{2,}", data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if READ.fullmatch(name):
                self.handle_data(value or "")


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_a_template_holds_no_text_of_its_own(path: Path) -> None:
    reader = Reader()
    source = BODY_CLASS.sub("", path.read_text(encoding="utf-8"))
    reader.feed("".join(translations.data(source)))
    assert set(reader.words) - NAMES == set()


def test_the_pages_scripts_take_their_texts_from_the_page() -> None:
    scripts = [path for path in (ROOT / "service" / "web" / "static").glob("*.js") if "htmx" not in path.name]
    assert len(scripts) == 6
    for path in scripts:
        code = re.sub(r"//.*", "", path.read_text(encoding="utf-8"))
        # A sentence in quotes: words with spaces between them, that no selector has.
        assert not re.search(r"\"[A-Z][a-z]+ [a-z]+ [^\"]*\"", code), path.name
