"""Whether two names of programs are one but for slips, by their words: one word decides.

In 8,079 official names, one word more made 161 false pairs within an urusan (`Penyakit Menular`,
`Penyakit Tidak Menular`), slips and regions 15, 14 of them one name printed twice.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import product

from classifier.fields.dehyphenation import Words, learned
from classifier.fields.names import fold
from classifier.fields.remembered import remembered

LITTLE = 0.2  # What a region or a slip counts beside a word.
_MOST_CHARS = 1_000  # More than twice the longest official name: beyond, names are one only when equal.
_LEVEL_WORD = re.compile(
    r"\s*(?:prog(?:ram|am|rm|\.)|prgram|proram|(?:sub[\s-]*)?keg(?:iatan|\.))[\s:.-]*"
    # Ministries number theirs by kind: `Program Teknis 1. Pemeriksaan`, `Program Generik 2: Sarana`.
    r"(?:(?:teknis|generik)\s*\d{1,2}\s*[.:]\s*)?",
    re.IGNORECASE,
)
# `Kecil & Menengah` is `Kecil dan Menengah`.
_AND = re.compile(r"\s*&\s*")
# The year that a plan is for changes in names that stay (`Penyusunan RKPD Tahun 2026`).
_FILLER = re.compile(
    r"dan|serta|atau|dengan|di|ke|dari|pada|untuk|bagi|dalam|rangka|yang|oleh|para|terhadap|tahun|ta|20\d\d"
)
_REGIONS = frozenset({"kabupaten", "kota", "provinsi", "daerah"})
_SHORT_FORMS = {"kab": "kabupaten", "prov": "provinsi", "propinsi": "provinsi"}
# Numbers and denials: a name with one more is another, whatever its code.
_DECISIVE = re.compile(r"\d.*|[a-z]|[ivx]+|tidak|bukan|non|tanpa")


@remembered(4 << 20)
def name_key(text: str) -> str:
    """The letters and digits of a name without the word of its level before it."""
    spelt = _AND.sub(" dan ", text) if "&" in text else text
    return fold(_LEVEL_WORD.sub("", spelt, count=1)) or fold(spelt) or text.casefold()


def words_of(text: str) -> list[str]:
    """The words of a name, those that a cell cut in two (`PENYELENGGA RAAN`) put together; none of a page."""
    parts = _LEVEL_WORD.sub("", text, count=1).split() if len(text) <= _MOST_CHARS else []
    return [_SHORT_FORMS.get(w, w) for w in re.findall(r"[0-9a-z]+", Words().joined(parts).lower())]


@remembered(1 << 20)
def weight(word: str) -> float:
    """How much a word says: nothing when it is a filler, little when a region."""
    return 0 if _FILLER.fullmatch(word) else LITTLE if word in _REGIONS else 1


def differing(one: Sequence[str], other: Sequence[str]) -> tuple[float, int, list[str], list[str]]:
    """What two lists of words share: the weight of equal ones, how many are slips, and the rest of each."""
    first, second = map(Counter, sorted((list(one), list(other))))
    shared = sum(map(weight, (first & second).elements()))
    left, right = [*(first - second).elements()], [*(second - first).elements()]
    n_slips = 0
    for a, b in product(tuple(left), tuple(right)):
        if a in left and b in right and is_slip(*sorted((a, b))):
            left.remove(a)
            right.remove(b)
            n_slips += 1
    return shared, n_slips, left, right


def is_decisive(word: str) -> bool:
    """True for numbers and denials: a name with one more is another, whatever its code."""
    return _DECISIVE.fullmatch(word) is not None


def ratio(one: str, other: str, *, least: float) -> float:
    """How alike two texts are letter by letter, 0.0 when that is certainly less than `least`."""
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    # Both are bounds from above, and take a hundredth of the time.
    if matcher.real_quick_ratio() < least or matcher.quick_ratio() < least:
        return 0.0
    return matcher.ratio()


@remembered(4 << 20)
def is_slip(one: str, other: str) -> bool:
    """True for a word and a misspelling of it: a letter doubled or not, one other letter, in a long word two.

    Two known words are two (`penataan`, `pendataan`), and so are two unknown, which may be places.
    """
    single, other_single = (re.sub(r"([a-z])\1", r"\1", word) for word in (one, other))
    is_doubt = (one in learned()) == (other in learned())
    if min(len(one), len(other)) < 5 or (is_doubt and single != other_single):
        return False
    codes = SequenceMatcher(None, single, other_single, autojunk=False).get_opcodes()
    wrong = sum(max(b - a, d - c) for kind, a, b, c, d in codes if kind != "equal")
    return wrong <= (2 if min(len(one), len(other)) >= 9 else 1)
