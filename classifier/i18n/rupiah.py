"""Rupiah as people write them in a language, shortened.

By hand, not by CLDR's compact forms, which say "Rp 1 miliar" where a column of figures needs the
decimal ("Rp 1,0 miliar"), thousands in words ("Rp 999 ribu"), and in English 1.2B and 1.2M.
"""

from __future__ import annotations

from classifier.i18n.messages import Translator, translator
from classifier.i18n.numbers import decimal, grouped

_MILLION, _BILLION, _TRILLION = 10**6, 10**9, 10**12


def short(amount: int, language: str = "id") -> str:
    """Rupiah, shortened: `Rp 1,2 miliar`, in English `Rp 1.2 billion`."""
    size = next((size for size in (_TRILLION, _BILLION, _MILLION) if abs(amount) >= size * 0.99995), 0)
    # Rounded up to 1.000,0 of the smaller word, it is said in the larger.
    if not size:
        return f"Rp {grouped(amount, language)}"
    return _in_words(decimal(amount / size, language), size, translator(language))


def _in_words(number: str, size: int, texts: Translator) -> str:
    if size == _TRILLION:
        return texts.gettext("Rp %(number)s trillion", number=number)
    if size == _BILLION:
        return texts.gettext("Rp %(number)s billion", number=number)
    return texts.gettext("Rp %(number)s million", number=number)


def shortest(amount: int, language: str = "id") -> str:
    """Rupiah for a small cell, without the word: `1,2 M` and `345 jt`, in English `1.2 bn` and `345 m`."""
    sign, size = "-" if amount < 0 else "", abs(amount)
    # Rounded up to a thousand of the smaller unit, it is said in the larger.
    unit = next((unit for unit in (_TRILLION, _BILLION, _MILLION, 1000) if size >= unit * 0.9995), 0)
    if not unit:
        return f"{sign}{size}"
    share = size / unit
    number = decimal(share, language) if share < 9.95 else grouped(round(share), language)
    return _with_unit(f"{sign}{number}", unit, translator(language))


def _with_unit(number: str, unit: int, texts: Translator) -> str:
    if unit == _TRILLION:
        return texts.gettext("%(number)s tn", number=number)
    if unit == _BILLION:
        return texts.gettext("%(number)s bn", number=number)
    if unit == _MILLION:
        return texts.gettext("%(number)s m", number=number)
    return texts.gettext("%(number)s k", number=number)
