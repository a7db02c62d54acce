"""`renstra_contoh.pdf`: a whole Renstra of an invented city, the sample of the demonstration.

Titles and codes of programs are the official ones (Kepmendagri 900.1.15.5-1317/2023);
indicators, targets, money and prose are invented.
"""

# Rows of content are easier to compare on one line each.
# ruff: noqa: E501
from __future__ import annotations

from typing import Any

from tests.support.drawing.pdf_painter import A4, FOLIO, Painting, landscape
from tests.support.drawing.table_layout import Cell, Row, Style, Want

OPD = "Dinas Lingkungan Hidup"
YEARS = ("2025", "2026", "2027", "2028", "2029")

# kode, name, indicators as (text, unit, start, yearly step); sub kegiatan end with millions of rupiah in 2025.
Indicator = tuple[str, str, float, float]
PROGRAMS: tuple[tuple[str, str, tuple[Indicator, ...], tuple[tuple[Any, ...], ...]], ...] = (
    ("2.11.01", "PROGRAM PENUNJANG URUSAN PEMERINTAHAN DAERAH KABUPATEN/KOTA",
     (("Nilai SAKIP perangkat daerah", "nilai", 71, 1.5), ("Indeks kepuasan masyarakat", "indeks", 82, 1)), (
        ("2.11.01.2.02", "Administrasi Keuangan Perangkat Daerah", ("Persentase laporan keuangan tepat waktu", "%", 100, 0), (
            ("0001", "Penyediaan Gaji dan Tunjangan ASN", ("Jumlah orang yang menerima gaji dan tunjangan", "orang", 214, 0), 18450),)),
        ("2.11.01.2.08", "Penyediaan Jasa Penunjang Urusan Pemerintahan Daerah", ("Persentase kebutuhan jasa kantor yang terpenuhi", "%", 100, 0), (
            ("0002", "Penyediaan Jasa Komunikasi, Sumber Daya Air dan Listrik", ("Jumlah laporan penyediaan jasa", "laporan", 12, 0), 1240),
            ("0004", "Penyediaan Jasa Pelayanan Umum Kantor", ("Jumlah laporan jasa pelayanan umum", "laporan", 12, 0), 2365),)),
    )),
    ("2.11.02", "PROGRAM PERENCANAAN LINGKUNGAN HIDUP", (("Persentase dokumen perencanaan yang memuat kajian lingkungan", "%", 60, 8),), (
        ("2.11.02.2.02", "Penyelenggaraan Kajian Lingkungan Hidup Strategis (KLHS) Kabupaten/Kota", ("Jumlah KLHS yang divalidasi", "dokumen", 1, 0), (
            ("0001", "Pembuatan dan Pelaksanaan KLHS Rencana Tata Ruang", ("Jumlah dokumen KLHS rencana tata ruang", "dokumen", 1, 0), 620),)),
    )),
    ("2.11.03", "PROGRAM PENGENDALIAN PENCEMARAN DAN/ATAU KERUSAKAN LINGKUNGAN HIDUP",
     (("Indeks kualitas air sungai", "indeks", 52.4, 0.9), ("Indeks kualitas udara ambien", "indeks", 84.1, 0.4)), (
        ("2.11.03.2.01", "Pencegahan Pencemaran dan/atau Kerusakan Lingkungan Hidup Kabupaten/Kota", ("Persentase titik pantau yang memenuhi baku mutu", "%", 64, 3), (
            ("0002", "Koordinasi, Sinkronisasi dan Pelaksanaan Pengendalian Emisi Gas Rumah Kaca, Mitigasi dan Adaptasi Perubahan Iklim", ("Jumlah kelurahan yang melaksanakan kampung iklim", "kelurahan", 6, 4), 890),
            ("0007", "Pelaksanaan pemantauan kualitas Lingkungan Hidup terhadap Media Tanah, Air, Udara, dan Laut", ("Jumlah titik pantau yang diuji laboratorium", "titik", 38, 2), 1175),)),
        ("2.11.03.2.03", "Pemulihan Pencemaran dan/atau Kerusakan Lingkungan Hidup Kabupaten/Kota", ("Panjang sempadan sungai yang dipulihkan", "meter", 400, 250), (
            ("0003", "Pelaksanaan Rehabilitasi", ("Luas lahan tepi sungai yang direhabilitasi", "m2", 900, 300), 1430),)),
    )),
    ("2.11.04", "PROGRAM PENGELOLAAN KEANEKARAGAMAN HAYATI (KEHATI)",
     (("Persentase ruang terbuka hijau publik terhadap luas kota", "%", 12.6, 0.6), ("Indeks keanekaragaman hayati taman kota", "indeks", 2.1, 0.1)), (
        ("2.11.04.2.01", "Pengelolaan Keanekaragaman Hayati Kabupaten/Kota", ("Luas kawasan keanekaragaman hayati yang dikelola", "ha", 34, 2), (
            ("0004", "Pengelolaan Ruang Terbuka Hijau (RTH)", ("Luas taman dan hutan kota yang dipelihara", "ha", 27.5, 1.5), 6780),
            ("0008", "Pengelolaan Taman Keanekaragaman Hayati Lainnya", ("Jumlah taman kehati yang dikelola", "unit", 2, 1), 845),)),
    )),
    ("2.11.05", "PROGRAM PENGENDALIAN BAHAN BERBAHAYA DAN BERACUN (B3) DAN LIMBAH BAHAN BERBAHAYA DAN BERACUN (LIMBAH B3)",
     (("Persentase limbah B3 fasilitas kesehatan yang terkelola", "%", 55, 6),), (
        ("2.11.05.2.02", "Pengumpulan Limbah B3 dalam 1 (Satu) Daerah Kabupaten/Kota", ("Jumlah pengumpul limbah B3 yang dibina", "usaha", 8, 2), (
            ("0002", "Verifikasi Lapangan Untuk Memastikan Pemenuhan Persyaratan Administrasi dan Teknis Pengumpulan Limbah B3", ("Jumlah usaha yang diverifikasi", "usaha", 15, 5), 310),)),
    )),
    ("2.11.08", "PROGRAM PENINGKATAN PENDIDIKAN, PELATIHAN DAN PENYULUHAN LINGKUNGAN HIDUP UNTUK MASYARAKAT",
     (("Persentase sekolah yang menerapkan kurikulum peduli lingkungan", "%", 31, 5),), (
        ("2.11.08.2.01", "Penyelenggaraan Pendidikan, Pelatihan, dan Penyuluhan Lingkungan Hidup untuk Lembaga Kemasyarakatan Tingkat Daerah Kabupaten/Kota", ("Jumlah lembaga masyarakat yang dilatih", "lembaga", 20, 5), (
            ("0002", "Pendampingan Gerakan Peduli Lingkungan Hidup", ("Jumlah sekolah Adiwiyata yang didampingi", "sekolah", 24, 6), 540),
            ("0003", "Penyelenggaraan Penyuluhan dan Kampanye Lingkungan Hidup", ("Jumlah peserta penyuluhan", "orang", 600, 100), 385),)),
    )),
    ("2.11.09", "PROGRAM PENGHARGAAN LINGKUNGAN HIDUP UNTUK MASYARAKAT", (("Jumlah penghargaan lingkungan yang diterima warga", "buah", 4, 1),), (
        ("2.11.09.2.01", "Pemberian Penghargaan Lingkungan Hidup Tingkat Daerah Kabupaten/Kota", ("Jumlah penerima penghargaan", "penerima", 10, 2), (
            ("0001", "Penilaian Kinerja Masyarakat/Lembaga Masyarakat/Dunia Usaha/Dunia Pendidikan/Filantropi dalam Perlindungan dan Pengelolaan Lingkungan Hidup", ("Jumlah lembaga yang dinilai", "lembaga", 30, 4), 265),)),
    )),
    ("2.11.11", "PROGRAM PENGELOLAAN PERSAMPAHAN",
     (("Persentase sampah yang terkurangi", "%", 18, 2.5), ("Persentase sampah yang tertangani", "%", 71, 2)), (
        ("2.11.11.2.01", "Pengelolaan Sampah", ("Volume sampah yang diolah di fasilitas kota", "ton", 21500, 1800), (
            ("0004", "Peningkatan Peran Serta Masyarakat dalam Pengelolaan Persampahan", ("Jumlah bank sampah yang aktif", "unit", 62, 8), 975),
            ("0007", "Penyediaan Sarana dan Prasarana Pengelolaan Persampahan di TPA/TPST/SPA Kabupaten/Kota", ("Jumlah sarana dan prasarana yang tersedia", "unit", 14, 3), 11360),
            ("0012", "Penanganan sampah melalui pengangkutan", ("Volume sampah yang diangkut", "ton", 88000, 1500), 16820),
            ("0021", "Pemanfaatan Gas Metana Tempat Pemrosesan Akhir sebagai Sumber Energi Listrik", ("Kapasitas listrik yang terbangkit", "kW", 60, 40), 2450),)),
    )),
)  # fmt: skip

UNGGULAN = (
    "Program Kampung Bersih Bebas Sampah Plastik",
    "Program Seribu Taman Lingkungan dan Hutan Kota di Setiap Kecamatan untuk Menambah Ruang Terbuka Hijau Publik",
    "Program Energi Surya Atap untuk Gedung Pemerintah",
    "Program Sekolah Hijau dan Duta Lingkungan Pelajar",
    "Program Sungai Jernih Bantaran Asri",
)  # fmt: skip


def rupiah(amount: int) -> str:
    return f"{amount:,}".replace(",", ".")


def draw(d: Painting) -> None:
    _cover(d)
    _front(d)
    _chapters(d)
    _programs(d)
    _unggulan(d)


def _cover(d: Painting) -> None:
    d.begin(A4)
    d.box(45, 45, 505, 752, line=1.4)
    d.box(50, 50, 495, 742, line=0.5)
    d.box(247, 110, 100, 100, fill=0.9)
    d.text(297, 150, "LAMBANG", 11, align="center")
    d.text(297, 165, "KOTA CONTOH", 11, align="center")
    top = 290.0
    for text, size in (("RENCANA STRATEGIS", 26), ("(RENSTRA)", 20), ("TAHUN 2025-2029", 20)):
        top = d.text(297, top, text, size, align="center", bold=True) + 8
    d.text(297, 470, OPD, 20, align="center", bold=True)
    d.text(297, 498, "Kota Contoh", 18, align="center", bold=True)
    d.text(297, 720, "PEMERINTAH KOTA CONTOH", 13, align="center", bold=True)
    d.text(297, 738, "2025", 13, align="center", bold=True)


def _frame(d: Painting) -> None:
    d.text(45, 22, "Renstra Dinas Lingkungan Hidup Kota Contoh Tahun 2025-2029", 8, font="Helvetica")
    d.text(d.width - 45, d.height - 32, str(d.page), 9, align="right")


def _front(d: Painting) -> None:
    d.frame = _frame
    d.begin(A4)
    top = d.text(297, 70, "DAFTAR ISI", 13, align="center", bold=True) + 16
    for indent, title, page in (
        (0, "KATA PENGANTAR", "i"), (0, "DAFTAR ISI", "ii"), (0, "BAB I PENDAHULUAN", "3"),
        (18, "1.1 Latar Belakang", "3"), (18, "1.2 Landasan Hukum", "3"), (18, "1.3 Keterkaitan Renstra dengan RPJMD", "3"),
        (0, "BAB II GAMBARAN PELAYANAN DINAS LINGKUNGAN HIDUP", "4"), (18, "2.1 Kinerja Pengelolaan Sampah", "4"),
        (0, "BAB III TUJUAN DAN SASARAN", "5"), (0, "BAB IV PROGRAM DAN KEGIATAN", "6"),
        (18, "4.1 Program Penunjang Urusan Pemerintahan Daerah", "6"), (18, "4.2 Program Pengelolaan Keanekaragaman Hayati", "6"),
        (18, "4.3 Program Pengelolaan Persampahan", "8"), (0, "BAB V PROGRAM UNGGULAN", "9"), (0, "BAB VI PENUTUP", "9"),
    ):  # fmt: skip
        top = d.leader(60 + indent, top, 475 - indent, title, page)
    top = d.text(297, top + 30, "DAFTAR TABEL", 13, align="center", bold=True) + 14
    d.leader(60, top, 475, "Tabel 2.1 Timbulan dan Penanganan Sampah per Kecamatan", "4")
    d.leader(60, top + 17, 475, "Tabel 3.1 Tujuan dan Sasaran Jangka Menengah", "5")
    d.leader(60, top + 34, 475, "Tabel 4.1 (T-C.27) Rencana Program, Kegiatan, dan Pendanaan", "6")


def _chapters(d: Painting) -> None:
    d.begin(A4)
    top = d.paragraph(60, 60, 475, "BAB I PENDAHULUAN", 13, align="center", bold=True)
    for head, texts in (
        ("1.1 Latar Belakang", (
            "Rencana Strategis Dinas Lingkungan Hidup Kota Contoh disusun sebagai penjabaran arah pembangunan kota lima tahun ke depan. Dokumen ini menjadi pegangan dinas dalam menetapkan tujuan, sasaran, program, dan kegiatan, serta menjadi dasar penyusunan rencana kerja setiap tahun.",
            "Program pengelolaan persampahan telah dilaksanakan sejak tahun 2019 dengan hasil yang belum merata. Program Nasional Pengurangan Plastik juga telah dilaksanakan di tiga kecamatan dan mendapat sambutan baik dari pedagang pasar. Namun kegiatan pemilahan di rumah tangga masih terbatas pada kelurahan yang memiliki bank sampah.")),
        ("1.2 Landasan Hukum", (
            "1. Undang-Undang Nomor 18 Tahun 2008 tentang Pengelolaan Sampah;",
            "2. Undang-Undang Nomor 32 Tahun 2009 tentang Perlindungan dan Pengelolaan Lingkungan Hidup;",
            "3. Peraturan Menteri Dalam Negeri Nomor 86 Tahun 2017 tentang Tata Cara Perencanaan, Pengendalian dan Evaluasi Pembangunan Daerah;",
            "4. Peraturan Wali Kota Contoh tentang Kedudukan dan Susunan Organisasi Perangkat Daerah.")),
        ("1.3 Keterkaitan Renstra dengan RPJMD", (
            "Sasaran Renstra ini diturunkan dari misi ketiga RPJMD, yaitu mewujudkan kota yang bersih, hijau, dan tangguh terhadap perubahan iklim. Setiap program pada Renstra mendukung paling sedikit satu sasaran daerah, dan keberhasilannya diukur dengan indikator kinerja utama dinas.",)),
    ):  # fmt: skip
        top = d.paragraph(60, top + 4, 475, head, 11, bold=True)
        for text in texts:
            top = d.paragraph(60, top, 475, text, indent=0 if text[0].isdigit() else 24)
    d.begin(A4)
    top = d.paragraph(
        60, 60, 475, "BAB II GAMBARAN PELAYANAN DINAS LINGKUNGAN HIDUP", 13, align="center", bold=True
    )
    top = d.paragraph(60, top, 475, "Timbulan sampah Kota Contoh pada tahun 2024 mencapai 412 ton per hari. Pengangkutan menjangkau seluruh kecamatan, tetapi fasilitas pengolahan baru melayani dua pertiga timbulan. Rincian menurut kecamatan disajikan pada tabel berikut.", indent=24)  # fmt: skip
    top = d.paragraph(
        60,
        top,
        475,
        "Tabel 2.1 Timbulan dan Penanganan Sampah per Kecamatan, 2024",
        10,
        align="center",
        bold=True,
    )
    figures = (("Contoh Utara", 96_410, 31, 68), ("Contoh Timur", 81_220, 27, 71), ("Contoh Selatan", 74_905, 22, 64), ("Contoh Barat", 88_130, 35, 79), ("Contoh Tengah", 112_760, 41, 90))  # fmt: skip
    body: list[Row] = [
        [Cell(str(i), align="center"), name, Cell(rupiah(people), align="right"), Cell(str(units), align="center"), Cell(f"{share},0", align="center")]
        for i, (name, people, units, share) in enumerate(figures, 1)
    ]  # fmt: skip
    body.append([Cell("JUMLAH", cols=2, bold=True, align="center"), Cell("453.425", align="right"), Cell("156", align="center"), Cell("74,4", align="center")])  # fmt: skip
    top = d.table(
        80, top, [30, 130, 95, 90, 90],
        [["No", "Kecamatan", "Jumlah Penduduk (jiwa)", "Bank Sampah (unit)", "Tertangani (%)"]], body, Style(size=9, pad=3),
    )  # fmt: skip
    d.paragraph(60, top + 14, 475, "Dari tabel tersebut terlihat bahwa Kecamatan Contoh Tengah memiliki cakupan tertinggi. Program kemitraan dengan pengelola pasar menjadi salah satu pendorong, sementara di Kecamatan Contoh Selatan armada pengangkut masih menjadi hambatan utama.", indent=24)  # fmt: skip
    _goals(d)


def _goals(d: Painting) -> None:
    d.begin(A4)
    top = d.paragraph(60, 60, 475, "BAB III TUJUAN DAN SASARAN", 13, align="center", bold=True)
    top = d.paragraph(60, top, 475, "Isu strategis yang menjadi dasar perumusan tujuan dinas meliputi timbulan sampah yang tumbuh lebih cepat daripada kapasitas pengolahan, mutu air sungai yang menurun pada musim kemarau, dan ruang terbuka hijau yang belum merata. Ketiganya dijawab dengan tujuan dan sasaran pada tabel berikut.", indent=24)  # fmt: skip
    top = d.paragraph(60, top, 475, "Tabel 3.1 Tujuan dan Sasaran Jangka Menengah Pelayanan Dinas Lingkungan Hidup", 10, align="center", bold=True)  # fmt: skip
    rows: list[Row] = [
        [Cell("1", rows=3, align="center"), Cell("Meningkatnya kualitas lingkungan hidup kota", rows=3), "Menurunnya beban pencemaran air dan udara", "Indeks kualitas lingkungan hidup", "61,2", "66,0"],
        ["Berkurangnya timbulan sampah yang masuk ke tempat pemrosesan akhir", "Persentase pengurangan sampah", "18,0", "28,0"],
        ["Bertambahnya ruang terbuka hijau publik", "Persentase ruang terbuka hijau publik", "12,6", "15,0"],
    ]  # fmt: skip
    head = [["No", "Tujuan", "Sasaran", "Indikator Sasaran", "2025", "2029"]]
    top = d.table(60, top, [25, 115, 140, 115, 40, 40], head, rows, Style(size=9, pad=3))
    d.paragraph(60, top + 14, 475, "Pencapaian sasaran dijabarkan ke dalam program dan kegiatan pada bab berikutnya. Program yang menyumbang paling besar adalah program pengelolaan persampahan, dengan kegiatan pengurangan dan penanganan sampah di seluruh kecamatan.", indent=24)  # fmt: skip


def _amounts(million: int) -> list[int]:
    return [round(million * (100 + 6 * i) / 100) * 1_000_000 for i in range(len(YEARS))]


def _number(value: float, unit: str) -> str:
    digits = rupiah(int(value)) if value == int(value) else f"{value:.1f}".replace(".", ",")
    return f"{digits} {unit}"


def _figures(indicator: Indicator, money: list[int], rows: int) -> list[Cell]:
    """Cells from the starting value on; the money is merged over all indicators of the row."""
    _, unit, start, step = indicator
    cells = [Cell(_number(start - step, unit), align="center")]
    for i, amount in enumerate(money):
        cells.append(Cell(_number(start + step * i, unit), align="center"))
        if rows:
            cells.append(Cell(rupiah(amount), rows=rows, align="right"))
    return cells


def body() -> list[Row]:
    """The rows of Tabel T-C.27 without the merged cells of Tujuan and Sasaran."""
    rows: list[Row] = []

    def add(
        level: str, kode: str, name: str, program: str, indicators: tuple[Indicator, ...], money: list[int]
    ) -> None:
        want = Want(
            level,
            kode,
            name,
            program,
            tuple(i[0] for i in indicators),
            OPD,
            dict(zip(YEARS, money, strict=True)),
        )
        n, bold = len(indicators), level == "program"
        for i, indicator in enumerate(indicators):
            front = (
                [Cell(kode, rows=n, bold=bold), Cell(name, rows=n, bold=bold, wants=(want,))]
                if i == 0
                else []
            )
            unit = [Cell(OPD, rows=n)] if i == 0 else []
            rows.append(
                [*front, Cell(indicator[0], bold=bold), *_figures(indicator, money, 0 if i else n), *unit]
            )

    for kode, name, indicators, kegiatan in PROGRAMS:
        subs = [[_amounts(sub[3]) for sub in keg[3]] for keg in kegiatan]
        sums = [[sum(year) for year in zip(*amounts, strict=True)] for amounts in subs]
        add("program", kode, name, "", indicators, [sum(year) for year in zip(*sums, strict=True)])
        for (keg_kode, keg_name, keg_indicator, children), keg_money, money in zip(
            kegiatan, sums, subs, strict=True
        ):
            add("kegiatan", keg_kode, keg_name, name, (keg_indicator,), keg_money)
            for (suffix, sub_name, indicator, _), amounts in zip(children, money, strict=True):
                add("subkegiatan", f"{keg_kode}.{suffix}", sub_name, name, (indicator,), amounts)
    return rows


def _programs(d: Painting) -> None:
    d.begin(landscape(FOLIO))
    d.text(468, 42, "Tabel 4.1 (T-C.27)", 10, align="center", bold=True)
    d.text(468, 55, "Rencana Program, Kegiatan, dan Pendanaan Dinas Lingkungan Hidup Kota Contoh Tahun 2025-2029", 10, align="center", bold=True)  # fmt: skip
    head: list[Row] = [
        [*(Cell(t, rows=3) for t in ("Tujuan", "Sasaran", "Kode", "Program, Kegiatan dan Sub Kegiatan", "Indikator Kinerja", "Data Capaian Awal (2024)")),
         Cell("Target Kinerja Program dan Kerangka Pendanaan", cols=10), Cell("Unit Kerja Penanggung Jawab", rows=3)],
        [Cell(year, cols=2) for year in YEARS],
        ["Target", "Rp"] * 5,
        [f"({i})" for i in range(1, 18)],
    ]  # fmt: skip
    rows = body()
    rows[0] = [
        Cell("Meningkatnya kualitas lingkungan hidup kota", rows=len(rows)),
        Cell("Menurunnya beban pencemaran dan timbulan sampah; bertambahnya ruang hijau", rows=len(rows)), *rows[0],
    ]  # fmt: skip
    widths = [46, 50, 58, 116, 92, 38, *[32, 52] * 5, 50]
    d.table(33, 74, widths, head, rows, Style(size=6, pad=2), bottom=568, again_at=45)


def _unggulan(d: Painting) -> None:
    d.begin(A4)
    top = d.paragraph(60, 60, 475, "BAB V PROGRAM UNGGULAN", 13, align="center", bold=True)
    top = d.paragraph(60, top, 475, "Di samping program pada Tabel 4.1, dinas mendukung janji kepala daerah melalui program unggulan yang dikerjakan bersama perangkat daerah lain. Program unggulan tersebut adalah:", indent=24)  # fmt: skip
    for i, name in enumerate(UNGGULAN, 1):
        want = Want("program", "", name, opd=OPD, source="list")
        top = d.item(72, top, 463, f"{i}.", f"{name}{'.' if i == len(UNGGULAN) else ';'}", want)
    top = d.paragraph(60, top + 10, 475, "BAB VI PENUTUP", 13, align="center", bold=True)
    d.paragraph(60, top, 475, "Renstra ini menjadi pedoman bagi seluruh bidang di lingkungan dinas. Keberhasilan program dan kegiatan bergantung pada kerja sama dengan masyarakat dan dunia usaha, dan hasilnya dievaluasi setiap triwulan.", indent=24)  # fmt: skip
