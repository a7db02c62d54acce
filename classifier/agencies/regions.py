"""Provinces by name and short form, and where the name of a region begins and ends in print.

The provinces are listed (`provinces.json`); a kabupaten or kota is whatever name is
printed behind that word, so none has to be known.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from classifier.fields.names import fold


def word_set(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


# Behind a region's word stands no name: `Kabupaten/Kota`, `Provinsi dan`, `Kota Tahun`.
_NO_NAME = word_set(
    "dan atau serta di ke dari yang se tahun ta periode pada dalam untuk dengan oleh adalah sebagai "
    "ini itu tersebut lain lainnya no nomor kabupaten kab kota provinsi propinsi prov daerah "
    "pemerintah pusat menengah kecamatan desa kelurahan bab halaman hal page merupakan melalui "
    "maupun agar akan telah sesuai secara terhadap tentang antara sudah tidak belum bagi guna "
    "terdiri serta setiap lokasi target jumlah rencana program kegiatan renja renstra rkpd rpjmd "
    "lkip lakip dinas badan biro kantor bupati walikota gubernur kepala sekretaris ketua tgl tanggal "
    "penutup pendahuluan persen unit lembar sumber total data jl jalan telp telepon fax website "
    "email nip laporan perjanjian kinerja indikator dokumen kerja strategis rincian rekapitulasi "
    "anggaran perubahan selaku satuan organisasi perangkat "
)
_KINDS = {"provinsi": "Provinsi", "propinsi": "Provinsi", "prov": "Provinsi"}
_KINDS |= {"kabupaten": "Kabupaten", "kab": "Kabupaten", "kota": "Kota"}
_KIND = re.compile(
    r"(?<![^\W_])(?<!/)(provinsi|propinsi|prov\.?|kabupaten|kab\.?|kota)(?![^\W_])(?!\s*[./]\s*(?:kab|kota))",
    re.IGNORECASE,
)
_WORD = re.compile(r"[ \t]*([^\W\d_][^\W\d_'’-]*)")
# A cover's line may end before these.
_QUARTER = re.compile(r"\s*(barat|timur|utara|selatan|tengah|tenggara|laut)(?![^\W_])", re.IGNORECASE)
# So many words at most has the name of a kabupaten or kota: `Penukal Abab Lematang Ilir`.
_MAX_WORDS = 4
# Letters printed apart: `P R O V I N S I  J A W A  B A R A T`; and what such a run begins with.
_SPACED = re.compile(r"(?<![^\W_])(?:[^\W\d_][ \t]){4,}[^\W\d_](?:[ \t]\d){0,4}(?![^\W_])")
_RUN_BEGINS = re.compile(r"(dinas|badan|provinsi|kabupaten|kota|tahun)(?=\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Region:
    """A region as printed at `start` to `end` of a text, under its full name: `Kabupaten Contoh`."""

    name: str
    start: int
    end: int


@cache
def _provinces() -> dict[str, str]:
    """Names by folded name and alias."""
    text = files("classifier.agencies").joinpath("provinces.json").read_text(encoding="utf-8")
    names: dict[str, str] = {}
    for entry in json.loads(text):
        for spelling in (entry["name"], *entry["aliases"]):
            names[fold(spelling)] = entry["name"]
    return names


@cache
def _province_at() -> re.Pattern[str]:
    """A province's name, its words one behind the other, whatever stands between them."""
    longest_first = sorted(_provinces(), key=len, reverse=True)
    alternatives = "|".join(r"[\W_]{0,2}".join(spelling) for spelling in longest_first)
    return re.compile(rf"\s*({alternatives})(?![^\W\d_])", re.IGNORECASE)


@cache
def _bare_province() -> re.Pattern[str]:
    # Of one word only short forms: `Jambi` and `Jakarta` are towns as well.
    names = [name for name in _spellings() if " " in name or (name in _short_forms() and len(name) > 4)]
    alternatives = "|".join(map(re.escape, sorted(names, key=len, reverse=True))).replace(r"\ ", r"\s+")
    return re.compile(rf"({alternatives.lower()})(?![^\W_])")


@cache
def _short_forms() -> frozenset[str]:
    return frozenset(
        spelling for spelling in _spellings() if " " in province(spelling) and "akarta" not in spelling
    )


@cache
def _spellings() -> tuple[str, ...]:
    text = files("classifier.agencies").joinpath("provinces.json").read_text(encoding="utf-8")
    return tuple(spelling for entry in json.loads(text) for spelling in (entry["name"], *entry["aliases"]))


def province(text: str) -> str:
    """The province that a text names in full or in short, "" when it names none."""
    return _provinces().get(fold(text), "")


def is_unknown_province(region: str) -> bool:
    """True for `Provinsi X` where no province of that name is known."""
    word, _, name = region.partition(" ")
    return word == "Provinsi" and not province(name)


def is_province_at(text: str, start: int) -> bool:
    """True when the name or short form of a province stands at `start` of a text."""
    return _province_at().match(text, start) is not None


def without_spacing(text: str) -> str:
    """The text with what is printed letter by letter as words: `T A H U N  2 0 2 6` as `TAHUN 2026`."""
    return _SPACED.sub(lambda run: _RUN_BEGINS.sub(r"\1 ", re.sub(r"[ \t]", "", run.group())), text)


def regions(text: str) -> Iterator[Region]:
    """Every region named behind its word, in order: `Prov. Jabar` is `Provinsi Jawa Barat`."""
    for kind in _KIND.finditer(text):
        named = _named(text, kind)
        if named is not None:
            yield named


def bare_provinces(text: str) -> Iterator[Region]:
    """Every province named without its word (`se-Jawa Barat`, `Jabar`), in order."""
    lowered = text.lower()
    if len(lowered) != len(text):
        return
    for named in _bare_province().finditer(lowered):
        if named.start() and lowered[named.start() - 1].isalnum():
            continue
        yield Region(f"Provinsi {province(named.group())}", named.start(), named.end())


def _named(text: str, kind: re.Match[str]) -> Region | None:
    # Turkish letters are taken for these, and name nothing here.
    word = _KINDS.get(kind.group(1).lower().rstrip("."))
    if word is None:
        return None
    if word == "Provinsi":
        known = _province_at().match(text, kind.end())
        if known is not None:
            return Region(f"{word} {province(known.group(1))}", kind.start(), known.end())
    elif kind.group(1)[0].islower():
        return None
    names: list[str] = []
    end = kind.end()
    while len(names) < _MAX_WORDS and (next_word := _next_word(text, end, is_first=not names)):
        name = next_word.group(1)
        if name.lower() in _NO_NAME or not name[0].isupper() or (names and _two_words(text, end)):
            break
        # A capital name goes on in capitals alone.
        if names and names[0].isupper() != name.isupper():
            break
        names.append(name)
        end = next_word.end()
    if not names or fold("".join(names)) in {"indonesia"} or len("".join(names)) < 3:
        return None
    return Region(f"{word} {' '.join(map(_titled, names))}", kind.start(), end)


def _next_word(text: str, end: int, *, is_first: bool) -> re.Match[str] | None:
    """The word with which a name may go on: on the same line, or a quarter of the sky on the next."""
    return _WORD.match(text, end) or (None if is_first else _QUARTER.match(text, end))


def _two_words(text: str, start: int) -> bool:
    """True when a province of two words or more stands there: `Kabupaten Contoh Jawa Barat`."""
    known = _province_at().match(text, start)
    return known is not None and len(known.group(1).split()) > 1


def _titled(name: str) -> str:
    return name.capitalize() if name.isupper() else name
