"""Urusan, the fields of government: their names, and what the first two parts of an official code say.

Permendagri 90/2019 and Kepmendagri 050-5889/2021. Codes of Permendagri 13/2006
begin with the same digits and mean other fields (`1.05` was spatial planning), so
to help a label (`of`) only codes that cannot be old ones are read: a kegiatan's level of government is
one digit there (`1.02.02.2.01`), and old kegiatan have two. To add up money by field (`field_code`) the
years of the money tell the two laws apart where the code does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from classifier.fields.names import fold

# A kegiatan's or sub kegiatan's code since 2019: urusan, bidang, program, level of government, kegiatan.
_NEW = re.compile(r"(\d|X)\.(\d\d|XX)\.(\d\d)\.\d\.\d\d(?:\.\d+)*", re.IGNORECASE)
_SUPPORT = "Program Penunjang Urusan Pemerintahan Daerah"
# Urusan and bidang, and the program's number where the code has one.
_FIRST_PARTS = re.compile(r"(\d)\s*\.\s*(\d\d)(?:\s*\.\s*(\d\d)(?!\d))?")
# The fields of Permendagri 13/2006 (annex A.I) by those that took them over; general administration
# (`1.20`) went to several.
_OLD_CODES = {
    "1.05": "1.03", "1.06": "5.01", "1.07": "2.15", "1.08": "2.11", "1.09": "2.10", "1.10": "2.12",
    "1.11": "2.08", "1.12": "2.14", "1.13": "1.06", "1.14": "2.07", "1.15": "2.17", "1.16": "2.18",
    "1.17": "2.22", "1.18": "2.19", "1.19": "8.01", "1.21": "2.09", "1.22": "2.13", "1.23": "2.20",
    "1.24": "2.24", "1.25": "2.16", "1.26": "2.23", "2.01": "3.27", "2.02": "3.28", "2.03": "3.29",
    "2.04": "3.26", "2.05": "3.25", "2.06": "3.30", "2.07": "3.31", "2.08": "3.32",
}  # fmt: skip
# Of the same digits in both laws, but of another meaning.
_AMBIGUOUS = frozenset({"1.05", "1.06", "2.07", "2.08"})
# The first budgets by the codes of 2019.
_FIRST_NEW_YEAR = 2021
_NAMES = {
    "1.01": "pendidikan",
    "1.02": "kesehatan",
    "1.03": "pekerjaan umum dan penataan ruang",
    "1.04": "perumahan dan kawasan permukiman",
    "1.05": "ketenteraman dan ketertiban umum serta perlindungan masyarakat",
    "1.06": "sosial",
    "2.07": "tenaga kerja",
    "2.08": "pemberdayaan perempuan dan perlindungan anak",
    "2.09": "pangan",
    "2.10": "pertanahan",
    "2.11": "lingkungan hidup",
    "2.12": "administrasi kependudukan dan pencatatan sipil",
    "2.13": "pemberdayaan masyarakat dan desa",
    "2.14": "pengendalian penduduk dan keluarga berencana",
    "2.15": "perhubungan",
    "2.16": "komunikasi dan informatika",
    "2.17": "koperasi, usaha kecil dan menengah",
    "2.18": "penanaman modal",
    "2.19": "kepemudaan dan olahraga",
    "2.20": "statistik",
    "2.21": "persandian",
    "2.22": "kebudayaan",
    "2.23": "perpustakaan",
    "2.24": "kearsipan",
    "3.25": "kelautan dan perikanan",
    "3.26": "pariwisata",
    "3.27": "pertanian",
    "3.28": "kehutanan",
    "3.29": "energi dan sumber daya mineral",
    "3.30": "perdagangan",
    "3.31": "perindustrian",
    "3.32": "transmigrasi",
    "4.01": "sekretariat daerah",
    "4.02": "sekretariat DPRD",
    "5.01": "perencanaan",
    "5.02": "keuangan",
    "5.03": "kepegawaian",
    "5.04": "pendidikan dan pelatihan pegawai",
    "5.05": "penelitian dan pengembangan",
    "6.01": "inspektorat daerah",
    "7.01": "kecamatan",
    "8.01": "kesatuan bangsa dan politik",
}
# What plans before 2020 called them.
_OLD_NAMES = (
    "pekerjaan umum", "perumahan", "penataan ruang", "perencanaan pembangunan", "kepemudaan dan olah raga",
    "pemuda dan olah raga", "kependudukan dan catatan sipil", "ketenagakerjaan", "ketransmigrasian",
    "keluarga berencana dan keluarga sejahtera", "koperasi dan usaha kecil menengah", "ketahanan pangan",
    "kesatuan bangsa dan politik dalam negeri", "industri", "energi dan sumberdaya mineral",
    "pemberdayaan masyarakat desa", "olahraga", "komunikasi, informatika, statistik dan persandian",
)  # fmt: skip


def is_name(text: str) -> bool:
    """True for the bare name of an urusan, old or new, as it stands above a group of rows."""
    return fold(text) in _FOLDED


def is_newer_kegiatan(kode: str) -> bool:
    """Whether a code is that of a kegiatan or sub kegiatan since 2019, which no older code looks like."""
    return _NEW.fullmatch(kode) is not None


def of(kode: str) -> str:
    """The field that a kegiatan's or sub kegiatan's code says, "" when it says none for certain."""
    match = _NEW.fullmatch(kode.strip(" ."))
    if match is None:
        return ""
    if match.group(3) == "01":
        return _SUPPORT
    return _NAMES.get(f"{match.group(1)}.{match.group(2)}", "")


def name_of(code: str) -> str:
    """The name of a field by its code (`1.02`), "" for what is none."""
    return _NAMES.get(code, "")


def field_code(kode: str, years: Iterable[str] = ()) -> str:
    """The code of the field that a program's or kegiatan's code is of, by today's law; "" for none.

    `years` are those of its money; without any a code that both laws have is today's.
    """
    match = _FIRST_PARTS.match(kode.strip())
    if match is None:
        return ""
    code = f"{match.group(1)}.{match.group(2)}"
    named = [int(year) for year in years if year.isdecimal()]
    if code in _OLD_CODES and (code not in _AMBIGUOUS or (named and max(named) < _FIRST_NEW_YEAR)):
        return _OLD_CODES[code]
    return code if code in _NAMES else ""


_FOLDED = frozenset(fold(name) for name in (*_NAMES.values(), *_OLD_NAMES))
