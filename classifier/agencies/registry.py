"""The registry of agencies: official names, short forms and spellings, and which of them a print means.

The packaged registry (`general.jsonl`) holds the kinds of agencies that provinces, kabupaten and
kota have, today's and those of 2008 to 2016; an installation adds its own, which wins. A print is
looked up by its longest part that is a known name or short form; likeness comes last, and is not sure.
What is in no registry stays as printed: nobody invents an agency.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from pathlib import Path

from classifier.agencies import printed_names
from classifier.agencies.printed_names import Word
from classifier.agencies.regions import without_spacing, word_set
from classifier.errors import DataError
from classifier.fields.remembered import Cache

# A print is read so far: a cell may hold a page of text.
_MAX_CHARS = 400
# What `find` keeps of its answers, some 10,000; a document prints a few hundred names.
_REMEMBERED_BYTES = 8 << 20
# So many words into a text a name may begin: `Nama OPD : ...`, `Kepala Bidang ... pada Dinas ...`.
_MAX_BEFORE = 24
# One slip in so many letters of a name; shorter names with a slip would be another agency's.
_LETTERS_A_SLIP, _MIN_LETTERS = 12, 13
# Between words printed without a space: `DinasPendidikan`.
_GLUED = re.compile(r"(?<=[a-z])(?=[A-Z][a-z]{2})")
# Agencies that have a proper name of their own, by the words that they begin with.
_OWN_NAMES = (
    (re.compile(r"kecamatan\b|kec\.", re.IGNORECASE), "Kecamatan", "kecamatan", ("7.01",)),
    (re.compile(r"kelurahan\b", re.IGNORECASE), "Kelurahan", "kelurahan", ("7.01",)),
    (re.compile(r"distrik\b", re.IGNORECASE), "Distrik", "kecamatan", ("7.01",)),
    (re.compile(r"kapanewon\b", re.IGNORECASE), "Kapanewon", "kecamatan", ("7.01",)),
    (re.compile(r"kemantren\b", re.IGNORECASE), "Kemantren", "kecamatan", ("7.01",)),
    (
        re.compile(r"(?:blud\s+)?(?:rsud|(?:rsu|rumah\s+sakit\s+umum)(?:\s+daerah)?)\b", re.IGNORECASE),
        "RSUD",
        "rumah sakit",
        ("1.02",),
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency by its official name, without region.

    `aliases` are short forms and other spellings, `urusan` the codes of its fields (`2.16`), `kind` what
    it is (`dinas`, `badan`, `biro`, ...); `is_former` is true for one that the law of 2016 ended.
    `variant_of` is the name under which the same agency goes elsewhere (`Dinas Kepemudaan dan Olahraga`,
    `Dinas Pemuda dan Olahraga`), with which it shares the short forms that stand there. One of an
    installation's own list with `needs_document` is missed where no document is of it.
    """

    name: str
    aliases: tuple[str, ...] = ()
    urusan: tuple[str, ...] = ()
    kind: str = ""
    is_former: bool = False
    variant_of: str = ""
    needs_document: bool = True

    @property
    def family(self) -> str:
        """The one name of all variants."""
        return self.variant_of or self.name


@dataclass(frozen=True, slots=True)
class Match:
    """What a print means.

    `name` is the official name, or what was printed without what is no part of it when `agency` is None.
    `is_sure` is false when only likeness, a short form of several agencies or a place behind the name speaks
    for it. `is_unit` is true when a bidang, seksi, UPTD or balai was printed; `agency` is then the one
    that it is said to be part of, None when none is.
    """

    name: str
    agency: Agency | None = None
    is_sure: bool = False
    is_unit: bool = False


class Registry:
    """Agencies by everything that they are called.

    `own` are those of an installation's own list.
    """

    def __init__(self, agencies: Iterable[Agency], *, own: Iterable[Agency] = ()) -> None:
        self.agencies = tuple(agencies)
        self.own = tuple(own)
        self._named: dict[str, Agency] = {}
        self._called: dict[str, list[Agency]] = {}
        for agency in self.agencies:
            self._named.setdefault(printed_names.key(agency.name), agency)
        for agency in self.agencies:
            for alias in agency.aliases:
                known = self._called.setdefault(printed_names.key(alias), [])
                if agency not in known:
                    known.append(agency)
            self._add_without_daerah(agency)
        for folded, several in self._called.items():
            # `BKPD` is rather the agency with these first letters than one that is only called so.
            several.sort(key=lambda agency: folded not in printed_names.initials(agency.name))
        self._variants: dict[str, list[Agency]] = {}
        for agency in self.agencies:
            if agency.variant_of:
                self._variants.setdefault(agency.variant_of, []).append(agency)
        self._by_words: dict[str, list[Agency]] = {}
        for agency in self.agencies:
            self._by_words.setdefault(printed_names.words_in_any_order(agency.name), []).append(agency)
        self._by_kind: dict[str, list[tuple[str, Agency]]] = {}
        for folded, agency in self._full_names():
            self._by_kind.setdefault(folded[:4], []).append((_as_scanned(folded), agency))
        self._vocabulary = frozenset(
            word.folded
            for agency in self.agencies
            for spelling in (agency.name, *agency.aliases)
            for word in printed_names.words(spelling)
            if len(word.folded) > 2
        )
        self._longest = max((len(folded) for folded in (*self._named, *self._called)), default=0)
        self._remembered: Cache[Match] = Cache(_REMEMBERED_BYTES)

    def _add_without_daerah(self, agency: Agency) -> None:
        shorter = agency.name.removesuffix(" Daerah")
        if shorter != agency.name and " " in shorter:
            folded = printed_names.key(shorter)
            if folded not in self._named:
                self._called.setdefault(folded, [agency])

    def _full_names(self) -> Iterator[tuple[str, Agency]]:
        """Names and the aliases that are written out, folded."""
        yield from self._named.items()
        for folded, agencies in self._called.items():
            if len(folded) > 14:
                yield folded, agencies[0]

    @staticmethod
    def packaged() -> Registry:
        """The general registry of this package."""
        return _packaged()

    @staticmethod
    def read(path: Path) -> Registry:
        """The registry in a file: JSON lines or CSV with `name` and `aliases` (in CSV split by `;` or `|`).

        Raises DataError when it cannot be read or a line is no agency.
        """
        agencies = read_agencies(path)
        return Registry(agencies, own=agencies)

    def with_own(self, other: Registry) -> Registry:
        """This registry and an installation's own, which wins where both know a name.

        An own agency that is known here under any of its names keeps what it is called here as well.
        """
        taken: set[str] = set()
        own: list[Agency] = []
        for agency in other.agencies:
            spellings = [agency.name, *agency.aliases]
            names = [self._named.get(printed_names.key(spelling)) for spelling in spellings]
            families = dict.fromkeys(known.family for known in names if known is not None)
            members = [
                known for known in self.agencies if known.family in families and known.family not in taken
            ]
            taken.update(families)
            also = [spelling for known in members for spelling in (known.name, *known.aliases)]
            urusan = agency.urusan or next((known.urusan for known in members), ())
            own.append(replace(agency, aliases=(*agency.aliases, *also), urusan=urusan))
        own_called = {
            printed_names.key(spelling)
            for agency in other.agencies
            for spelling in (agency.name, *agency.aliases)
        }
        # What one own agency is called stands before what another is called here.
        own = [
            replace(agency, aliases=_others(agency.aliases, own_called, given.aliases))
            for agency, given in zip(own, other.agencies, strict=True)
        ]
        kept = [
            replace(agency, aliases=_others(agency.aliases, own_called, ()))
            for agency in self.agencies
            if agency.family not in taken
        ]
        return Registry((*own, *kept), own=own)

    def called(self, short_form: str) -> tuple[Agency, ...]:
        """The agencies of exactly this name or short form, each before its variants; () of none."""
        folded = printed_names.key(short_form)
        if folded in self._named:
            return (self._named[folded],)
        return tuple(
            one
            for agency in self._called.get(folded, ())
            for one in (agency, *self._variants.get(agency.name, ()))
        )

    def find(self, printed: str) -> Match:
        """Which agency a print means; see `Match`."""
        printed = printed[:_MAX_CHARS]
        known = self._remembered.get(printed)
        if isinstance(known, Match):
            return known
        fresh = self._found(printed)
        self._remembered.put(printed, fresh)
        return fresh

    def _found(self, printed: str) -> Match:
        text = without_spacing(_GLUED.sub(" ", printed.replace("\ufffe", "-").replace("\r", "\n")))
        text = text.strip(" \t\n.,:;-–")
        words = printed_names.words(text)
        if len(words) == 1 and words[0].text[0].isupper() and self.called(words[0].text):
            # Alone in its cell even `PU` is a short form.
            return self._known(printed_names.key(words[0].text), ends=True)
        unit: tuple[int, int] | None = None
        for i, word in enumerate(words[:_MAX_BEFORE]):
            named_unit = printed_names.unit_at(text, word.start)
            # Some agencies are called as parts are: `Sekretariat Badan Koordinasi Penyuluhan`.
            if named_unit is not None and self._longest_known(words, i) is None:
                unit = unit or named_unit
                continue
            match = self._at(text, words, i)
            if match is None:
                continue
            if unit is None:
                return match
            if match.agency is not None:
                # What stands in the unit's own name is its field, not an agency: `Bidang Sekretariat`.
                return replace(match, is_unit=True)
        if unit is not None:
            return Match(_spaced(text[unit[0] : unit[1]]), is_unit=True)
        return Match(_spaced(text))

    def _at(self, text: str, words: tuple[Word, ...], i: int) -> Match | None:
        """The agency whose name begins with word `i`, None when none does."""
        start = words[i].start
        own = self._own_name(text, start)
        if own is not None:
            return own
        longest = self._longest_known(words, i)
        if longest is not None:
            j, folded = longest
            more = printed_names.goes_on(text, words[j].end, self._vocabulary)
            is_name = words[i].is_kind or j > i or _is_short_form(words[i].text)
            if more is not True and is_name:
                return self._known(folded, more is False)
        if not words[i].is_kind:
            return None
        # `Kantor Bakesbangpol`, `Badan BP3AKB`: a short form behind its kind.
        inner = self._longest_known(words, i + 1) if i + 1 < len(words) else None
        if inner is not None and not words[i + 1].is_kind and _is_short_form(words[i + 1].text):
            more = printed_names.goes_on(text, words[inner[0]].end, self._vocabulary)
            if more is not True:
                return self._known(inner[1], more is False)
        return self._unknown(text, start)

    def _longest_known(self, words: tuple[Word, ...], i: int) -> tuple[int, str] | None:
        """Last word and key of the longest known name that begins with word `i`; None when none does."""
        parts: list[str] = []
        longest: tuple[int, str] | None = None
        for j in range(i, min(len(words), i + printed_names.MAX_WORDS)):
            parts.append(words[j].folded)
            if words[j].is_tie:
                continue
            folded = printed_names.joined_key(parts)
            if len(folded) > self._longest + 8:
                break
            if folded in self._named or folded in self._called:
                longest = (j, folded)
        return longest

    def _known(self, folded: str, ends: bool) -> Match:
        agency = self._named.get(folded)
        if agency is not None:
            return Match(agency.name, agency, is_sure=ends)
        several = self._called[folded]
        return Match(several[0].name, several[0], is_sure=ends and len(several) == 1)

    def _own_name(self, text: str, start: int) -> Match | None:
        for begins, word, kind, urusan in _OWN_NAMES:
            match = begins.match(text, start)
            if match is None:
                continue
            end = printed_names.end_of_name(text, match.end()) if match.end() < len(text) else match.end()
            proper = _spaced(text[match.end() : end]).strip(" .,-")
            if not proper or printed_names.words(proper)[0].folded in _GENERIC:
                return Match(word) if word != "RSUD" else Match(word, Agency(word, (), urusan, kind), True)
            if not proper[0].isupper():
                return (
                    None
                    if word != "RSUD" or not proper.lower().startswith("dr")
                    else _own(word, proper, kind, urusan)
                )
            return _own(word, proper, kind, urusan)
        return None

    def _unknown(self, text: str, start: int) -> Match | None:
        """A name that no registry has: the one it is written most like, or as printed."""
        name = _spaced(text[start : printed_names.end_of_name(text, start)]).strip(" ,-–")
        if len(name.split()) < 2 or _GENERIC.intersection(
            word.folded for word in printed_names.words(name)[1:2]
        ):
            return None
        reordered = self._by_words.get(printed_names.words_in_any_order(name), ())
        alike = reordered[0] if len(reordered) == 1 else self._alike(name)
        return Match(alike.name, alike) if alike is not None else Match(name)

    def _alike(self, name: str) -> Agency | None:
        """The one agency whose name differs by a slip of the pen; words that are known are no slips."""
        folded = _as_scanned(printed_names.key(name))
        if all(word.folded in self._vocabulary or word.is_tie for word in printed_names.words(name)):
            return None
        letters = Counter(folded)
        best: list[tuple[int, str]] = []
        for other, agency in self._by_kind.get(folded[:4], ()):
            n_slips = len(other) // _LETTERS_A_SLIP
            if len(other) < _MIN_LETTERS or abs(len(other) - len(folded)) > n_slips:
                continue
            if sum((letters - Counter(other)).values()) > n_slips:
                continue
            distance = n_edits(folded, other, n_slips)
            if distance <= n_slips:
                best.append((distance, agency.name))
        names = [name for distance, name in best if distance == min(best)[0]]
        return self._named[printed_names.key(names[0])] if len(set(names)) == 1 else None


def _others(aliases: Iterable[str], own_called: set[str], given: tuple[str, ...]) -> tuple[str, ...]:
    """The aliases without those that an own list gives to an agency, but for the `given` ones."""
    kept = (alias for alias in aliases if alias in given or printed_names.key(alias) not in own_called)
    return tuple(dict.fromkeys(kept))


# Behind the kind these name no agency: `Dinas Terkait`, `Kecamatan se`.
_GENERIC = word_set(
    "terkait daerah teknis ini tersebut lain lainnya dan se provinsi propinsi prov kabupaten kab "
    "kota setempat di dalam yang atau tahun masing sebagai untuk dengan akan telah adalah nama pusat "
    "induk pengampu pelaksana kerja bersama pada agar dapat kami oleh maupun penyelenggara terdiri rp "
    "jumlah total target satuan lokasi program kegiatan pagu indikator volume anggaran keterangan no "
)


def _own(word: str, proper: str, kind: str, urusan: tuple[str, ...]) -> Match:
    name = f"{word} {proper.title() if proper.isupper() else proper}"
    return Match(name, Agency(name, (), urusan, kind), is_sure=True)


def _is_short_form(word: str) -> bool:
    """True for a word that is written as short forms are: `DPUPR`, `Disdik`, not `pol`."""
    return word[0].isupper() and len(word) > 2


def _as_scanned(folded: str) -> str:
    """Letters that OCR takes for one another as one: `Petemakan` is printed `Peternakan`."""
    return folded.replace("rn", "m").replace("1", "l").replace("0", "o")


def _spaced(text: str) -> str:
    return " ".join(text.split())


def n_edits(one: str, other: str, limit: int) -> int:
    """How many letters must be put, taken or changed to make one text of the other; `limit + 1` when more."""
    before = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        row = [i]
        for j, other_letter in enumerate(other, start=1):
            row.append(min(before[j] + 1, row[-1] + 1, before[j - 1] + (letter != other_letter)))
        if min(row) > limit:
            return limit + 1
        before = row
    return before[-1]


def read_agencies(path: Path) -> tuple[Agency, ...]:
    """The agencies in a file of JSON lines or CSV. Raises DataError when it is neither."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise DataError(f"{path}: cannot be read ({error.strerror}); name a file of agencies.") from error
    except UnicodeDecodeError as error:
        raise DataError(f"{path}: is not text in UTF-8; save the list of agencies as UTF-8.") from error
    begins = text.lstrip()[:1]
    agencies = tuple(_of_json(path, text) if begins in "{[" and begins else _of_csv(path, text))
    if not agencies:
        raise DataError(f"{path}: names no agency; give one a line, with `name` and `aliases`.")
    return agencies


def _of_json(path: Path, text: str) -> Iterator[Agency]:
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            entry = json.loads(line)
            yield _agency(entry)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise DataError(
                f"{path}:{number}: not an agency ({error}); a line is a JSON object with `name` and "
                "`aliases`, a list."
            ) from error


def _agency(entry: dict[str, object]) -> Agency:
    name = entry["name"]
    if not isinstance(name, str) or not name.strip():
        raise TypeError("name is no text")
    lists: dict[str, tuple[str, ...]] = {}
    for field in ("aliases", "urusan"):
        value = entry.get(field) or []
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise TypeError(f"{field} is no list of texts")
        lists[field] = tuple(item.strip() for item in value if item.strip())
    kind = entry.get("kind") or name.split()[0].lower()
    return Agency(
        _spaced(name),
        lists["aliases"],
        lists["urusan"],
        str(kind),
        is_former=bool(entry.get("former")),
        variant_of=str(entry.get("variant_of") or ""),
    )


def _of_csv(path: Path, text: str) -> Iterator[Agency]:
    first_line = text.split("\n", 1)[0]
    delimiter = ";" if first_line.count(";") > first_line.count(",") else ","
    try:
        reader = csv.DictReader(io.StringIO(text), delimiter=delimiter)
        columns = {(column or "").strip().lower(): column for column in reader.fieldnames or ()}
        if "name" not in columns:
            raise DataError(f"{path}: has no column `name`; its first line must be `name,aliases`.")
        for row in reader:
            name = _spaced(row[columns["name"]] or "")
            aliases = re.split(r"[;|]", (row[columns["aliases"]] or "") if "aliases" in columns else "")
            if name:
                yield Agency(
                    name,
                    tuple(alias.strip() for alias in aliases if alias.strip()),
                    kind=name.split()[0].lower(),
                )
    except csv.Error as error:
        raise DataError(f"{path}: not CSV ({error}); its first line must be `name,aliases`.") from error


@cache
def _packaged() -> Registry:
    text = files("classifier.agencies").joinpath("general.jsonl").read_text(encoding="utf-8")
    return Registry(_agency(json.loads(line)) for line in text.splitlines())
