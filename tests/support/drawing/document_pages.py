"""One small document for each thing that a page does to a table: its end, its turn, its paper, its halves."""

# Rows of content are easier to compare on one line each.
# ruff: noqa: E501
from __future__ import annotations

from collections.abc import Callable

from tests.support.drawing.document_renstra import rupiah
from tests.support.drawing.document_troubles import HEAD_ROW, LEVEL, PLAIN, WIDTHS, rows_of
from tests.support.drawing.pdf_painter import A3, A4, FOLIO, Painting, landscape
from tests.support.drawing.table_layout import BREAK, HEAD, Cell, Row, Style, Want

LONG = (
    ("5.01.02", "PROGRAM PERENCANAAN, PENGENDALIAN DAN EVALUASI PEMBANGUNAN DAERAH", "", "Persentase keselarasan sasaran rencana daerah dengan rencana perangkat daerah", 1_260_000_000),
    ("5.01.02.2.01", "Penyusunan Perencanaan dan Pendanaan", "PROGRAM PERENCANAAN, PENGENDALIAN DAN EVALUASI PEMBANGUNAN DAERAH", "Jumlah dokumen rencana yang ditetapkan tepat waktu", 760_000_000),
    ("5.01.02.2.01.0006", "Pelaksanaan Konsultasi Publik dan Musyawarah Perencanaan Pembangunan bersama Kelompok Masyarakat Kecamatan", "PROGRAM PERENCANAAN, PENGENDALIAN DAN EVALUASI PEMBANGUNAN DAERAH", "Jumlah berita acara kesepakatan yang ditandatangani oleh wakil kecamatan dan kelompok masyarakat", 760_000_000),
    ("5.01.03", "PROGRAM KOORDINASI DAN SINKRONISASI PERENCANAAN PEMBANGUNAN DAERAH", "", "Persentase perangkat daerah yang rencananya selaras", 500_000_000),
    ("5.01.03.2.02", "Koordinasi Perencanaan Bidang Perekonomian dan Sumber Daya Alam", "PROGRAM KOORDINASI DAN SINKRONISASI PERENCANAAN PEMBANGUNAN DAERAH", "Jumlah laporan koordinasi bidang perekonomian", 500_000_000),
)  # fmt: skip


def cut(bottom: float, repeat_head: bool) -> Callable[[Painting], None]:
    """Rows cut by a page end within the third row."""

    def draw(d: Painting) -> None:
        d.begin(A4)
        d.table(
            38,
            60,
            [72, 130, 110, 50, 75],
            HEAD_ROW,
            rows_of(LONG),
            Style(repeat_head=repeat_head),
            bottom=bottom,
        )

    return draw


def cut_without_codes(d: Painting) -> None:
    d.begin(A4)
    rows: list[Row] = []
    for i, (name, indicator, money) in enumerate((
        ("Program Pengembangan Perpustakaan Sekolah dan Taman Bacaan", "Jumlah taman bacaan", 310_000_000),
        ("Program Pelestarian Naskah Kuno serta Koleksi Budaya Daerah untuk Pendidikan dan Penelitian", "Jumlah naskah yang dialihmediakan ke bentuk digital dan dapat dibaca umum", 275_000_000),
        ("Program Pembinaan Arsip Desa", "Jumlah desa dengan arsip tertata", 120_000_000),
    ), 1):  # fmt: skip
        w = Want("program", "", name, "", (indicator,), "", {"2026": money})
        rows.append([str(i), Cell(name, wants=(w,)), indicator, Cell(rupiah(money), align="right")])
    d.table(
        60,
        60,
        [25, 150, 130, 90],
        [["No", "Program", "Indikator Kinerja", "Anggaran 2026 (Rp)"]],
        rows,
        bottom=117,
    )


def merged(d: Painting) -> None:
    """A program over three indicators, and one over four that a page end cuts after the second."""
    d.begin(A4)
    rows: list[Row] = []
    for kode, name, indicators, money in (
        ("1.05.02", "PROGRAM PENINGKATAN KETENTERAMAN DAN KETERTIBAN UMUM", ("Persentase gangguan yang diselesaikan", "Jumlah peraturan daerah yang ditegakkan", "Indeks rasa aman warga"), 2_100_000_000),
        ("1.05.04", "PROGRAM PENCEGAHAN, PENANGGULANGAN, PENYELAMATAN KEBAKARAN DAN PENYELAMATAN NON KEBAKARAN", ("Waktu tanggap kebakaran", "Cakupan wilayah layanan kebakaran", "Jumlah relawan kebakaran terlatih", "Persentase bangunan yang diperiksa"), 4_800_000_000),
        ("1.05.03", "PROGRAM PENANGGULANGAN BENCANA", ("Indeks ketahanan daerah",), 1_950_000_000),
    ):  # fmt: skip
        n = len(indicators)
        w = Want("program", kode, name, "", indicators, "", {"2026": money})
        for i, indicator in enumerate(indicators):
            front = [Cell(kode, rows=n), Cell(name, rows=n, wants=(w,))] if i == 0 else []
            back = [Cell(rupiah(money), rows=n, align="right")] if i == 0 else []
            rows.append([*front, indicator, f"{60 + i} %", *back])
    d.table(38, 60, WIDTHS, HEAD_ROW, rows, Style(repeat_head=True), bottom=150)


def side_by_side(d: Painting) -> None:
    d.begin(landscape(A4))
    for x, opd, plains in ((40, "Dinas Lingkungan Hidup", PLAIN[:3]), (435, "Dinas Perhubungan", PLAIN[3:])):
        d.text(x, 50, opd, 10, bold=True)
        rows: list[Row] = [
            [p[0], Cell(p[1], wants=(Want(LEVEL[p[0].count(".")], p[0], p[1], p[2], (), opd, {"2026": p[4]}),)), Cell(rupiah(p[4]), align="right")]
            for p in plains
        ]  # fmt: skip
        d.table(x, 68, [75, 200, 80], [["Kode", "Program/Kegiatan", "Pagu 2026 (Rp)"]], rows)


def halves(d: Painting) -> None:
    """A wide table printed on two pages: names and indicators on the left one, money on the right one."""
    d.begin(A4)
    d.text(40, 50, "Tabel 5.1 Rencana Program, Kegiatan, dan Pendanaan", 10, bold=True)
    pagu = [{"2026": p[4], "2027": p[4] + 100_000_000} for p in PLAIN]
    left: list[Row] = [
        [p[0], Cell(p[1], wants=(Want(LEVEL[p[0].count(".")], p[0], p[1], p[2], (p[3],), "", money),)), f"{p[3]}\n " if len(p[3]) < 36 else p[3]]
        for p, money in zip(PLAIN, pagu, strict=True)
    ]  # fmt: skip
    tall = Style(size=9, pad=8)
    d.table(40, 70, [95, 265, 150], [["Kode", "Program/Kegiatan/Sub Kegiatan", "Indikator\n "]], left, tall)
    d.begin(A4)
    right: list[Row] = [
        ["1 paket\n ", Cell(rupiah(money["2026"]), align="right"), "1 paket", Cell(rupiah(money["2027"]), align="right")]
        for money in pagu
    ]  # fmt: skip
    head: list[Row] = [["Target 2026\n ", "Pagu 2026 (Rp)", "Target 2027", "Pagu 2027 (Rp)"]]
    d.table(40, 70, [80, 120, 80, 120], head, right, tall)


def listed(d: Painting) -> None:
    """Program unggulan in prose: two lists, the second with items of two lines, over a page end."""
    d.begin(A4)
    top = d.paragraph(60, 60, 475, "Program Unggulan Kepala Daerah", 12, bold=True)
    top = d.paragraph(60, top, 475, "Program unggulan bidang sosial dan pendidikan yang dijanjikan kepada warga adalah sebagai berikut:", indent=24)  # fmt: skip
    for i, name in enumerate(
        (
            "Program Beasiswa Anak Pesisir",
            "Program Guru Kunjung Pulau Kecil",
            "Program Rumah Layak Huni bagi Nelayan",
        ),
        1,
    ):
        top = d.item(72, top, 463, f"{i}.", name, Want("program", "", name, source="list"))
    top = d.paragraph(60, top + 8, 475, "Adapun program prioritas bidang ekonomi meliputi:", indent=24)
    top = 735
    for i, name in enumerate((
        "Program Pasar Ikan Higienis dan Gudang Beku Bersama di Setiap Pelabuhan Rakyat untuk Menjaga Harga Tangkapan Nelayan",
        "Program Kredit Lunak Tanpa Agunan",
        "Program Bahan Bakar Terjangkau bagi Perahu Kecil",
        "Program Pelatihan Pengolahan Hasil Laut",
    ), 1):  # fmt: skip
        if i == 3:
            d.again()
            top = 60
        top = d.item(72, top, 463, f"({i})", name, Want("program", "", name, source="list"))
    d.paragraph(
        60, top + 8, 475, "Seluruh program tersebut dibiayai dari berbagai sumber yang sah.", indent=24
    )


def turned(d: Painting) -> None:
    for i, rotate in enumerate((90, 180, 270)):
        d.begin(landscape(FOLIO) if rotate != 180 else A4, rotate=rotate)
        d.text(60, 50, f"Tabel 3.{i + 1} Rencana Program dan Kegiatan", 10, bold=True)
        d.table(60, 72, WIDTHS, HEAD_ROW, rows_of(PLAIN[:3] if i % 2 else PLAIN[3:]))


def sideways(d: Painting) -> None:
    """A landscape table drawn on a portrait page by turned text; /Rotate stays 0."""
    d.begin(landscape(A4), sideways=True)
    d.text(60, 50, "Tabel 3.2 Rencana Program dan Kegiatan", 10, bold=True)
    d.table(60, 72, WIDTHS, HEAD_ROW, rows_of(PLAIN))


def mixed_papers(d: Painting) -> None:
    for size, plains in ((A4, PLAIN[:2]), (landscape(A3), PLAIN[2:4]), (FOLIO, PLAIN[4:])):
        d.begin(size)
        scale = (size[0] - 80) / sum(WIDTHS)
        d.table(
            40,
            60,
            [w * scale for w in WIDTHS],
            HEAD_ROW,
            rows_of(plains),
            Style(size=9 if size[0] > 700 else 7),
        )


def head_again(d: Painting) -> None:
    """The head printed again in the middle of a page, and on the next page after a break."""
    d.begin(A4)
    rows = rows_of(PLAIN)
    d.table(38, 60, WIDTHS, HEAD_ROW, [*rows[:2], HEAD, *rows[2:5], BREAK, rows[5]])


DOCUMENTS: dict[str, Callable[[Painting], None]] = {
    "row_cut_head_repeated": cut(145, True),
    "row_cut_head_not_repeated": cut(145, False),
    "row_cut_without_codes": cut_without_codes,
    "program_over_indicators": merged,
    "tables_side_by_side": side_by_side,
    "table_in_two_halves": halves,
    "programs_listed_in_prose": listed,
    "pages_turned": turned,
    "text_drawn_sideways": sideways,
    "papers_mixed": mixed_papers,
    "head_again_in_mid_page": head_again,
}
