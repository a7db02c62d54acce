"""One small document for each thing that printed spreadsheets, and tables by urusan, do to rows."""

# Rows of content are easier to compare on one line each.
# ruff: noqa: E501
from __future__ import annotations

from collections.abc import Callable

from tests.support.drawing.document_habits import right
from tests.support.drawing.pdf_painter import A4, FOLIO, Painting, landscape
from tests.support.drawing.table_layout import Cell, Row, Style, Want


def hidden_text(d: Painting) -> None:
    """A sheet whose low cells hide the end of their text; it is printed all the same, over the text of the next rows."""
    d.begin(landscape(A4))
    d.text(421, 34, "RENCANA KERJA DINAS KEHUTANAN KABUPATEN CONTOH TAHUN 2023", 8, align="center", bold=True, font="Helvetica")  # fmt: skip
    rows: list[Row] = []
    program = "PROGRAM PENGELOLAAN HUTAN RAKYAT"
    for level, kode, name, under, indicator, target, money in (
        ("program", "3.28.03", program, "", "Luas hutan rakyat yang dikelola oleh kelompok tani dengan rencana kerja yang disahkan kepala desa", "120 ha", 985_000_000),
        ("kegiatan", "3.28.03.2.01", "Pembibitan Pohon Buah", program, "Jumlah bibit yang ditanam", "9.000 batang", 285_000_000),
        ("subkegiatan", "3.28.03.2.01.0003", "Penyemaian Bibit Durian", program, "Jumlah bibit durian yang disemai di kebun kelompok dan dibagikan kepada warga sekitar hutan", "4.000 batang", 145_000_000),
        ("subkegiatan", "3.28.03.2.01.0004", "Penyemaian Bibit Petai", program, "Jumlah bibit petai", "5.000 batang", 140_000_000),
        ("kegiatan", "3.28.03.2.02", "Penjagaan Mata Air", program, "Jumlah mata air yang dijaga", "12 titik", 700_000_000),
        ("subkegiatan", "3.28.03.2.02.0001", "Pemasangan Pagar Hidup", program, "Panjang pagar hidup", "2.400 m", 700_000_000),
    ):  # fmt: skip
        want = Want(level, kode, name, under, (indicator,), "Dinas Kehutanan", {"2023": money})
        rows.append(
            [kode, Cell(name, wants=(want,)), Cell(indicator, clip=True), target, right(money), "APBD"]
        )
    head: list[Row] = [["KODE", "PROGRAM / KEGIATAN / SUB KEGIATAN", "INDIKATOR", "TARGET", "PAGU 2023 (Rp)", "SUMBER DANA"]]  # fmt: skip
    d.table(60, 50, [48, 130, 90, 35, 55, 35], head, rows, Style(size=5, pad=1, head_fill=None))


def names_over_rows(d: Painting) -> None:
    """A spreadsheet in which each line of a long name has a row of its own."""
    d.begin(A4)
    d.text(50, 40, "Tabel 4.2 Program dan Kegiatan Dinas Pasar Tahun 2017", 10, bold=True)
    rows: list[Row] = []
    program = ""
    for level, number, lines, money in (
        ("program", "1", ("Program Penataan Pedagang Kaki Lima serta", "pengelolaan tempat parkir pasar"), 540_000_000),
        ("kegiatan", "", ("Pembuatan Tenda Lipat",), 300_000_000),
        ("kegiatan", "", ("Pelatihan Juru Parkir dan Petugas Kebersihan", "di lingkungan pasar tradisional yang dikelola", "oleh paguyuban pedagang"), 240_000_000),
        ("program", "2", ("Program Pengawasan Timbangan",), 75_000_000),
        ("kegiatan", "", ("Pemeriksaan Timbangan Pedagang",), 75_000_000),
    ):  # fmt: skip
        name = " ".join(lines)
        program = name if level == "program" else program
        want = Want(level, "", name, "" if level == "program" else program, (), "Dinas Pasar", {"2017": money})  # fmt: skip
        rows.append([number, Cell(lines[0], wants=(want,), bold=level == "program"), "Kota Contoh", right(money)])  # fmt: skip
        rows += [["", Cell(line, bold=level == "program"), "", ""] for line in lines[1:]]
    head: list[Row] = [["No", "Program/Kegiatan", "Lokasi", "Anggaran (Rp)"]]
    d.table(50, 60, [25, 240, 75, 90], head, rows, Style(size=9, head_fill=None))


def urusan_column(d: Painting) -> None:
    """A column "Urusan Bidang" beside those of Program and Kegiatan."""
    d.begin(landscape(FOLIO))
    d.text(60, 40, "Tabel 5.2 Program Prioritas Kabupaten Contoh Tahun 2014", 10, bold=True)
    rows: list[Row] = []
    for number, (urusan, opd, programs) in enumerate((
        ("Kepemudaan dan Olah Raga", "Dinas Pemuda", (
            ("Program Lapangan Bola di Setiap Kampung", (("Perataan Lapangan", 410_000_000), ("Pembelian Gawang dan Jaring", 65_500_000))),
            ("Program Olah Raga Perahu", (("Lomba Dayung Antarsekolah", 88_000_000),)))),
        ("Ketahanan Pangan", "Badan Pangan", (
            ("Program Lumbung Padi Bersama", (("Pembangunan Lumbung Kampung", 720_000_000), ("Pembelian Gabah Cadangan", 512_250_000))),)),
    ), 1):  # fmt: skip
        n = sum(len(kegiatan) for _, kegiatan in programs)
        for p, (program, kegiatan) in enumerate(programs):
            for k, (name, money) in enumerate(kegiatan):
                wants = Want("program", "", program, opd=opd), Want("kegiatan", "", name, program, (), opd, {"2014": money})  # fmt: skip
                rows.append([
                    *([Cell(str(number), rows=n), Cell(urusan, rows=n)] if p == k == 0 else []),
                    *([Cell(program, rows=len(kegiatan), wants=wants[:1])] if k == 0 else []),
                    Cell(name, wants=wants[1:]), right(money),
                    *([Cell(opd, rows=n)] if p == k == 0 else []),
                ])  # fmt: skip
    head: list[Row] = [["No", "Urusan Bidang", "Program", "Kegiatan", "Pagu (Rp)", "SKPD"]]
    d.table(60, 60, [25, 120, 190, 190, 90, 90], head, rows, Style(size=8))


# Number and name of an urusan; its bidang, each with a program and its kegiatan.
Kegiatan = tuple[tuple[str, int], ...]
Urusan = tuple[str, str, tuple[tuple[str, str, Kegiatan], ...]]
PERUMAHAN = "Perumahan", "Program Rumah Panggung Tahan Gempa", (("Pembuatan Rumah Contoh", 350_000_000),)
INDUSTRI = (
    "Industri",
    "Program Sentra Anyaman Rotan",
    (("Pelatihan Penganyam", 84_000_000), ("Pembelian Alat Belah Rotan", 126_400_000)),
)
PERDAGANGAN = "Perdagangan", "Program Pasar Malam Bergilir", (("Pembelian Lampu Tenda", 45_000_000),)


def bare_bidang(*urusan: Urusan) -> Callable[[Painting], None]:
    """Bidang by their numbers and bare names, in italics, below `Urusan Wajib` or `Urusan Pilihan`."""

    def draw(d: Painting) -> None:
        d.begin(A4)
        d.text(60, 40, "Tabel 4.5 Program dan Kegiatan menurut Urusan Tahun 2013", 10, bold=True)
        rows: list[Row] = []
        for number, name, bidang in urusan:
            rows.append([number, Cell(name, bold=True), ""])
            for i, (title, program, kegiatan) in enumerate(bidang, 1):
                rows.append([str(i), Cell(title, italic=True), ""])
                total = sum(money for _, money in kegiatan)
                want = Want("program", "", program, pagu={"2013": total})
                rows.append(["", Cell(program, bold=True, wants=(want,)), right(total)])
                for text, money in kegiatan:
                    want = Want("kegiatan", "", text, program, pagu={"2013": money})
                    rows.append(["", Cell(text, wants=(want,)), right(money)])
        head: list[Row] = [["No", "Program/Kegiatan", "Anggaran (Rp)"]]
        d.table(60, 60, [30, 280, 100], head, rows, Style(size=9))

    return draw


DOCUMENTS: dict[str, Callable[[Painting], None]] = {
    "text_hidden_in_the_next_rows": hidden_text,
    "names_over_several_rows": names_over_rows,
    "urusan_beside_programs": urusan_column,
    "bidang_by_bare_names": bare_bidang(
        ("I", "Urusan Wajib", (PERUMAHAN,)), ("II", "Urusan Pilihan", (INDUSTRI,))
    ),
    "bidang_by_bare_names_one_after_the_other": bare_bidang(("I", "Urusan Pilihan", (INDUSTRI, PERDAGANGAN))),
}
