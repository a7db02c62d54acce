"""What there is to translate in the code, and the catalogues that translate it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

from classifier.i18n import language, messages
from classifier.i18n.language import CATALOGUES
from tests.support.paths import ROOT

# As `make messages` names them to Babel.
KEYWORDS = DEFAULT_KEYWORDS | {"gettext_noop": None}


@dataclass(frozen=True, slots=True)
class Text:
    """A text of the code: its English, the plural where it has one, its context ("" for none)."""

    english: str
    plural: str
    context: str


@cache
def texts() -> frozenset[Text]:
    """All texts of the code and the templates."""
    with (ROOT / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]
    extracted = extract_from_dir(ROOT, methods, options, keywords=KEYWORDS)
    every = {_text(english, context or "") for _, _, english, _, context in extracted}
    # In a catalogue one entry stands for a text alone and for the same text with a plural.
    with_plural = {(text.english, text.context) for text in every if text.plural}
    return frozenset(text for text in every if text.plural or (text.english, text.context) not in with_plural)


def _text(english: str | Sequence[str], context: str) -> Text:
    return Text(english, "", context) if isinstance(english, str) else Text(english[0], english[1], context)


def catalogue(code: str) -> Catalog:
    """The catalogue of a language."""
    with (CATALOGUES / f"{code}.po").open("rb") as file:
        return read_po(file, locale=code)


def translated(catalogue: Catalog) -> dict[Text, tuple[str, ...]]:
    """The texts of a catalogue with what stands for each: one form, or one for each plural."""
    return {
        _text(message.id, message.context or ""): (
            (message.string or "",)
            if isinstance(message.string, str | None)
            else tuple(map(str, message.string))
        )
        for message in catalogue
        if message.id and not message.fuzzy
    }


def write_catalogue(folder: Path, code: str, **translations: str) -> None:
    """A catalogue of a made-up language: every text between ⟨ and ⟩, but for those that are given."""
    made = Catalog(locale=code)
    for text in sorted(texts(), key=lambda text: (text.english, text.context)):
        key = (text.english, text.plural) if text.plural else text.english
        last = translations.get(text.english, f"⟨{text.plural or text.english}⟩")
        forms = [last] * made.num_plurals
        made.add(key, forms if text.plural else last, context=text.context or None)
    with (folder / f"{code}.po").open("wb") as file:
        write_po(file, made)


def forget() -> None:
    """Read the catalogues anew."""
    language.languages.cache_clear()
    messages.translator.cache_clear()


def data(source: str) -> Iterator[str]:
    """The parts of a template that are neither code nor comment."""
    from jinja2 import Environment

    # Written as they are, whatever the settings: nothing is trimmed.
    for _, kind, value in Environment(autoescape=True).lex(source):
        if kind == "data":
            yield value
        elif kind in ("variable_begin", "block_begin"):
            yield "\N{OBJECT REPLACEMENT CHARACTER}"
