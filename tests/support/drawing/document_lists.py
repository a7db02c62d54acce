"""Programs outside ruled tables: in lists with prose or amounts, and on the page of a perjanjian kinerja."""

# Rows of content are easier to compare on one line each.
# ruff: noqa: E501
from __future__ import annotations

from collections.abc import Callable

from tests.support.drawing.document_renstra import rupiah
from tests.support.drawing.pdf_painter import A4, FOLIO, Painting
from tests.support.drawing.table_layout import Cell, Row, Style, Want


def agreement(gap: float) -> Callable[[Painting], None]:
    """A perjanjian kinerja: goals in a ruled table, below it programs and money without rules, then, `gap` points lower, signatures."""

    def draw(d: Painting) -> None:
        d.begin(FOLIO)
        top = 50.0
        for line in ("PERJANJIAN KINERJA TAHUN 2022", "DINAS PERTAMANAN", "KABUPATEN CONTOH"):
            top = d.text(306, top, line, 12, align="center", bold=True) + 2
        head: list[Row] = [["No", "Sasaran Strategis", "Indikator Kinerja", "Target"]]
        goals: list[Row] = [
            ["1", "Meningkatnya luas taman yang terawat", "Persentase taman terawat", "82 %"],
            ["2", "Meningkatnya kenyamanan pejalan kaki", "Panjang jalur pejalan kaki yang teduh", "14 km"],
        ]
        top = d.table(60, top + 14, [30, 190, 190, 82], head, goals, Style(size=10, font="Times-Roman"))
        rows: list[Row] = []
        for i, (printed, money, source) in enumerate((
            ("Program Penanaman Pohon Peneduh", 1_250_400_000, "APBD"),
            ("Program Perawatan Taman Bermain dan\nHalaman Sekolah Dasar", 875_000_000, "APBD"),
            ("Program Kebun Bibit Kecamatan", 96_300_000, "APBD"),
        ), 1):  # fmt: skip
            name = " ".join(printed.split())
            want = Want("program", "", name, "", (), "Dinas Pertamanan", {"": money})
            # The amount stands beside the last line of its name.
            n = printed.count("\n")
            rows.append([
                f"{i}.", Cell(printed, wants=(want,)), Cell("\n" * n + "Rp", align="left"),
                Cell("\n" * n + f"{rupiah(money)},-", align="right"), Cell("\n" * n + source, align="center"),
            ])  # fmt: skip
        plain = Style(ruling="none", head_fill=None, size=11, font="Times-Roman", pad=1)
        top = d.table(60, top + 20, [18, 262, 22, 100, 90], [[Cell("Program", cols=2), Cell("Anggaran (Rp)", cols=2), "Keterangan"]], rows, plain)  # fmt: skip
        top = d.text(400, top + gap, "Contoh, 12 Januari 2022", 11) + 8
        d.text(60, top, "Bupati Contoh,", 11)
        top = d.text(400, top, "Kepala Dinas Pertamanan,", 11) + 52
        d.text(60, top, "Ir. SURYA KENCANA", 11, bold=True)
        d.text(400, top, "MELATI PUSPA, M.Si", 11, bold=True)

    return draw


def with_prose(d: Painting) -> None:
    """A lettered list of programs, a paragraph of prose below each."""
    d.begin(A4)
    top = d.paragraph(60, 60, 475, "4.2 Program Unggulan Kabupaten Contoh", 12, bold=True)
    top = d.paragraph(60, top, 475, "Untuk mewujudkan misi kedua, daerah menetapkan program unggulan berikut.", indent=24)  # fmt: skip
    for letter, name, text in (
        ("A.", "Program Sekolah Tepi Sungai", "Anak di kampung seberang sungai sering terlambat karena perahu penyeberangan hanya dua. Melalui program ini daerah membangun ruang kelas terapung dan menyediakan perahu jemputan setiap pagi."),
        ("B.", "Program Dokter Terbang", "Warga pegunungan berjalan satu hari ke puskesmas. Program ini mendatangkan dokter dengan pesawat kecil dua kali sebulan, dan obat dibawa bersamanya."),
        ("C.", "Program Listrik Kincir Air", "Tiga belas desa belum dialiri listrik. Kincir air kecil dipasang di saluran irigasi dan dirawat oleh kelompok pemuda."),
    ):  # fmt: skip
        want = Want("program", "", name, source="list")
        top = d.item(60, top, 475, letter, name, want)
        top = d.paragraph(82, top + 2, 453, text)
    d.paragraph(60, top + 8, 475, "Pelaksanaan seluruhnya dipantau oleh wakil bupati.", indent=24)


# Name, its amount as printed, the amount, and how the item ends.
Priced = tuple[str, str, int, str]
PRICED: tuple[Priced, ...] = (
    ("Program Air Bersih Pulau Karang", "Rp 1.500.000.000,-", 1_500_000_000, ";"),
    ("Program Kapal Perpustakaan", "sebesar Rp. 725.500.000,-", 725_500_000, ";"),
    ("Program Penguatan Tanggul Pantai dan Penanaman Bakau bersama Warga di Sepanjang Teluk Contoh", "Rp 3.040.000.000,-", 3_040_000_000, "; serta"),
    ("Program Pos Pandang Nelayan", "Rp 88.750.000,-", 88_750_000, "."),
)  # fmt: skip
APART: tuple[Priced, ...] = (
    ("Program Penguatan Tanggul Pantai dan Penanaman Bakau bersama Warga di Sepanjang Teluk", "Rp 3.040.000.000,-", 3_040_000_000, "; dan"),
    ("Program Pos Pandang Nelayan", "Rp 88.750.000,-", 88_750_000, "."),
)  # fmt: skip


def with_amounts(items: tuple[Priced, ...]) -> Callable[[Painting], None]:
    """A numbered list whose items carry amounts; the one before the last is joined to it (`; serta`)."""

    def draw(d: Painting) -> None:
        d.begin(A4)
        top = d.paragraph(60, 60, 475, "Pagu indikatif tersebut digunakan untuk membiayai program sebagai berikut:", indent=24)  # fmt: skip
        for i, (name, printed, money, end) in enumerate(items, 1):
            want = Want("program", "", name, pagu={"": money}, source="list")
            top = d.item(72, top, 463, f"{i}.", f"{name} {printed}{end}", want)
        d.paragraph(60, top + 8, 475, "Rincian menurut kegiatan disusun kemudian.", indent=24)

    return draw


DOCUMENTS: dict[str, Callable[[Painting], None]] = {
    "programs_of_a_perjanjian_kinerja": agreement(24),
    "programs_above_close_signatures": agreement(13.2),
    "programs_listed_with_prose": with_prose,
    "programs_listed_with_amounts": with_amounts(PRICED),
    "programs_listed_with_amounts_cut_off": with_amounts(APART),
}
