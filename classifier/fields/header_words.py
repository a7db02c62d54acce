"""What the cell of a table's header means by its words.

Offices name their columns as they like; the patterns were read off 425 real
documents. They look at the letters of a cell without spaces, since narrow cells
cut words, and only a cell made of header words alone names the column of names: a
program may well be called "Program Pengelolaan ...".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Literal

from classifier.fields import names
from classifier.fields.name_likeness import is_slip
from classifier.fields.remembered import remembered

Role = Literal[
    "no", "kode", "program", "kegiatan", "subkegiatan", "name", "indikator",
    "target", "pagu", "realisasi", "lokasi", "opd", "number", "other",
]  # fmt: skip

NAME_ROLES: tuple[Role, ...] = ("program", "kegiatan", "subkegiatan", "name")

# Characters: what is longer is a row's text. By eye; not swept. Before changing it rerun
# tests/tables/test_header.py and tests/extraction/test_golden.py.
MAX_HEADER_CHARS = 110
# Characters: a longer text that begins with a level ("Program ...") is a name, whatever words it holds.
_MAX_LEVEL_CHARS = 25

# Tried in this order on the letters of a header cell without spaces; the first that matches counts, so
# what excludes (`realisasi`, `sumberdana`) stands before what is excluded (`pagu`).
_ROLES: tuple[tuple[Role, str], ...] = (
    ("number", r"[\[(]?\d{1,2}[a-z]?[\])]?(=.*)?$"),
    ("no", r"no(mor)?(urut)?\.?$"),
    ("kode", r"(no(mor)?\.?/?)?(kode|rek\b|rekening)"),
    ("other", r"sumber(dana|anggaran|pem)|catatan|keterangan|ket\.?$|jenis|kelompoksasaran|penerima"),
    ("realisasi", r"realisasi|p(ra|er|re)kira+nmaju|rencanamaju"),
    ("other", r".*(kondisi.*akhir|akhir(periode|renstra|rpjmd))"),
    ("target", r"target(?!.*(anggaran|pagu|rp|dana|biaya))"),
    ("target", r"besar(?:an|nya)(?!.*(anggaran|pagu|rp|dana|biaya))"),
    ("lokasi", r".*lokasi(?!anggaran)|.*alamat|kab\.?/kota|detil"),
    ("opd", r".*(penanggung|pelaksana(?!an)|pengelola(?!an)|unitkerja|pengampu)"),
    ("opd", r"(nama)?(opd|skpd|perangkatdaerah|unitorganisasi|instansi)"),
    ("other", r"tujuan|sasaran|misi|visi|strategi|arah|kebijakan|isu"),
    ("other", r"indikator(kinerja)?(utama)?(tujuan|sasaran)"),
    ("indikator", r"(?!.*(bidang|urusan)|program|sub)(.*(indikator|tolok|keluaran|outcome|output)|hasil)"),
    ("indikator", r"(uraian)?indikator"),
    ("realisasi", r".*p(ra|er|re)kira+nmaju|.*realisasi|.*serapan|.*penyerapan"),
    ("realisasi", r".*(capaian(?!.*(pagu|anggaran|dana|rp))|persentase|tingkat|sisa|lebih/?kurang)"),
    ("realisasi", r"%|.*\(%\)$|(keu|keuangan|fisik)$"),
    ("pagu", r".*(pagu|anggaran|biaya|kebutuhandana|pendanaan|alokasi|indikatif|\(rp)"),
    ("pagu", r"(jumlah)?\(?rp|dana|ap(?:b[dn]|db)|jumlah$|jumlahdana|total$|nilai|bl$|btl$|belanja|rupiah"),
    ("target", r"target|volume|vol|satuan|kondisi|baseline|data|k$|kinerja|tw|triwulan"),
)
# The words of headers of name columns: `Urusan/Bidang Urusan Pemerintahan Daerah dan Program/Kegiatan`.
_NAME_WORDS = frozenset(
    re.findall(
        r"\w+",
        """
        urusan bidang pemerintahan pemerintah daerah program kegiatan sub subkegiatan dan atau outcome output
        keluaran prioritas pembangunan nama uraian nomenklatur rincian rencana indikatif wajib pilihan
        skpd opd perangkat kode tahun rkpd renja renstra utama unggulan strategis komponen sasaran
        kinerja pokok aksi kerja judul dukungan no pd kab kabupaten kota provinsi yang akan dilaksanakan
        pada untuk pencapaian arah kebijakan strategis organisasi
        """,
    )
)
# What is left of such a header when spaces, marks and cuts are taken out.
_CUT_NAMES: dict[str, Role] = {
    "program": "program",
    "kegiatan": "kegiatan",
    "subkegiatan": "subkegiatan",
    "programkegiatan": "name",
    "programdankegiatan": "name",
    "programkegiatansubkegiatan": "name",
}
# What a lower level of a header states besides: a row of small numbers may look like one but for its name.
_HEADER_WORDS = _NAME_WORDS | frozenset(
    re.findall(
        r"\w+",
        """
        k rp juta ribu ribuan jutaan milyar miliar rupiah target pagu anggaran biaya dana kebutuhan
        pendanaan alokasi realisasi capaian tingkat persentase prosentase keuangan fisik keu volume
        vol satuan kondisi awal akhir baseline data indikator keluaran hasil tolok ukur lokasi
        sumber jumlah total murni perubahan sebelum sesudah setelah apbd apbn prov dau dak pad bl btl
        belanja triwulan tw i ii iii iv perangkat unit penanggung jawab pelaksana kinerja renstra ke
        thn ta n sd s d dari terhadap keterangan ket catatan penting maju prakiraan perkiraan nilai
        serapan sisa lebih kurang bertambah berkurang
        """,
    )
)
# `Kegitatan`, `Kegaitan`, `Kegiata`; `Progam`, `Prgram`.
_MISSPELT_KEGIATAN = re.compile(r"\bkeg(?!iatan\b)[aitn]{4,7}\b(?!\s+[a-z]\b)")
_MISSPELT_PROGRAM = re.compile(r"\b(?:progam|prgram|proram|progrm|porgram)\b")
# `Jenis Anggaran/Program`, `Jenis Belanja, Program`: the kinds are headings among the programs.
_KINDS_ABOVE = re.compile(r"^\s*jenis\s+(?:anggaran|belanja|dana)\s*[/,&]\s*(?=program|kegiatan)")
# `Prog/Keg/Sub Keg.`
_SHORT_PROGRAM, _SHORT_KEGIATAN = re.compile(r"\bprog\b\.?"), re.compile(r"\bkeg\b\.?")
# `2026`, `Tahun 2026`, `Tahun ke-1`, `Tahun-1`, `Tahun III`, `TA 2026 (Rp)`, `2026 (n+1)`; spaces are taken
# out first.
_YEARS_ONLY = re.compile(
    r"(?:(?:tahun|thn|ta)?\.?(?:ke-?\d|20\d\d)|(?:tahun|thn)\.?-?(?:[1-6]|i{1,3}|iv|vi?))"
    r"(?:\(?rp\.?\)?)?(?:\(?[n+\-\d]*\)?)?"
)


@remembered(8 << 20)
def role_of(text: str) -> Role | None:
    """The role that a header cell's text states, or None when it does not read like one."""
    if len(text) > MAX_HEADER_CHARS:
        return None
    spelt = _spelt(text)
    role = _role_of_spelt(text, spelt)
    if role is None and (right := _without_slips(spelt)) != spelt:
        role = _role_of_spelt(text, right)
    return role


def _without_slips(spelt: str) -> str:
    """The text with words of headers for slips of them (`Perangakat Daerah`), when it has no other words."""
    words = spelt.split()
    right = [word if word in _HEADER_WORDS or not word.isalpha() else _slip_of(word) for word in words]
    return " ".join(right) if all(right) else spelt


@remembered(20_000)
def _slip_of(word: str) -> str:
    """The one header word that a word is a slip of; "" when it is none or of several."""
    near = [other for other in _HEADER_WORDS if is_slip(*sorted((word, other)))]
    return near[0] if len(near) == 1 else ""


def _role_of_spelt(text: str, spelt: str) -> Role | None:
    words = re.findall(r"[a-z]+", spelt)
    joined = "".join(spelt.split())
    name_role = _name_role(words, joined)
    if name_role is None and len(text) > _MAX_LEVEL_CHARS and names.level_of_text(names.parsed(text).text):
        # `Program Peningkatan ... Pelaporan Capaian Kinerja` names a program, whatever words it holds.
        return None
    for role, pattern in _patterns():
        if name_role and role in ("indikator", "opd", "pagu", "realisasi", "target", "other"):
            continue
        if pattern.match(joined):
            return role
    return name_role


@cache
def _patterns() -> list[tuple[Role, re.Pattern[str]]]:
    """_ROLES ready to match; made when first asked for, as many who import this never ask."""
    return [(role, re.compile(pattern)) for role, pattern in _ROLES]


def _name_role(words: Sequence[str], joined: str) -> Role | None:
    """The role of a cell made of the words of name columns; `joined` are its letters without spaces."""
    if not words:
        return None
    if not _NAME_WORDS.issuperset(words):
        # Letters alone, for a header word that its narrow cell cuts (`KEGIATA N`).
        letters = re.sub(r"[^a-z]", "", joined)
        parts = _name_words_in(letters)
        is_cut = "outcome" in parts or "output" in parts
        return _name_role(parts, joined) if parts and is_cut else _CUT_NAMES.get(letters)
    kegiatan, program = "kegiatan" in joined, "program" in joined
    if program and kegiatan:
        return "name"
    # `Output Kegiatan`, `Sasaran Program`: what belongs to it, not its name.
    if words[0] in ("output", "outcome", "keluaran", "sasaran", "kinerja"):
        return None
    if program:
        return "name" if {"urusan", "bidang", "outcome"} & set(words) else "program"
    if kegiatan:
        return "kegiatan" if "kegiatan" in joined.replace("subkegiatan", "") else "subkegiatan"
    if {"uraian", "nomenklatur", "urusan"} & set(words) or joined in ("prioritas", "prioritaspembangunan"):
        return "name"
    return None


def _name_words_in(letters: str) -> list[str]:
    """The words of name columns that letters without spaces are made of; none where others remain."""
    words_to: list[list[str] | None] = [[]]
    for end in range(1, len(letters) + 1):
        starts = [i for i in range(end) if words_to[i] is not None and letters[i:end] in _NAME_WORDS]
        before = words_to[starts[0]] if starts else None
        words_to.append([*before, letters[starts[0] : end]] if before is not None else None)
    return words_to[-1] or []


@remembered(4 << 20)
def is_of_header_words(text: str) -> bool:
    """True when every word of the text belongs to the language of headers."""
    return _HEADER_WORDS.issuperset(re.findall(r"[a-z]+", _spelt(text)))


@remembered(4 << 20)
def _spelt(text: str) -> str:
    """The text in lower case, `kegiatan` and `program` spelt right and in full."""
    spelt = _MISSPELT_PROGRAM.sub("program", _MISSPELT_KEGIATAN.sub("kegiatan", text.lower()))
    spelt = _KINDS_ABOVE.sub("", spelt)
    return _SHORT_PROGRAM.sub("program", _SHORT_KEGIATAN.sub("kegiatan", spelt))


@remembered(4 << 20)
def is_year(text: str) -> bool:
    """True for `2026`, `Tahun 2026`, `Tahun ke-1` and the like, alone."""
    return bool(_YEARS_ONLY.fullmatch("".join(text.lower().split())))
