"""Documents that look as if they held rows and hold none."""

# Rows of content are easier to compare on one line each.
# ruff: noqa: E501
from __future__ import annotations

from collections.abc import Callable

from tests.support.drawing.pdf_painter import A4, Painting
from tests.support.drawing.table_layout import Cell, Row, Style


def contents(d: Painting) -> None:
    """A table of contents whose entries are numbered names of programs."""
    d.begin(A4)
    top = d.text(297, 60, "DAFTAR ISI", 13, align="center", bold=True) + 14
    for i, (title, page) in enumerate((
        ("Program Pengelolaan Pendidikan", "12"), ("Program Pengelolaan Persampahan", "17"), ("Program Penanggulangan Bencana", "21"),
        ("Program Pemberdayaan Sosial", "25"), ("Kegiatan Penyediaan Layanan Kesehatan", "30"),
    ), 1):  # fmt: skip
        top = d.leader(60, top, 475, f"{i}. {title}", page)
    top = d.text(297, top + 24, "DAFTAR TABEL", 13, align="center", bold=True) + 14
    d.leader(60, top, 475, "Tabel 3.1 Rencana Program dan Kegiatan Tahun 2026", "33")


def statistics(d: Painting) -> None:
    """Figures by kecamatan and by kind of business; heads that speak of programs and `Uraian`."""
    d.begin(A4)
    d.text(60, 50, "Tabel 2.4 Peserta Program Keluarga Berencana menurut Kecamatan, 2024", 10, bold=True)
    rows: list[Row] = [[str(i), name, str(a), str(b)] for i, (name, a, b) in enumerate((("Sukamaju", 2140, 1873), ("Mekarsari", 1985, 1502), ("Tanjung Baru", 1760, 1644)), 1)]  # fmt: skip
    rows.append([Cell("Jumlah", cols=2), "5.885", "5.019"])
    head: list[Row] = [["No", "Kecamatan", "Pasangan Usia Subur", "Peserta Program KB Aktif"]]
    top = d.table(60, 70, [25, 150, 120, 140], head, rows, Style(size=9))
    d.text(
        60,
        top + 30,
        "Tabel 2.5 Produk Domestik Regional Bruto menurut Lapangan Usaha (juta rupiah)",
        10,
        bold=True,
    )
    rows = [[kode, name, a, b] for kode, name, a, b in (("A", "Pertanian, Kehutanan, dan Perikanan", "4.215.300", "4.377.120"), ("C", "Industri Pengolahan", "6.870.450", "7.015.980"), ("F", "Konstruksi", "2.105.700", "2.260.340"), ("", "Jumlah", "13.191.450", "13.653.440"))]  # fmt: skip
    top = d.table(60, top + 50, [30, 220, 90, 90], [["Kode", "Uraian", "2023", "2024"]], rows, Style(size=9))
    d.text(60, top + 30, "Tabel 2.6 Realisasi Pendapatan dan Belanja Daerah (Rp)", 10, bold=True)
    rows = [["1", "Pendapatan Asli Daerah", "812.450.300.000"], ["2", "Pendapatan Transfer", "1.904.110.000.000"], ["3", "Belanja Pegawai", "1.120.675.000.000"], ["4", "Pembiayaan Daerah", "95.000.000.000"]]  # fmt: skip
    d.table(60, top + 50, [30, 250, 150], [["No", "Uraian", "Realisasi 2024"]], rows, Style(size=9))


def legal_bases(d: Painting) -> None:
    """Numbered laws that name programs, in prose and in a table."""
    d.begin(A4)
    top = d.paragraph(60, 50, 475, "Dasar hukum penyusunan rencana kerja ini adalah:")
    for i, law in enumerate((
        "Undang-Undang Nomor 25 Tahun 2004 tentang Sistem Perencanaan Pembangunan Nasional;",
        "Peraturan Presiden Nomor 15 Tahun 2010 tentang Percepatan Penanggulangan Kemiskinan dan Program Perlindungan Sosial;",
        "Peraturan Menteri Dalam Negeri Nomor 90 Tahun 2019 tentang Klasifikasi, Kodefikasi, dan Nomenklatur Perencanaan Pembangunan dan Keuangan Daerah;",
        "Keputusan Menteri Dalam Negeri tentang Hasil Verifikasi Program dan Kegiatan.",
    ), 1):  # fmt: skip
        top = d.item(66, top, 460, f"{i}.", law)
    rows: list[Row] = [["1", "Peraturan Daerah Nomor 4 Tahun 2021", "Rencana Tata Ruang Wilayah"], ["2", "Peraturan Bupati Nomor 18 Tahun 2023", "Pedoman Pelaksanaan Program dan Kegiatan Desa"]]  # fmt: skip
    d.table(66, top + 16, [30, 190, 230], [["No", "Peraturan", "Tentang"]], rows, Style(size=9))


def prose(d: Painting) -> None:
    """Sentences and a numbered list of sentences that only speak of programs."""
    d.begin(A4)
    top = 50.0
    for text in (
        "Program Nasional Pemberdayaan Masyarakat telah dilaksanakan di seluruh desa. Kegiatan pendampingan berjalan sesuai rencana dan serapan anggaran mencapai sembilan puluh persen.",
        "Program pengurangan kemiskinan merupakan prioritas daerah. Melalui program tersebut, kegiatan padat karya membuka lapangan kerja bagi warga pesisir.",
    ):  # fmt: skip
        top = d.paragraph(60, top, 475, text, indent=24)
    for i, text in enumerate((
        "Program bantuan benih telah dilaksanakan pada tiga puluh kelompok tani dengan hasil yang memuaskan.",
        "Program asuransi ternak mencapai seribu peserta, sedangkan program vaksinasi belum memenuhi target.",
        "Program penyuluhan bertujuan menambah pengetahuan petani tentang pupuk organik.",
    ), 1):  # fmt: skip
        top = d.item(66, top, 460, f"{i}.", text)


def headings_only(d: Painting) -> None:
    """A budget table of urusan, funding groups, units and sums: everything that stands above programs."""
    d.begin(A4)
    d.text(60, 50, "Tabel 6.1 Ringkasan Pagu menurut Urusan Tahun 2026", 10, bold=True)
    rows: list[Row] = [
        ["1", "URUSAN PEMERINTAHAN WAJIB YANG BERKAITAN DENGAN PELAYANAN DASAR", "412.500.000.000"],
        ["1.01", "URUSAN PEMERINTAHAN BIDANG PENDIDIKAN", "230.100.000.000"],
        ["1.02", "URUSAN PEMERINTAHAN BIDANG KESEHATAN", "182.400.000.000"],
        ["", "BELANJA LANGSUNG", "300.000.000.000"], ["", "BELANJA TIDAK LANGSUNG", "112.500.000.000"],
        ["", "APBD", "400.000.000.000"], ["", "APBN", "12.500.000.000"],
        ["5", "UNSUR PENUNJANG URUSAN PEMERINTAHAN", "64.000.000.000"],
        ["", "JUMLAH", "476.500.000.000"], ["", "TOTAL BELANJA", "476.500.000.000"],
    ]  # fmt: skip
    d.table(
        60, 70, [50, 320, 105], [["Kode", "Urusan/Bidang Urusan/Program", "Pagu (Rp)"]], rows, Style(size=8)
    )


def grants(d: Painting) -> None:
    """Named groups that receive grants, and a table of goals without programs."""
    d.begin(A4)
    d.text(60, 50, "Tabel 2.9 Penerima Hibah Kegiatan Keagamaan", 10, bold=True)
    rows: list[Row] = [[str(i), name, "Kec. Sukamaju", "25.000.000"] for i, name in enumerate(("Majelis Taklim Al Ikhlas", "Kelompok Tani Mekar Jaya", "Sanggar Seni Budaya Lestari"), 1)]  # fmt: skip
    head: list[Row] = [["No", "Nama Penerima", "Alamat", "Besaran (Rp)"]]
    top = d.table(60, 70, [25, 200, 120, 100], head, rows, Style(size=9))
    d.text(60, top + 30, "Tabel 3.1 Tujuan dan Sasaran", 10, bold=True)
    rows = [["Meningkatnya mutu hidup warga", "Menurunnya angka kemiskinan", "Persentase penduduk miskin", "7,2"], ["Terwujudnya tata kelola yang baik", "Meningkatnya akuntabilitas kinerja", "Nilai SAKIP", "78"]]  # fmt: skip
    d.table(
        60,
        top + 50,
        [130, 130, 130, 50],
        [["Tujuan", "Sasaran", "Indikator", "Target 2026"]],
        rows,
        Style(size=9),
    )


DOCUMENTS: dict[str, Callable[[Painting], None]] = {
    "no_rows_in_contents": contents,
    "no_rows_in_statistics": statistics,
    "no_rows_in_legal_bases": legal_bases,
    "no_rows_in_prose": prose,
    "no_rows_in_headings": headings_only,
    "no_rows_in_grants_and_goals": grants,
}
