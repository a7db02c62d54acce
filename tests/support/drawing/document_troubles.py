"""One small document for each thing that breaks readers; the file's name says which."""

# Rows of content are easier to compare on one line each.
# ruff: noqa: E501
from __future__ import annotations

from collections.abc import Callable, Sequence

from tests.support.drawing.document_renstra import rupiah
from tests.support.drawing.pdf_painter import A4, FOLIO, Painting, landscape
from tests.support.drawing.table_layout import Cell, Row, Style, Want

HEAD_ROW: list[Row] = [
    ["Kode", "Program/Kegiatan/Sub Kegiatan", "Indikator", "Target 2026", "Pagu 2026 (Rp)"]
]
WIDTHS = [72, 190, 130, 50, 75]
PERSAMPAHAN, LLAJ = (
    "PROGRAM PENGELOLAAN PERSAMPAHAN",
    "PROGRAM PENYELENGGARAAN LALU LINTAS DAN ANGKUTAN JALAN (LLAJ)",
)
# kode, text, program, indicator, rupiah
Plain = tuple[str, str, str, str, int]
PLAIN: tuple[Plain, ...] = (
    ("2.11.11", PERSAMPAHAN, "", "Persentase sampah yang tertangani", 12_400_000_000),
    ("2.11.11.2.01", "Pengelolaan Sampah", PERSAMPAHAN, "Volume sampah yang diolah", 12_400_000_000),
    ("2.11.11.2.01.0012", "Penanganan sampah melalui pengangkutan", PERSAMPAHAN, "Volume sampah yang diangkut", 12_400_000_000),
    ("2.15.02", LLAJ, "", "Rasio konektivitas angkutan", 3_150_000_000),
    ("2.15.02.2.02", "Penyediaan Perlengkapan Jalan di Jalan Kabupaten/Kota", LLAJ, "Jumlah perlengkapan jalan yang terpasang", 3_150_000_000),
    ("2.15.02.2.02.0003", "Rehabilitasi dan Pemeliharaan Perlengkapan Jalan", LLAJ, "Jumlah perlengkapan jalan yang dipelihara", 3_150_000_000),
)  # fmt: skip
LEVEL = {2: "program", 4: "kegiatan", 5: "subkegiatan"}


def want(plain: Plain, year: str = "2026", opd: str = "") -> Want:
    kode, text, program, indicator, money = plain
    return Want(
        LEVEL[kode.count(".")], kode, text, program, (indicator,) if indicator else (), opd, {year: money}
    )


def rows_of(plains: Sequence[Plain]) -> list[Row]:
    return [
        [p[0], Cell(p[1], wants=(want(p),), bold=p[0].count(".") == 2), p[3], "1 paket", Cell(rupiah(p[4]), align="right")]
        for p in plains
    ]  # fmt: skip


def ruled(style: Style) -> Callable[[Painting], None]:
    def draw(d: Painting) -> None:
        d.begin(A4)
        d.text(297, 50, "Tabel 3.2 Rencana Program dan Kegiatan", 10, align="center", bold=True)
        d.table(38, 72, WIDTHS, HEAD_ROW, rows_of(PLAIN), style)

    return draw


def cut_words(d: Painting) -> None:
    """Words cut in two by their cell come back whole; glued words and typos stay as printed."""
    d.begin(A4)
    rows: list[Row] = []
    for kode, printed, text in (
        ("2.09.03", "PROGRAM PENINGKATAN DIVERSIFIKASI DAN KETAHANAN PANGAN MASYA\nRAKAT", "PROGRAM PENINGKATAN DIVERSIFIKASI DAN KETAHANAN PANGAN MASYARAKAT"),
        ("2.16.02", "PROGRAM PENYELENGGA\nRAAN INFORMASI DAN KOMUNIKASI PUBLIK", "PROGRAM PENYELENGGARAAN INFORMASI DAN KOMUNIKASI PUBLIK"),
        ("", "Program Pemeliharaan Kendaraan Dinas/Operasiona\nl", "Program Pemeliharaan Kendaraan Dinas/Operasional"),
        ("", "Program Peningkatan Sarana dan PrasaranaAparatur", "Program Peningkatan Sarana dan PrasaranaAparatur"),
        ("", "Program Pembinaan dan\nPengawasan Perijinan", "Program Pembinaan dan Pengawasan Perijinan"),
        ("", "Program Peningkatan Kualitas dan Profesionalism\ne Tenaga Kerja", "Program Peningkatan Kualitas dan Profesionalisme Tenaga Kerja"),
        ("", "Program Pemanfaatan Hasil Pengawasa\nn", "Program Pemanfaatan Hasil Pengawasan"),
    ):  # fmt: skip
        w = Want("program", kode, text, pagu={"2026": 100_000_000})
        rows.append([kode, Cell(printed, wants=(w,)), Cell("100.000.000", align="right")])
    d.table(60, 60, [60, 150, 90], [["Kode", "Program", "Pagu 2026 (Rp)"]], rows)


def long_codes(d: Painting) -> None:
    """Codes wrapped onto two lines, `X.XX.01`, trailing dots and spaces, four- and two-digit suffixes."""
    d.begin(A4)
    program = "PROGRAM PENUNJANG URUSAN PEMERINTAHAN DAERAH KABUPATEN/KOTA"
    rows: list[Row] = []
    for level, printed, kode, text, money in (
        ("program", "X.XX.01", "X.XX.01", program, 930_000_000),
        ("kegiatan", "X.XX.01.2.\n06", "X.XX.01.2.06", "Administrasi Umum Perangkat Daerah", 930_000_000),
        ("subkegiatan", "X.XX.01.2.\n06.0002", "X.XX.01.2.06.0002", "Penyediaan Peralatan dan Perlengkapan Kantor", 610_000_000),
        ("subkegiatan", "X.XX.01.2.\n06.09 ", "X.XX.01.2.06.09", "Penyelenggaraan Rapat Koordinasi dan Konsultasi SKPD", 320_000_000),
        ("program", "2.07.03.", "2.07.03", "PROGRAM PELATIHAN KERJA DAN PRODUKTIVITAS TENAGA KERJA", 480_000_000),
        ("kegiatan", "2.07.03.\n2.01", "2.07.03.2.01", "Pelaksanaan Pelatihan berdasarkan Unit Kompetensi", 480_000_000),
    ):  # fmt: skip
        under = (
            ""
            if level == "program"
            else program
            if kode[0] == "X"
            else "PROGRAM PELATIHAN KERJA DAN PRODUKTIVITAS TENAGA KERJA"
        )
        w = Want(level, kode, text, under, pagu={"2026": money})
        rows.append([printed, Cell(text, wants=(w,)), Cell(rupiah(money), align="right")])
    d.table(60, 60, [48, 240, 90], [["Kode", "Program/Kegiatan/Sub Kegiatan", "Pagu 2026 (Rp)"]], rows)


def several(d: Painting) -> None:
    """Cells that list several programs."""
    d.begin(A4)
    head: list[Row] = [["No", "Sasaran", "Program", "Penanggung Jawab"]]
    rows: list[Row] = []
    for i, (goal, programs, opd) in enumerate((
        ("Meningkatnya kunjungan wisata", ("Program Pengembangan Destinasi Wisata Sungai", "Program Pemasaran Pariwisata Kota Lama", "Program Festival Kuliner Tahunan"), "Dinas Pariwisata"),
        ("Meningkatnya daya saing usaha mikro", ("Program Inkubasi Usaha Rintisan", "Program Sertifikasi Halal Gratis bagi Usaha Mikro dan Usaha Kecil di Seluruh Kecamatan"), "Dinas Koperasi"),
    ), 1):  # fmt: skip
        wants = tuple(Want("program", "", p, opd=opd) for p in programs)
        listed = "\n".join(f"{n}. {p}" for n, p in enumerate(programs, 1))
        rows.append([str(i), goal, Cell(listed, wants=wants), opd])
    d.table(50, 60, [25, 130, 230, 100], head, rows, Style(size=8))


def other_heads(d: Painting) -> None:
    """The name column is called `Uraian`, `Nomenklatur` and `Prioritas`."""
    d.begin(A4)
    top = 50.0
    for head, opd, plains in (("Uraian", "", PLAIN[:3]), ("Nomenklatur", "", PLAIN[3:])):
        d.text(50, top, f"Tabel {head} Belanja Tahun 2026", 10, bold=True)
        rows: list[Row] = [
            [p[0], Cell(p[1], wants=(Want(LEVEL[p[0].count(".")], p[0], p[1], p[2], (), opd, {"2026": p[4]}),)), Cell(rupiah(p[4]), align="right")]
            for p in plains
        ]  # fmt: skip
        top = d.table(50, top + 18, [90, 280, 90], [["Kode Rekening", head, "Jumlah (Rp)"]], rows) + 30
    d.text(50, top, "Tabel Prioritas Pembangunan", 10, bold=True)
    prioritized: list[Row] = [
        [str(i), Cell(name, wants=(Want("program", "", name, opd=opd),)), opd]
        for i, (name, opd) in enumerate((("Program Pengelolaan Kawasan Konservasi Perairan", "Dinas Perikanan"), ("Program Penanaman Modal Ramah Lingkungan", "Dinas Penanaman Modal")), 1)
    ]  # fmt: skip
    d.table(50, top + 18, [30, 300, 130], [["No", "Prioritas", "Perangkat Daerah"]], prioritized)


def three_levels(d: Painting) -> None:
    d.begin(landscape(FOLIO))
    head: list[Row] = [
        [Cell("Kode", rows=3), Cell("Program dan Kegiatan", rows=3), Cell("Indikator", rows=3), Cell("Rencana Lima Tahun", cols=6)],
        [Cell("Tahun 2026", cols=2), Cell("Tahun 2027", cols=2), Cell("Tahun 2028", cols=2)],
        ["Target", "Rp"] * 3,
    ]  # fmt: skip
    rows: list[Row] = []
    for p in PLAIN:
        money = [p[4], p[4] + 50_000_000, p[4] + 75_000_000]
        pagu = dict(zip(("2026", "2027", "2028"), money, strict=True))
        w = Want(LEVEL[p[0].count(".")], p[0], p[1], p[2], (p[3],), "", pagu)
        rows.append(
            [
                p[0],
                Cell(p[1], wants=(w,)),
                p[3],
                *(c for m in money for c in ("1 paket", Cell(rupiah(m), align="right"))),
            ]
        )
    d.table(40, 60, [80, 200, 140, *[50, 80] * 3], head, rows)


def units(d: Painting) -> None:
    """`Rp 000` in the head, `juta` in the caption, and `dalam jutaan rupiah` below it."""
    d.begin(A4)
    top = 50.0
    for caption, money_head, printed, value in (
        ("Tabel 4.1 Pagu Program Tahun 2026", "Pagu (Rp 000)", "1.275.500", 1_275_500_000),
        ("Tabel 4.2 Pagu Program Tahun 2026 (dalam juta rupiah)", "Pagu", "840", 840_000_000),
        ("Tabel 4.3 Pagu Program Tahun 2026", "Anggaran (Rp. Juta)", "2.150,5", 2_150_500_000),
    ):  # fmt: skip
        d.text(50, top, caption, 10, bold=True)
        names = (
            ("3.27.02", "PROGRAM PENYEDIAAN DAN PENGEMBANGAN SARANA PERTANIAN"),
            ("3.27.05", "PROGRAM PENGENDALIAN DAN PENANGGULANGAN BENCANA PERTANIAN"),
        )
        rows: list[Row] = [
            [kode, Cell(name, wants=(Want("program", kode, name, pagu={"2026": value}),)), Cell(printed, align="right")]
            for kode, name in names
        ]  # fmt: skip
        top = d.table(50, top + 18, [60, 300, 90], [["Kode", "Program", money_head]], rows) + 34


def amounts(d: Painting) -> None:
    """Amounts in all the ways that offices print them."""
    d.begin(A4)
    rows: list[Row] = []
    for i, (printed, value) in enumerate((
        ("6.008.850,000", 6_008_850_000), ("201,400,000,000", 201_400_000_000), ("Rp 1.000.000,00", 1_000_000),
        ("3 50.000.000", 350_000_000), ("1.250.\n000.000", 1_250_000_000), ("Rp. 75.000.000,-", 75_000_000), ("425000000", 425_000_000),
        ("Rp12.345.678.900", 12_345_678_900),
    ), 1):  # fmt: skip
        name = f"Program Layanan Warga {('Pagi', 'Siang', 'Sore', 'Malam', 'Pekan', 'Bulan', 'Musim', 'Tahun')[i - 1]}"
        w = Want("program", "", name, pagu={"2026": value})
        rows.append([str(i), Cell(name, wants=(w,)), Cell(printed, align="right")])
    d.table(60, 60, [30, 220, 90], [["No", "Program", "Anggaran 2026"]], rows, Style(size=9))


DOCUMENTS: dict[str, Callable[[Painting], None]] = {
    **{f"rules_{ruling}": ruled(Style(ruling=ruling)) for ruling in ("fills", "dashes", "double")},
    "rules_horizontal_only": ruled(Style(ruling="horizontal", head_fill=None)),
    "rules_none": ruled(Style(ruling="none", head_fill=None, pad=4)),
    "text_over_its_cell": ruled(Style(overflow=5.5)),
    "bold_by_two_prints": ruled(Style(twice=True)),
    "words_cut_by_cells": cut_words,
    "codes_on_two_lines": long_codes,
    "cells_with_several_programs": several,
    "heads_of_other_names": other_heads,
    "head_of_three_levels": three_levels,
    "money_in_units": units,
    "money_in_many_forms": amounts,
}
