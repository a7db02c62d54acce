"""What the reader is unsure of in a row, in the words of a language: for workbooks and pages."""

from __future__ import annotations

from collections.abc import Iterable

from classifier.i18n.messages import Translator, gettext_noop
from classifier.records import DOUBTS, Doubt

_WORDS: dict[Doubt, str] = {
    "name": gettext_noop("the name may be misread"),
    "cut": gettext_noop("the name may be cut off"),
    "level": gettext_noop("the level is uncertain"),
    "kode": gettext_noop("the code may be wrong"),
    "program": gettext_noop("the programme it belongs to is uncertain"),
    "opd": gettext_noop("the agency is uncertain"),
    "pagu": gettext_noop("the budget may be misread"),
    "unit": gettext_noop("the unit of the budget is uncertain"),
    "role": gettext_noop("the kind of its table is uncertain"),
    "row": gettext_noop("it may be no programme or activity at all"),
}
_BETWEEN = "; "


def words(doubts: Iterable[Doubt], texts: Translator) -> str:
    """Doubts in words, `nama mungkin terpotong; pagu mungkin salah terbaca`; "" without any."""
    return _BETWEEN.join(texts.gettext(_WORDS[doubt]) for doubt in doubts)


def doubts(written: str, texts: Translator) -> list[Doubt]:
    """The doubts that `words` wrote, in the order of `DOUBTS`; words that are none are passed over."""
    parts = written.split(_BETWEEN)
    return [doubt for doubt in DOUBTS if texts.gettext(_WORDS[doubt]) in parts]
