"""One program under the several names that the tables of a document give it.

Tables slip, cut names short, put headings in front of them and go on in a sentence behind them. Words, codes,
kegiatan and the place between the same other programs speak for two names being one program's; what speaks
is added up.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from classifier.fields import open_ends
from classifier.fields.name_likeness import is_decisive, is_slip, name_key, ratio, weight, words_of
from classifier.fields.names import fold
from classifier.fields.remembered import remembered
from classifier.formats.results import Placed

# Two names of different tables are one program's when the share of their words that is the same, and what
# equal kegiatan, codes and places add, come to this; by eye, on 28 real documents.
_MIN_LIKENESS = 0.95
_SAME_KEGIATAN, _SAME_CODE, _OTHER_CODE, _SAME_PLACE, _SAME_MONEY = 0.5, 0.25, 0.15, 0.25, 0.55
# Rupiah: programs of several tables often have the same multiple of so much.
_ROUND = 10_000_000
# What it says that one name is the beginning of the other, that it was seen cut, that a sentence follows.
_BEGINNING, _CUT, _SENTENCE = 0.7, 0.3, 0.3
# More names than this share a word that says nothing.
_CROWD = 60
# Pairs compared at most, those with most in common: one of long names takes up to a millisecond.
_MAX_PAIRS = 4_000
# A name of so few words or kegiatan need not have two in common with another.
_FEW_SIGNS = 2
# Characters: of a word cut short, of one in which a letter says little, of a name to compare as a whole.
_MIN_ABBREVIATED, _MIN_LONG, _LONG_LIKENESS, _MIN_GLUED = 5, 10, 0.9, 25
# Letters of a short form that can be no chance.
_MIN_INITIALS = 3
# Words of a name that may be the beginning of another.
_MIN_BEGINNING = 2
# Names of a list that stands in a table before its programs, and the share of them that it prints again.
_MIN_LISTED, _MIN_REPEATED = 3, 0.5
# What is one in the first round gives its neighbours the same place in the second.
_N_ROUNDS = 2
_HEADINGS = re.compile(
    r"\A\s*(?:(?:sasaran|tujuan|strategi|kebijakan|uraian|nama|program)\s+)+(?=program\s)", re.IGNORECASE
)
# `(APBD)`, `(APBN/TP)`, `(Satker Dinas Perikanan-03)`, `(05)`; a cut may have taken the bracket.
_REMARK = re.compile(
    r"\s*\((?:apb[dn]|dak|dau|phln|blud|dekon|satker|loan|hibah|\d{1,2}\))(?:[^()]*\)?)[\s.;,]*\Z",
    re.IGNORECASE,
)
# `yang dijabarkan dalam 1 (satu) kegiatan`, `anggaran`: no official name has them behind it.
_SENTENCE_WORD = re.compile(
    r"yang|dengan|anggaran|alokasi|sebesar|senilai|meliputi|mencakup|terdiri|adalah|yaitu|melalui|di[a-z]{3,}(?:kan|i)"
)


def in_one_spelling(rows: Sequence[Placed]) -> list[Placed]:
    """The rows with the programs that are named differently under one name, the fullest that is no sentence.

    Two names of one table are two programs, however alike; except for one that is cut short or has a heading
    in front, and for the names of a list that a table begins with.
    """
    rows = list(rows)
    tables = _parts_of_tables(rows)
    names = _names(rows, tables)
    lines = _lines(rows, tables)
    for _ in range(_N_ROUNDS):
        _place(names, lines)
        if not _join_likest(names):
            break
    shown = {key: name.text for key, name in names.items() if len(name.keys) > 1}
    if not shown:
        return rows
    return [
        replace(
            row,
            text=shown.get(name_key(row.text), row.text) if row.level == "program" else row.text,
            program=shown.get(name_key(row.program), row.program) if row.program else "",
        )
        for row in rows
    ]


@dataclass(slots=True, eq=False)
class _Name:
    """A program as one or more tables name it.

    `keys` are all of its names, `words` those of `text` that say something; `below` are the kegiatan that
    stand under it, `places` what stands before and after it, `sides` the two before it and the two after it,
    `is_cut` says that the reader saw it cut.
    """

    keys: list[str]
    order: int
    text: str
    words: list[str]
    has_heading: bool
    has_remark: bool
    tables: set[str] = field(default_factory=set)
    codes: set[str] = field(default_factory=set)
    below: set[str] = field(default_factory=set)
    amounts: set[tuple[str, int]] = field(default_factory=set)
    places: set[tuple[str, ...]] = field(default_factory=set)
    sides: set[tuple[str, ...]] = field(default_factory=set)
    is_cut: bool = False

    @property
    def key(self) -> str:
        """The name that came first."""
        return self.keys[0]

    def take(self, row: Placed, table: str) -> None:
        """A row that prints it."""
        self.tables.add(table)
        self.amounts |= {(year, amount) for year, amount in row.pagu if amount}
        if row.kode:
            self.codes.add(row.kode)

    def absorb(self, other: _Name) -> None:
        """Another name of it."""
        if _is_better(other, self):
            self.text, self.words, self.has_heading = other.text, other.words, other.has_heading
        self.is_cut = self.is_cut and other.is_cut
        self.has_remark = self.has_remark or other.has_remark
        self.keys += other.keys
        self.tables |= other.tables
        self.codes |= other.codes
        self.below |= other.below
        self.amounts |= other.amounts


def _names(rows: Sequence[Placed], tables: Sequence[str]) -> dict[str, _Name]:
    names: dict[str, _Name] = {}
    for row, table in zip(rows, tables, strict=True):
        if row.level == "program":
            key = name_key(row.text)
            if key not in names:
                words, has_heading = _words(row.text)
                is_cut = "cut" in row.doubts or open_ends.is_open(row.text)
                has_remark = _REMARK.search(row.text) is not None
                names[key] = _Name([key], len(names), row.text, words, has_heading, has_remark, is_cut=is_cut)
            names[key].take(row, table)
        elif row.level == "kegiatan" and (above := names.get(name_key(row.program))):
            above.below.add(name_key(row.text))
    return names


def _words(text: str) -> tuple[list[str], bool]:
    """The words of a name that say something, without headings in front of it; whether there were any."""
    name = _HEADINGS.sub("", text)
    has_heading = name != text
    # Who pays and who carries it out is not what a program is.
    name = _REMARK.sub("", name) or name
    return [word for word in words_of(name) if weight(word) == 1], has_heading


def _parts_of_tables(rows: Sequence[Placed]) -> list[str]:
    """Of each row its table, and apart from it the list of names that the table begins with."""
    of_table: dict[str, list[int]] = defaultdict(list)
    for i, row in enumerate(rows):
        of_table[row.table].append(i)
    parts = [row.table for row in rows]
    for places in of_table.values():
        listed = _listed_first([rows[i] for i in places])
        for i in places[:listed]:
            parts[i] += "\0"
    return parts


def _listed_first(rows: Sequence[Placed]) -> int:
    """How many bare names stand in a table before its programs, which are the same again."""
    n = 0
    while n + 1 < len(rows) and _is_bare(rows[n]) and rows[n + 1].level == "program":
        n += 1
    again = {name_key(row.text) for row in rows[n:] if row.level == "program"}
    n_again = sum(any(name.startswith(name_key(row.text)) for name in again) for row in rows[:n])
    return n if n >= _MIN_LISTED and n_again >= _MIN_REPEATED * n else 0


def _is_bare(row: Placed) -> bool:
    return row.level == "program" and not any(amount for _, amount in row.pagu)


def _lines(rows: Sequence[Placed], tables: Sequence[str]) -> Mapping[tuple[str, str], list[str]]:
    """By table and agency the names of its programs as they stand below each other."""
    lines: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row, table in zip(rows, tables, strict=True):
        if row.level == "program":
            lines[table, fold(row.opd)].append(name_key(row.text))
    return lines


def _place(names: Mapping[str, _Name], lines: Mapping[tuple[str, str], Sequence[str]]) -> None:
    """Tell each name what stands before and after it, at an end of its table the next two."""
    for name in names.values():
        name.places.clear()
        name.sides.clear()
    for (_, opd), of_line in lines.items():
        # Rows of one program below each other are one line.
        line = [name for name, _ in groupby(names[key] for key in of_line)]
        keys = ["", *(name.key for name in line), ""]
        for i, name in enumerate(line, start=1):
            before = keys[max(0, i - 1) : i] if i > 1 else ["", *keys[i + 2 : i + 3]]
            after = keys[i + 1 : i + 2] if i < len(line) else ["", *keys[max(0, i - 2) : i - 1]]
            if len(line) > _MIN_LISTED:
                name.places.add((opd, *before, "/", *after))
                sides = ((*keys[max(0, i - 2) : i], "/"), ("/", *keys[i + 1 : i + 3]))
                name.sides |= {(opd, *side) for side in sides if len(side) > _MIN_BEGINNING and all(side)}


def _join_likest(names: dict[str, _Name]) -> bool:
    """Put names that are one together, the likest first; whether there were any."""
    distinct = {name.key: name for name in names.values()}
    pairs = _candidates(distinct)
    n_completions: Counter[str] = Counter()
    for one, other in pairs:
        short, long = sorted((distinct[one], distinct[other]), key=lambda name: len(name.words))
        n_completions[short.key] += _is_beginning(short.words, long.words)
    likest = sorted(
        ((_likeness(distinct[one], distinct[other], n_completions), one, other) for one, other in pairs),
        key=lambda item: -item[0],
    )
    is_any = False
    for like, one, other in likest:
        if like < _MIN_LIKENESS:
            break
        first, second = sorted((names[one], names[other]), key=lambda name: name.order)
        if first is second or not _may_be_one(first, second):
            continue
        first.absorb(second)
        names.update(dict.fromkeys(second.keys, first))
        is_any = True
    return is_any


def _may_be_one(one: _Name, other: _Name) -> bool:
    """True for names of different tables; of one table when one is cut, and they do not print other money."""
    if one.tables.isdisjoint(other.tables):
        return True
    if one.amounts and other.amounts and one.amounts.isdisjoint(other.amounts):
        return False
    if one.words == other.words:
        return one.has_heading or other.has_heading or one.has_remark != other.has_remark
    short, long = sorted((one, other), key=lambda name: len(name.words))
    return short.is_cut and _is_beginning(short.words, long.words)


def _candidates(names: Mapping[str, _Name]) -> list[tuple[str, str]]:
    """Pairs of names that may be one and have words or kegiatan in common, by their beginnings.

    They need two in common where both have as many, and come by how much they have in common.
    """
    by_sign: dict[str, list[str]] = defaultdict(list)
    signs = {name.key: {word[:4] for word in name.words} | name.below for name in names.values()}
    for key, of_name in signs.items():
        for sign in of_name:
            by_sign[sign].append(key)
    n_common = Counter(
        (one, other)
        for group in by_sign.values()
        if len(group) <= _CROWD
        for i, one in enumerate(group)
        for other in group[i + 1 :]
        if _may_be_one(names[one], names[other])
    )
    # Words that print glues together begin no word: such a name has fewer of the same.
    pairs = [
        pair
        for pair, n in sorted(n_common.items(), key=lambda item: (-item[1], item[0]))
        if n > 1 or min(len(signs[key]) for key in pair) <= _FEW_SIGNS
    ]
    return pairs[:_MAX_PAIRS]


def _likeness(one: _Name, other: _Name, n_completions: Mapping[str, int]) -> float:
    """How much speaks for two names being one program's: their words, codes, kegiatan and places."""
    beside = 0.0
    if one.below and other.below:
        beside += _SAME_KEGIATAN * len(one.below & other.below) / min(len(one.below), len(other.below))
    if one.codes and other.codes:
        beside += _SAME_CODE if one.codes & other.codes else -_OTHER_CODE
    if not one.places.isdisjoint(other.places):
        beside += _SAME_PLACE
    if _share_an_odd_amount(one, other):
        beside += _SAME_MONEY
    short, long = sorted((one, other), key=lambda name: len(name.words))
    if _goes_on_in_a_sentence(short, long):
        return round(_BEGINNING + _SENTENCE + beside, 4)
    ones, others = _in_full(one.words, other.words), _in_full(other.words, one.words)
    left, right = list(ones), list(others)
    for word in ones:
        same = [word] if word in right else [w for w in right if _is_like(word, w)]
        if same:
            left.remove(word)
            right.remove(same[0])
    if any(map(is_decisive, left + right)):
        return 0.0
    n_words = max(len(ones), len(others))
    like = 1 - max(len(left), len(right)) / n_words if n_words else 0.0
    if _is_beginning(short.words, long.words):
        # Of several that it may be the beginning of, the cut says nothing.
        is_cut = short.is_cut and n_completions[short.key] == 1
        like = max(like, _BEGINNING + _CUT * is_cut)
        if one.places.isdisjoint(other.places) and not one.sides.isdisjoint(other.sides):
            beside += _SAME_PLACE
    if min(len(one.key), len(other.key)) >= _MIN_GLUED:
        # Words that print glues together are none of the above.
        like = max(like, ratio(one.key, other.key, least=max(like, _MIN_LIKENESS - beside)))
    return round(like + beside, 4)


def _share_an_odd_amount(one: _Name, other: _Name) -> bool:
    """True when both print the same rupiah, not so round that it may be chance."""
    amounts, others = ({amount for _, amount in name.amounts} for name in (one, other))
    return any(amount > _ROUND and amount % _ROUND for amount in amounts & others)


def _in_full(words: Sequence[str], others: Sequence[str]) -> list[str]:
    """The words with those of the other name in the place of their initials: `KUMKM`."""
    initials = "".join(word[0] for word in others)
    full: list[str] = []
    for word in words:
        at = initials.find(word) if len(word) >= _MIN_INITIALS and word not in others else -1
        full += others[at : at + len(word)] if at >= 0 else [word]
    return full


def _is_beginning(short: Sequence[str], long: Sequence[str]) -> bool:
    """True when words are the first of a longer name's, the last of them whole or cut."""
    n = len(short)
    return (
        _MIN_BEGINNING <= n < len(long)
        and list(short[:-1]) == list(long[: n - 1])
        and long[n - 1].startswith(short[-1])
    )


def _goes_on_in_a_sentence(short: _Name, long: _Name) -> bool:
    """True when a name is another with a sentence behind it: `..., dijabarkan dalam 1 (satu) kegiatan`."""
    if not _is_beginning(short.words, long.words) or long.words[len(short.words) - 1] != short.words[-1]:
        return False
    said = iter(words_of(long.text))
    for word in short.words:
        if not any(word == one for one in said):
            return False
    return _SENTENCE_WORD.fullmatch(next(said, "")) is not None


def _is_better(one: _Name, other: _Name) -> bool:
    """True for a name to show before another: without a heading or a sentence, and not cut."""
    if one.has_heading != other.has_heading:
        return other.has_heading
    if _goes_on_in_a_sentence(one, other):
        return True
    return _is_beginning(other.words, one.words) and not _goes_on_in_a_sentence(other, one)


@remembered(32 << 20)
def _is_like(word: str, other: str) -> bool:
    """True for a slip, a word cut short (`Pemel`), or long words that differ by a letter."""
    short, long = sorted((word, other), key=len)
    return (
        is_slip(*sorted((word, other)))
        or (len(short) >= _MIN_ABBREVIATED and long.startswith(short))
        or (len(short) >= _MIN_LONG and ratio(word, other, least=_LONG_LIKENESS) >= _LONG_LIKENESS)
    )
