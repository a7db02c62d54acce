"""Numbers and rupiah as people write them in Indonesian and in English."""

from __future__ import annotations

_SIZES = ((10**12, "triliun", "trillion"), (10**9, "miliar", "billion"), (10**6, "juta", "million"))
_UNITS = ((10**12, "T", "tn"), (10**9, "M", "bn"), (10**6, "jt", "m"), (10**3, "rb", "k"))


def short(amount: int, language: str = "id") -> str:
    """Rupiah, shortened: `Rp 1,2 miliar`, in English `Rp 1.2 billion`."""
    for size, word_id, word_en in _SIZES:
        # Rounded up to 1.000,0 of the smaller word, it is said in the larger.
        if abs(amount) >= size * 0.99995:
            return f"Rp {decimal(amount / size, language)} {word_en if language == 'en' else word_id}"
    return f"Rp {grouped(amount, language)}"


def shortest(amount: int, language: str = "id") -> str:
    """Rupiah for a small cell, without the word: `1,2 M` and `345 jt`, in English `1.2 bn` and `345 m`."""
    sign, size = "-" if amount < 0 else "", abs(amount)
    for unit, name_id, name_en in _UNITS:
        # Rounded up to a thousand of the smaller unit, it is said in the larger.
        if size >= unit * 0.9995:
            share = size / unit
            text = decimal(share, language) if share < 9.95 else grouped(round(share), language)
            return f"{sign}{text} {name_en if language == 'en' else name_id}"
    return f"{sign}{size}"


def grouped(n: int, language: str = "id") -> str:
    """A whole number with digit groups: 1.234.567, in English 1,234,567."""
    return _marks(f"{n:,}", language)


def decimal(n: float, language: str = "id") -> str:
    """A number with one decimal: 1.234,5, in English 1,234.5."""
    return _marks(f"{n:,.1f}", language)


def _marks(english: str, language: str) -> str:
    return english if language == "en" else english.translate({ord(","): ".", ord("."): ","})
