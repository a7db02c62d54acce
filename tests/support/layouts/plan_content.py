"""What a drawn plan says: agencies, programs, what stands below them, indicators and money.

Names come from the official nomenclature and the labelled rows of this repository,
so they are the ones that planners print. What is below a program is what those rows
say is below it; where they know too little, names of other programs fill up: a
reader of layouts learns from their form.
"""

from __future__ import annotations

import itertools
import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from tests.support.layouts.wordings import (
    AGENCIES,
    BASELINE_WORDS,
    FIELDS,
    OUTCOMES,
    RESULT_UNITS,
    SUPPORT_KEGIATAN,
    SUPPORT_PROGRAM,
)
from tests.support.paths import DATA, OFFICIAL_PROGRAMS

# Words that stay small in a title, and what stands in capitals there.
_SMALL = frozenset(
    ("dan", "atau", "di", "ke", "dari", "untuk", "bagi", "yang", "dalam", "pada", "serta", "oleh", "dengan")
)
_ACRONYM = re.compile(r"\(([A-Z0-9/]{2,8})\)|\b(UMKM|DPRD|KSP/USP|PAUD|SPBE|B3|MHA|LLAJ|RSUD|KB|SDA|ASN)\b")


@dataclass(frozen=True)
class Indicator:
    """One indicator, its unit, its state before the plan, and a target for each year."""

    text: str
    unit: str
    before: str
    targets: tuple[str, ...]


@dataclass(frozen=True)
class Item:
    """A program, kegiatan or sub kegiatan with what is below it; `money` is rupiah by year."""

    level: str
    kode: str
    name: str
    indicators: tuple[Indicator, ...]
    money: Mapping[str, int]
    outcome: str = ""
    below: tuple[Item, ...] = ()

    def walk(self) -> Iterator[Item]:
        """This and all below it, in the order of a table."""
        yield self
        for item in self.below:
            yield from item.walk()


@dataclass(frozen=True)
class Agency:
    """A perangkat daerah, with the fields of government that are its own, and how tables shorten it."""

    name: str
    short: str
    fields: tuple[str, ...]


@dataclass(frozen=True)
class Names:
    """All names that are known, by what they name."""

    official: Mapping[str, tuple[tuple[str, str], ...]]
    local_programs: tuple[str, ...]
    kegiatan: Mapping[str, tuple[str, ...]]
    subkegiatan: Mapping[str, tuple[str, ...]]
    indicators: Mapping[str, tuple[str, ...]]


def fold(text: str) -> str:
    """Letters and digits alone, in small letters."""
    return re.sub(r"[^0-9a-z]+", "", text.lower())


# Marks that a sentence has and a name has not.
_MARKS = re.compile(r'[:;?!"<>=+]|\.\s|\.$|\s-\s')


def _is_name(text: str) -> bool:
    """Whether a labelled text may stand as a name: no sentence, and letters that every font has."""
    has_end = not re.search(r"(?i)\b(dan|di|bagi|dalam|untuk|yang|serta|pada|dengan)$", text)
    return 14 <= len(text) <= 170 and text.isascii() and has_end and not _MARKS.search(text)


def _has_cut_words(text: str, n_times: Counter[str]) -> bool:
    """Whether a word of the text stands in two parts, as labelled rows keep them from narrow cells."""
    words = re.findall(r"[a-z]+", text.lower())
    return any(
        n_times[one + other] > 2 and min(n_times[one], n_times[other]) < 3
        for one, other in itertools.pairwise(words)
    )


@cache
def names() -> Names:
    """All names of the repository's nomenclature and labelled rows."""
    official: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for line in OFFICIAL_PROGRAMS.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["kode"][0] != "X":
            official[row["kode"][:4]].append((row["kode"], row["program"]))
    known = {fold(name) for programs in official.values() for _, name in programs}
    local: dict[str, None] = {}
    below: dict[str, dict[str, dict[str, None]]] = {
        level: defaultdict(dict) for level in ("kegiatan", "subkegiatan", "indikator")
    }
    rows = [
        json.loads(line)
        for file in ("nomenclature", "local")
        for line in (DATA / f"{file}.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    n_times = Counter(word for row in rows for word in re.findall(r"[a-z]+", row["text"].lower()))
    for row in rows:
        text, level = row["text"], row.get("level")
        if not _is_name(text) or _has_cut_words(text, n_times):
            continue
        if level == "program" and re.match("program ", text, re.IGNORECASE):
            if fold(text) not in known:
                local[text] = None
        elif level in below and not re.match("program", text, re.IGNORECASE):
            below[level][fold(row.get("program", ""))][text] = None
    kegiatan, subkegiatan, indicators = (
        {program: tuple(texts) for program, texts in below[level].items()}
        for level in ("kegiatan", "subkegiatan", "indikator")
    )
    return Names({k: tuple(v) for k, v in official.items()}, tuple(local), kegiatan, subkegiatan, indicators)


@cache
def _pool(level: str) -> tuple[str, ...]:
    """All names of a level, whatever they are below."""
    return tuple(text for texts in getattr(names(), level).values() for text in texts)


def agencies() -> tuple[Agency, ...]:
    """Agencies whose fields have programs in the nomenclature."""
    official = names().official
    return tuple(
        Agency(name, short, tuple(f for f in fields.split() if f in official))
        for name, short, fields in AGENCIES
        if any(f in official for f in fields.split())
    )


def field_name(kode: str) -> str:
    """What the field of government with this code is called."""
    return FIELDS.get(kode, "PENUNJANG URUSAN PEMERINTAHAN")


def in_case(text: str, case: str) -> str:
    """The text in an office's case; short forms stay in capitals."""
    if case == "kept":
        return text
    if case == "upper":
        return text.upper()
    acronyms = {a for pair in _ACRONYM.findall(text) for a in pair if a}
    if not text.isupper():
        acronyms |= set(re.findall(r"\b[A-Z][A-Z/-]+[A-Z]\b", text))
    words = []
    for i, word in enumerate(text.split()):
        bare = word.strip("(),")
        if bare in acronyms:
            words.append(word)
        elif case == "title" and i and bare.lower() in _SMALL:
            words.append(word.lower())
        else:
            words.append(re.sub(r"[A-Za-z]+", lambda m: m[0][0].upper() + m[0][1:].lower(), word))
    return " ".join(words)


def with_slip(text: str, generator: random.Random) -> str:
    """The name with a slip as offices print them: glued words, a letter lost or doubled."""
    words = text.split()
    if len(words) < 4:
        return text
    i = generator.randrange(1, len(words) - 1)
    kind = generator.choice(("glue", "lose", "double"))
    if kind == "glue":
        words[i : i + 2] = [words[i] + words[i + 1]]
    elif len(words[i]) > 5 and words[i].isalpha():
        j = generator.randrange(2, len(words[i]) - 1)
        words[i] = words[i][:j] + words[i][j + (kind == "lose") - (kind == "double") :]
    return " ".join(words)


@dataclass
class Author:
    """Writes the items of a document; `years` are those the plan has money for."""

    generator: random.Random
    years: Sequence[str]
    slips: float = 0.0
    digits: int = 4
    least: int = 1
    _used: set[str] = field(default_factory=set)

    def program(
        self, kode: str, name: str, depth: int, n_kegiatan: int, n_sub: int, n_indicators: int
    ) -> Item:
        """A program with kegiatan (`depth` 2) and sub kegiatan (3) below it."""
        key = fold(name)
        is_support = kode.endswith(".01")
        below: list[Item] = []
        if depth > 1:
            if is_support:
                chosen = self.generator.sample(SUPPORT_KEGIATAN, min(n_kegiatan, len(SUPPORT_KEGIATAN)))
                chosen.sort(key=SUPPORT_KEGIATAN.index)
                parts = [(number, text, subs) for number, text, *subs in chosen]
            else:
                texts = self._chosen("kegiatan", key, n_kegiatan)
                numbers = sorted(self.generator.sample(range(1, 16), len(texts)))
                parts = [(f"2.{n:02}", text, []) for n, text in zip(numbers, texts, strict=True)]
            for number, text, subs in parts:
                below.append(self._kegiatan(f"{kode}.{number}", text, key, subs, depth, n_sub))
        return self._item("program", kode, name, key, tuple(below), n_indicators)

    def loose(self, level: str, name: str) -> Item:
        """An item without code and with nothing below it."""
        return self._item(level, "", name, "", (), 1)

    def _kegiatan(self, kode: str, name: str, key: str, subs: Sequence[str], depth: int, n_sub: int) -> Item:
        below: list[Item] = []
        if depth > 2:
            texts = list(subs) or self._chosen("subkegiatan", key, n_sub)
            texts = texts[: max(1, n_sub)]
            numbers = sorted(self.generator.sample(range(1, 24), len(texts)))
            for n, text in zip(numbers, texts, strict=True):
                sub_kode = f"{kode}.{n:0{self.digits}}"
                below.append(self._item("subkegiatan", sub_kode, text, key, (), 1))
        return self._item("kegiatan", kode, name, key, tuple(below), 1)

    def _chosen(self, level: str, key: str, n: int) -> list[str]:
        own = [text for text in getattr(names(), level).get(key, ()) if text not in self._used]
        texts = self.generator.sample(own, min(n, len(own)))
        while len(texts) < n:
            text = self.generator.choice(_pool(level))
            if text not in self._used and text not in texts:
                texts.append(text)
        self._used.update(texts)
        return texts

    def _item(
        self, level: str, kode: str, name: str, key: str, below: tuple[Item, ...], n_indicators: int
    ) -> Item:
        if self.generator.random() < self.slips:
            name = with_slip(name, self.generator)
        if below:
            money = {year: sum(item.money[year] for item in below) for year in self.years}
        else:
            money = self._money(level)
        by_text = {
            indicator.text: indicator for indicator in self._indicators(level, name, key, n_indicators)
        }
        indicators = tuple(by_text.values())
        outcome = f"{self.generator.choice(OUTCOMES)} {self._topic(name)}"
        return Item(level, kode, name, indicators, money, outcome, below)

    def _indicators(self, level: str, name: str, key: str, n: int) -> Iterator[Indicator]:
        for _ in range(n):
            yield self.indicator(level, name, key)

    def _topic(self, name: str) -> str:
        """The last words of a name, as an outcome repeats them."""
        words = re.sub(r"(?i)^(program|kegiatan|sub kegiatan)\s+", "", name).split()
        return in_case(" ".join(words[1:8]) or name, "title").lower()

    def _money(self, level: str) -> dict[str, int]:
        scale = {"program": 10.1, "kegiatan": 8.9, "subkegiatan": 8.2}[level]
        first = 10 ** self.generator.gauss(scale, 0.55)
        grain = self.least * self.generator.choice((1, 10, 50, 100, 500, 1000))
        money = {}
        for i, year in enumerate(self.years):
            amount = first * (1 + 0.06 * i) * self.generator.uniform(0.9, 1.1)
            money[year] = max(grain, int(amount) // grain * grain)
        return money

    def indicator(self, level: str, name: str, key: str = "") -> Indicator:
        """An indicator of an item, with unit and a target for each year."""
        own = names().indicators.get(key, ())
        if level == "program" and own and self.generator.random() < 0.5:
            text = self.generator.choice(own)
        elif level == "program" and self.generator.random() < 0.6:
            text = self.generator.choice(_pool("indicators"))
        else:
            text = self._result(name)
        percent = bool(re.match(r"(?i)persen|prosen|cakupan|tingkat|rasio", text))
        if percent:
            unit = self.generator.choice(("%", "Persen", "persen", "%"))
            start = self.generator.uniform(35, 90)
            step = self.generator.uniform(0, 3)
            numbers = [min(100.0, start + step * i) for i in range(len(self.years) + 1)]
            form = self.generator.choice(("{:.0f}", "{:.2f}", "{:.1f}"))
            values = [form.format(n).replace(".", ",") for n in numbers]
        else:
            unit = self.generator.choice(RESULT_UNITS)
            base = self.generator.choice((1, 1, 2, 4, 12, 20, 45, 120, 900))
            values = [str(base + i * (base // 10)) for i in range(len(self.years) + 1)]
        if self.generator.random() < 0.15:
            values[0] = self.generator.choice(BASELINE_WORDS)
        return Indicator(text, unit, values[0], tuple(values[1:]))

    def _result(self, name: str) -> str:
        """An indicator that repeats the name it measures, as the official ones do."""
        bare = in_case(re.sub(r"(?i)^(program|kegiatan|sub kegiatan)\s+", "", name), "title")
        form = self.generator.choice(
            (
                "Jumlah Dokumen {}",
                "Jumlah Laporan Hasil {}",
                "Persentase {}",
                "Jumlah {} yang Terlaksana",
                "Cakupan {}",
                "Persentase Capaian {}",
                "Jumlah Laporan {}",
                "Terlaksananya {}",
                "Tersedianya Dokumen {}",
                "Cakupan Program {}",
            )
        )
        return form.format(bare)


def plan_items(
    author: Author, fields: Sequence[str], depth: int, size: int, *, support: bool = True
) -> dict[str, list[Item]]:
    """Programs by field of government, of about `size` rows together."""
    generator = author.generator
    planned: dict[str, list[Item]] = {}
    n_rows = 0
    for place, kode in enumerate(fields):
        programs = list(names().official[kode])
        generator.shuffle(programs)
        programs = sorted(programs[: generator.choice((1, 2, 3, 4, 6))])
        if support and place == 0 and generator.random() < 0.6:
            prefix = "X.XX" if generator.random() < 0.25 else kode
            programs.insert(0, (f"{prefix}.01", SUPPORT_PROGRAM))
        for program_kode, name in programs:
            if n_rows >= size:
                break
            n_kegiatan = generator.choice((1, 1, 2, 3, 4)) if depth > 1 else 0
            n_sub = generator.choice((1, 2, 2, 3, 5)) if depth > 2 else 0
            n_indicators = generator.choice((1, 1, 1, 2, 2, 3, 4))
            if generator.random() < 0.015:
                n_indicators = generator.randint(12, 30)
            item = author.program(program_kode, name, depth, n_kegiatan, n_sub, n_indicators)
            item = _cut_to(item, max(1, size - n_rows))
            planned.setdefault(kode, []).append(item)
            n_rows += sum(1 for _ in item.walk())
        if n_rows >= size:
            break
    return planned


def _cut_to(item: Item, size: int) -> Item:
    """The item with at most `size` rows, its money being that of what is left."""
    if sum(1 for _ in item.walk()) <= size or not item.below:
        return item
    below: list[Item] = []
    n_rows = 1
    for part in item.below:
        if below and n_rows >= size:
            break
        below.append(_cut_to(part, size - n_rows) if part.below else part)
        n_rows += sum(1 for _ in below[-1].walk())
    years = item.money.keys()
    return replace(item, below=tuple(below), money={y: sum(part.money[y] for part in below) for y in years})
