"""A name as printed: where it begins and ends, its words, and the form in which two prints of it are one.

What is no part of a name is known by its first word: the region, the year, the next
words of a sentence or title (`s/d`, `, dengan ...`, `dan Pencapaian ...`), another agency.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from classifier.agencies.regions import is_province_at, word_set
from classifier.fields.names import fold

# What an agency is, as the first word of its name.
KIND_WORDS = word_set(
    "dinas badan inspektorat sekretariat kecamatan kelurahan distrik kapanewon kemantren kantor biro "
    "satuan rsud rsu rsj rsjd "
)
# Parts of an agency, which are none themselves.
_UNITS = re.compile(
    r"(?:(?:kepala|plt\.?|pelaksana)\s+)*"
    r"((?:sub\s*-?\s*)?(?:bidang|bagian|bag\b|seksi|bid\b)|subbag\w*|subbid\w*|uptd?b?\b|upt\s+dinas|balai|"
    r"cabang\s+dinas|unit\s+pelaksana|puskesmas|instalasi|kasubb?a[gn]\w*|kasi\b|kabid\b|kelompok\s+jabatan|"
    r"sekretariat(?=\s*(?:$|dinas\b|badan\b|kecamatan\b|inspektorat\b|sub\b)))(?![^\W\d_])",
    re.IGNORECASE,
)
# Where the name is over, as the next word.
_END = KIND_WORDS | word_set(
    "bappeda bapenda bpbd bkd satpol dprd bps bpn polres kodim kementerian "
    "provinsi propinsi prov kabupaten kab kota pemerintah tahun ta thn periode pada dalam yang adalah "
    "sebagai ini itu untuk dengan telah dapat akan agar guna oleh terhadap maka selaku melalui "
    "jumlah persentase prosentase persen meningkatnya terlaksananya tersedianya indeks tingkat cakupan "
    "lalu perwakilan "
    "merupakan sd hingga sampai setda sekda setwan setdaprov tersebut terkait lain lainnya se di ke "
    "dari atas bahwa karena sehingga bersama kepada maupun atau juga mempunyai memiliki mengacu "
    "menyusun sesuai tentang berdasarkan berkoordinasi antara lembar halaman hal page bab nip nama "
    "jabatan kode no nomor jl jln jalan alamat telp tlp telepon fax website email target indikator "
    "sasaran tujuan visi misi program kegiatan renja renstra rkpd rpjmd lkip lakip rkt rencana laporan "
    "perjanjian daftar tabel gambar lampiran capaian pencapaian realisasi prakiraan rekapitulasi "
    "evaluasi pelaksanaan kinerja anggaran selanjutnya yaitu yakni bupati walikota gubernur kepala "
    "unit bidang bagian seksi subbag uptd upt balai cabang republik ri sudah masih harus tidak belum "
    "memuat disusun meliputi terdiri tanggal draft revisi perubahan review rancangan akhir awal per"
)
# Words behind "dan" with which no name goes on, beside those above.
_NO_PART = word_set("stakeholder instansi lembaga perangkat opd skpd masyarakat pihak swasta serta juga ")
_TOKEN = re.compile(r"[^\W_]+(?:['’´`][^\W_]+)*")
_ENDING_MARKS = frozenset('.:;()[]{}|–—"“”•*=<>_')
_TIES = frozenset({"dan", "serta", "and"})
# A full stop that ends no name: `RSUD dr. Contoh`.
_TITLES = word_set("dr prof h hj kh k r rd tgk ir drs st i a m s ")
# Up to eight words to the "dan" that ends an enumeration.
_TO_AND = re.compile(r"(?:[^\W\d_]+[\s,/-]+){1,8}?(?:dan\b|serta\b|&)|[^\W\d_]+\s*&", re.IGNORECASE)
_NUMBER = re.compile(r"\d.*|[ivx]{1,4}|.")
MAX_WORDS = 18
# Spellings of one word.
_SPELLINGS = (
    ("perijinan", "perizinan"), ("pemukiman", "permukiman"), ("propinsi", "provinsi"), ("asset", "aset"),
    ("kependudukancatatansipil", "kependudukanpencatatansipil"), ("informasika", "informatika"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a printed name, folded, with its place in the text."""

    text: str
    folded: str
    start: int
    end: int

    @property
    def is_tie(self) -> bool:
        """True for the "dan" between two fields."""
        return self.folded in _TIES

    @property
    def is_kind(self) -> bool:
        """True for the word with which an agency's name begins."""
        return self.folded in KIND_WORDS


def folded_word(word: str) -> str:
    """A word's letters and digits in lower case; as it is when it has none of those that are folded."""
    return fold(word) or word.lower()


def words(text: str) -> tuple[Word, ...]:
    """The words of a text in order."""
    return tuple(
        Word(word.group(), folded_word(word.group()), word.start(), word.end())
        for word in _TOKEN.finditer(text)
    )


def key(printed: str) -> str:
    """Letters and digits in lower case, without "dan", one spelling a word."""
    return joined_key([word.folded for word in words(printed)])


def joined_key(folded: Sequence[str]) -> str:
    """The key of folded words."""
    text = "".join(word for word in folded if word not in _TIES)
    for printed, spelling in _SPELLINGS:
        if printed in text and spelling not in text:
            text = text.replace(printed, spelling)
    return text


def is_kind_alone(printed: str) -> bool:
    """True for what says what an agency is and not which: `Kantor`."""
    only = words(printed)
    return len(only) == 1 and only[0].is_kind


def words_in_any_order(name: str) -> str:
    """The different words of a name, sorted behind its first: what two orders of its fields share."""
    folded = [word.folded for word in words(name) if not word.is_tie]
    if len(folded) > 2 and folded[-1] == "daerah":
        folded = folded[:-1]
    return " ".join([*folded[:1], *sorted({joined_key([word]) for word in folded[1:]})])


def initials(name: str) -> frozenset[str]:
    """The first letters of a name of three words or more, with and without its "dan"; none for others."""
    folded = words(name)
    if len(folded) < 3:
        return frozenset()
    without = "".join(word.folded[0] for word in folded if not word.is_tie)
    return frozenset({without, "".join(word.folded[0] for word in folded)})


def unit_at(text: str, start: int) -> tuple[int, int] | None:
    """Where a bidang, seksi, UPTD or other part of an agency is named, when its word stands at `start`."""
    unit = _UNITS.match(text, start)
    if unit is None:
        return None
    end = end_of_name(text, unit.start(1), n_sure=len(unit.group(1)))
    return unit.start(1), max(end, unit.end(1))


def goes_on(text: str, end: int, vocabulary: frozenset[str]) -> bool | None:
    """Whether a name that could end at `end` has more words; None when what follows may be a place.

    `vocabulary` are the words of known agencies: `Dinas Perhubungan, Komunikasi ...` goes on,
    `Dinas Kesehatan Contoh` may be that of Contoh.
    """
    following = _TOKEN.search(text, end)
    if following is None:
        return False
    between, word = text[end : following.start()], following.group()
    folded = folded_word(word)
    if folded == "daerah" and not between.strip():
        return goes_on(text, following.end(), vocabulary)
    if set(between) & (_ENDING_MARKS | {"/", "-"}) or _NUMBER.fullmatch(folded):
        return False
    if "&" in between or folded in _TIES:
        after = _TOKEN.search(text, following.end()) if folded in _TIES else following
        is_part = after is not None and _is_part(after.group())
        # "serta" begins another part of the sentence more often than of the name.
        return is_part and (
            folded != "serta" or (after is not None and folded_word(after.group()) in vocabulary)
        )
    if "," in between:
        return _is_part(word) and _comes_to_and(text, following.start())
    if "\n" in between or folded in _END or not word[0].isupper() or is_province_at(text, end):
        return False
    return True if folded in vocabulary else None


def _is_part(word: str) -> bool:
    """True for a word that can go on a name behind a comma or "dan"."""
    folded = folded_word(word)
    return word[0].isupper() and len(folded) > 1 and folded not in _END and folded not in _NO_PART


def _comes_to_and(text: str, start: int) -> bool:
    """True when what stands there goes on to the "dan" of an enumeration; a person's titles do not."""
    return _TO_AND.match(text, start) is not None


def end_of_name(text: str, start: int, *, n_sure: int = 0) -> int:
    """Where the name that begins at `start` is over; its first `n_sure` letters belong to it."""
    end, is_tied = start, False
    for n_words, word in enumerate(_TOKEN.finditer(text, start)):
        is_first = n_words == 0 or word.start() < start + n_sure
        if n_words == MAX_WORDS or not (is_first or _belongs(text, start, end, word, is_tied)):
            break
        is_tied = folded_word(word.group()) in _TIES
        end = word.end()
    return end


def trimmed(text: str) -> str:
    """The name that a text begins with, as printed, without what is no part of it: `Dinas Kominfo s/d`."""
    return text[: end_of_name(text, 0)].rstrip() or text


def _belongs(text: str, start: int, end: int, word: re.Match[str], is_tied: bool) -> bool:
    """Whether a word goes on the name in `start` to `end`; `is_tied` says that its last word is "dan"."""
    between, folded = text[end : word.start()], folded_word(word.group())
    is_title = "." in between and folded_word(text[start:end].split()[-1]) in _TITLES
    if (set(between) & _ENDING_MARKS and not is_title) or folded[0].isdigit():
        return False
    if ("-" in between and " " in between) or ("/" in between and folded in _END):
        return False
    if folded in _TIES:
        after = _TOKEN.search(text, word.end())
        return folded != "serta" and after is not None and _is_part(after.group())
    if "," in between:
        return _is_part(word.group()) and _comes_to_and(text, word.start())
    if folded in _END:
        return False
    is_new_line_or_place = "\n" in between or is_province_at(text, end)
    # `RSUD dr. Contoh` goes on, in small letters.
    is_sentence = text[start].isupper() and not word.group()[0].isupper() and folded != "dr"
    return is_tied or not (is_new_line_or_place or is_sentence)
