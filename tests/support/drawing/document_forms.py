"""One small document for each form of table that plans use: Permendagri 86/2017, Inmendagri 2/2025 and older."""

# Rows of content are easier to compare on one line each.
# ruff: noqa: E501
from __future__ import annotations

from collections.abc import Callable

from tests.support.drawing.document_renstra import rupiah
from tests.support.drawing.pdf_painter import A4, FOLIO, Painting, landscape
from tests.support.drawing.table_layout import Cell, Row, Style, Want

YEARS = ("2026", "2027", "2028", "2029", "2030")


def right(amount: int) -> Cell:
    return Cell(rupiah(amount), align="right")


def split_codes(d: Painting) -> None:
    """T-C.33: the code over five narrow columns, urusan headings between the rows, prakiraan maju at the end."""
    d.begin(landscape(FOLIO))
    d.text(468, 40, "Tabel T-C.33", 10, align="center", bold=True)
    d.text(
        468,
        54,
        "Rumusan Rencana Program dan Kegiatan Perangkat Daerah Tahun 2026",
        10,
        align="center",
        bold=True,
    )
    d.text(40, 74, "Nama Perangkat Daerah : Dinas Kesehatan", 9)
    program = "PROGRAM PEMENUHAN UPAYA KESEHATAN PERORANGAN DAN UPAYA KESEHATAN MASYARAKAT"
    second = "PROGRAM SEDIAAN FARMASI, ALAT KESEHATAN DAN MAKANAN MINUMAN"
    rows: list[Row] = [
        ["1", "", "", "", "", Cell("URUSAN PEMERINTAHAN WAJIB YANG BERKAITAN DENGAN PELAYANAN DASAR", bold=True), *[""] * 8],
        ["1", "02", "", "", "", Cell("URUSAN PEMERINTAHAN BIDANG KESEHATAN", bold=True), *[""] * 8],
    ]  # fmt: skip
    for level, kode, name, under, indicator, target, money in (
        ("program", "1.02.02..", program, "", "Persentase puskesmas terakreditasi paripurna", "60 %", 9_840_500_000),
        ("kegiatan", "1.02.02.2_02.", "Penyediaan Layanan Kesehatan untuk UKM dan UKP Rujukan Tingkat Daerah Kabupaten/Kota", program, "Persentase layanan sesuai standar", "92 %", 9_840_500_000),
        ("subkegiatan", "1.02.02.2_02.0001", "Pengelolaan Pelayanan Kesehatan Ibu Hamil", program, "Jumlah ibu hamil yang dilayani", "3.120 orang", 1_215_750_000),
        ("subkegiatan", "1.02.02.2_02.0015", "Pengelolaan Pelayanan Kesehatan Gizi Masyarakat", program, "Jumlah balita yang dipantau", "8.400 orang", 8_624_750_000),
        ("program", "1.02.04..", second, "", "Persentase apotek yang diawasi", "75 %", 418_200_000),
        ("kegiatan", "1.02.04.2_01.", "Pemberian Izin Apotek, Toko Obat, Toko Alat Kesehatan dan Optikal", second, "Jumlah izin yang diterbitkan", "45 izin", 418_200_000),
    ):  # fmt: skip
        parts = [p.replace("_", ".") for p in kode.split(".")]
        full = ".".join(p for p in parts if p)
        want = Want(level, full, name, under, (indicator,), "Dinas Kesehatan", {"2026": money})
        rows.append([*parts, Cell(name, wants=(want,)), indicator, "Kab. Contoh", target, right(money), "DAU", "", target, right(money + 50_000_000)])  # fmt: skip
    head: list[Row] = [
        [Cell("Kode", rows=2, cols=5), Cell("Urusan/Bidang Urusan Pemerintahan Daerah dan Program/Kegiatan", rows=2), Cell("Indikator Kinerja Program/Kegiatan", rows=2),
         Cell("Rencana Tahun 2026", cols=4), Cell("Catatan Penting", rows=2), Cell("Prakiraan Maju Rencana Tahun 2027", cols=2)],
        ["Lokasi", "Target Capaian Kinerja", "Kebutuhan Dana/ Pagu Indikatif (Rp)", "Sumber Dana", "Target Capaian Kinerja", "Kebutuhan Dana/ Pagu Indikatif (Rp)"],
        [Cell("(1)", cols=5), *(f"({i})" for i in range(2, 11))],
    ]  # fmt: skip
    d.table(33, 92, [14, 18, 18, 24, 28, 190, 130, 60, 60, 80, 45, 55, 62, 82], head, rows)


def one_column_rpjmd(d: Painting) -> None:
    """RPJMD 2025-2029: code and name in one cell, indicators on the outcome rows, a bidang heading each."""
    d.begin(landscape(FOLIO))
    d.text(
        468,
        40,
        "Tabel 4.2 Program Perangkat Daerah Kabupaten Contoh Tahun 2026-2030",
        10,
        align="center",
        bold=True,
    )
    rows: list[Row] = []
    for kode, bidang, opd, programs in (
        ("1.02", "URUSAN PEMERINTAHAN BIDANG KESEHATAN", "Dinas Kesehatan", (
            ("1.02.02", "PROGRAM PEMENUHAN UPAYA KESEHATAN PERORANGAN DAN UPAYA KESEHATAN MASYARAKAT", "Meningkatnya mutu layanan kesehatan dasar",
             ("Angka kematian ibu", "Prevalensi stunting"), 42_500_000_000),
            ("1.02.03", "PROGRAM PENINGKATAN KAPASITAS SUMBER DAYA MANUSIA KESEHATAN", "Terpenuhinya tenaga kesehatan sesuai standar", ("Persentase puskesmas dengan sembilan jenis tenaga kesehatan",), 3_180_000_000))),
        ("2.15", "URUSAN PEMERINTAHAN BIDANG PERHUBUNGAN", "Dinas Perhubungan", (
            ("2.15.02", "PROGRAM PENYELENGGARAAN LALU LINTAS DAN ANGKUTAN JALAN (LLAJ)", "Meningkatnya keselamatan lalu lintas", ("Rasio kecelakaan per 10.000 kendaraan", "Persentase ruas jalan berperlengkapan"), 7_940_000_000),)),
    ):  # fmt: skip
        rows.append([Cell(f"{kode} - {bidang}", bold=True), *[""] * 13])
        for code, name, outcome, indicators, money in programs:
            years = [money + 250_000_000 * i for i in range(5)]
            want = Want("program", code, name, "", indicators, opd, dict(zip(YEARS, years, strict=True)))
            amounts = [cell for year in years for cell in ("", right(year))]
            rows.append([Cell(f"{code} - {name}", wants=(want,)), "", "", *amounts, opd])
            for i, indicator in enumerate(indicators):
                front = [Cell(outcome, rows=len(indicators))] if i == 0 else []
                targets = [
                    cell for year in range(5) for cell in (Cell(str(40 + 3 * year + i), align="center"), "")
                ]
                rows.append([*front, indicator, str(38 + i), *targets, opd])
    head: list[Row] = [
        [*(Cell(t, rows=3) for t in ("Bidang Urusan / Program / Outcome", "Indikator Outcome", "Baseline Tahun 2024")),
         Cell("Target dan Pagu Indikatif Tahun", cols=10), Cell("Perangkat Daerah", rows=3)],
        [Cell(year, cols=2) for year in YEARS],
        ["Target", "Pagu"] * 5,
        [f"({i:02})" for i in range(1, 15)],
    ]  # fmt: skip
    d.table(33, 60, [190, 110, 42, *[28, 66] * 5, 56], head, rows, Style(size=6.5))


def one_column_renstra(d: Painting) -> None:
    """Renstra 2025-2029: program, outcome, kegiatan, output and sub kegiatan under each other in one column."""
    d.begin(landscape(FOLIO))
    d.text(
        468,
        40,
        "Tabel 4.3 Rencana Program, Kegiatan, Subkegiatan dan Pendanaan Dinas Perhubungan",
        10,
        align="center",
        bold=True,
    )
    program, opd = "PROGRAM PENYELENGGARAAN LALU LINTAS DAN ANGKUTAN JALAN (LLAJ)", "Dinas Perhubungan"
    rows: list[Row] = [[Cell("2.15 - URUSAN PEMERINTAHAN BIDANG PERHUBUNGAN", bold=True), *[""] * 7]]
    for level, kode, name, result, indicator, money in (
        ("program", "2.15.02", program, "Meningkatnya kelancaran lalu lintas perkotaan", "Kecepatan rata-rata jaringan jalan", (2_450_000_000, 2_610_000_000)),
        ("kegiatan", "2.15.02.2.02", "Penyediaan Perlengkapan Jalan di Jalan Kabupaten/Kota", "Tersedianya perlengkapan jalan", "Jumlah perlengkapan jalan yang terpasang", (1_650_000_000, 1_760_000_000)),
        ("subkegiatan", "2.15.02.2.02.0001", "Pembangunan Prasarana Jalan di Jalan Kabupaten/Kota", "Terbangunnya prasarana jalan", "Jumlah prasarana jalan yang dibangun", (1_650_000_000, 1_760_000_000)),
        ("kegiatan", "2.15.02.2.05", "Pengujian Berkala Kendaraan Bermotor", "Terlaksananya pengujian kendaraan", "Jumlah kendaraan yang lulus uji", (800_000_000, 850_000_000)),
        ("subkegiatan", "2.15.02.2.05.0003", "Registrasi Kendaraan Wajib Uji Berkala Kendaraan Bermotor", "Terdatanya kendaraan wajib uji", "Jumlah kendaraan terdaftar", (800_000_000, 850_000_000)),
    ):  # fmt: skip
        want = Want(
            level, kode, name, "" if level == "program" else program, (indicator,), opd,
            dict(zip(YEARS, money, strict=False)),
        )  # fmt: skip
        rows.append(
            [Cell(f"{kode} - {name}", wants=(want,)), "", "", "", right(money[0]), "", right(money[1]), opd]
        )
        rows.append([result, indicator, "52", "54", "", "57", "", opd])
    head: list[Row] = [
        [*(Cell(t, rows=2) for t in ("Bidang Urusan / Program / Outcome / Kegiatan / Subkegiatan / Output", "Indikator Outcome / Output", "Baseline 2024")),
         Cell("2026", cols=2), Cell("2027", cols=2), Cell("Keterangan", rows=2)],
        ["Target", "Pagu", "Target", "Pagu"],
    ]  # fmt: skip
    head[0] = [*head[0][:-1], Cell("Perangkat Daerah", rows=2)]
    d.table(33, 60, [300, 180, 50, 45, 85, 45, 85, 80], head, rows)


def program_beside_kegiatan(d: Painting) -> None:
    """Permendagri 13/2006: Program merged beside its Kegiatan, Title Case, APBD or APBN money, no codes."""
    d.begin(A4)
    d.text(297, 40, "RENCANA KERJA BADAN PEMBERDAYAAN MASYARAKAT DESA", 11, align="center", bold=True)
    d.text(297, 60, "Tabel 3.1 Program dan Kegiatan Tahun 2016", 10, align="center", bold=True)
    opd, rows = "Badan Pemberdayaan Masyarakat dan Desa", []
    for number, (program, kegiatan) in enumerate((
        ("Program Peningkatan Keberdayaan Masyarakat Perdesaan", (
            ("Pemberdayaan Lembaga dan Organisasi Masyarakat Desa", 325_000_000, 0),
            ("Penyelenggaraan Diseminasi Teknologi Tepat Guna bagi Masyarakat Desa", 0, 410_500_000),
            ("Lomba Desa dan Kelurahan", 187_250_000, 0))),
        ("Program Pengembangan Lembaga Ekonomi Pedesaan", (
            ("Pelatihan Ketrampilan Manajemen Badan Usaha Milik Desa", 148_000_000, 0),
            ("Fasilitasi Permodalan bagi Usaha Mikro Kecil di Perdesaan", 0, 96_400_000))),
        ("Program Pelayanan Administrasi Perkantoran", (("Penyediaan Jasa Surat Menyurat", 12_600_000, 0),)),
    ), 1):  # fmt: skip
        for i, (name, apbd, apbn) in enumerate(kegiatan):
            wants = (
                Want("program", "", program, opd=opd),
                Want("kegiatan", "", name, program, (), opd, {"2016": apbd or apbn}),
            )
            n = len(kegiatan)
            front = [Cell(str(number), rows=n), Cell(program, rows=n, wants=wants[:1])] if i == 0 else []
            rows.append([*front, Cell(name, wants=wants[1:]), "Kab. Contoh", right(apbd) if apbd else "-", right(apbn) if apbn else "-"])  # fmt: skip
    rows.append([Cell("JUMLAH", cols=4, bold=True, align="center"), right(672_850_000), right(506_900_000)])
    head: list[Row] = [
        [*(Cell(t, rows=2) for t in ("No", "Program", "Kegiatan", "Lokasi")), Cell("Sumber Dana (Rp)", cols=2)],
        ["APBD", "APBN"],
    ]  # fmt: skip
    d.table(45, 80, [22, 140, 160, 55, 65, 65], head, rows, Style(size=8))


def evaluation(d: Painting) -> None:
    """LKIP: Anggaran, Realisasi and %, with sums in between and below; only Anggaran is the budget."""
    d.begin(A4)
    d.text(
        297,
        50,
        "Tabel 3.9 Anggaran dan Realisasi Program Dinas Sosial Tahun 2024",
        10,
        align="center",
        bold=True,
    )
    rows: list[Row] = []
    for i, (name, budget, spent, share) in enumerate((
        ("Program Pemberdayaan Sosial", 1_870_000_000, 1_792_415_300, "95,85"),
        ("Program Rehabilitasi Sosial", 2_435_600_000, 2_401_118_750, "98,58"),
        ("Program Perlindungan dan Jaminan Sosial", 5_012_250_000, 4_700_030_000, "93,77"),
        ("Program Penanganan Bencana", 640_000_000, 611_940_200, "95,62"),
    ), 1):  # fmt: skip
        want = Want("program", "", name, "", (), "Dinas Sosial", {"2024": budget})
        rows.append(
            [f"{i}.", Cell(name, wants=(want,)), right(budget), right(spent), Cell(share, align="right")]
        )
        if i == 2:
            rows.append(
                [Cell("Sub Jumlah", cols=2, bold=True), right(4_305_600_000), right(4_193_534_050), "97,40"]
            )
    rows.append([Cell("JUMLAH", cols=2, bold=True), right(9_957_850_000), right(9_505_504_250), "95,46"])
    d.table(
        60,
        74,
        [25, 215, 95, 95, 45],
        [["No", "Program", "Anggaran (Rp)", "Realisasi (Rp)", "%"]],
        rows,
        Style(size=9),
    )
    d.text(60, 260, "Sumber: Subbagian Keuangan, 2025", 8)


def printed_spreadsheet(d: Painting) -> None:
    """A sheet scaled to fit: 4 point type, each part of the code its own column, JUMLAH rows in between."""
    d.begin(landscape(A4))
    d.text(421, 34, "RKPD KABUPATEN CONTOH TAHUN 2026", 8, align="center", bold=True, font="Helvetica")
    rows: list[Row] = []
    for opd, kode, program, kegiatan in (
        ("Dinas Pendidikan", ("1", "01", "02"), "PROGRAM PENGELOLAAN PENDIDIKAN", (
            ("01", "Pengelolaan Pendidikan Sekolah Dasar", (("0006", "Pembangunan Sarana, Prasarana dan Utilitas Sekolah", 8_150_000_000), ("0020", "Pengadaan Perlengkapan Siswa", 1_275_500_000))),
            ("03", "Pengelolaan Pendidikan Anak Usia Dini (PAUD)", (("0011", "Penyelenggaraan Proses Belajar PAUD", 642_000_000),)))),
        ("Dinas Pekerjaan Umum", ("1", "03", "10"), "PROGRAM PENYELENGGARAAN JALAN", (
            ("01", "Penyelenggaraan Jalan Kabupaten/Kota", (("0009", "Rehabilitasi Jalan", 22_400_000_000), ("0013", "Pemeliharaan Rutin Jembatan", 1_960_000_000))),)),
    ):  # fmt: skip
        total = sum(s[2] for k in kegiatan for s in k[2])
        want = Want("program", ".".join(kode), program, "", (), opd, {"2026": total})
        rows.append([*kode, "", "", "", Cell(program, bold=True, wants=(want,)), right(total), "APBD", opd])
        for number, name, subs in kegiatan:
            code = (*kode, "2", number)
            money = sum(s[2] for s in subs)
            want = Want("kegiatan", ".".join(code), name, program, (), opd, {"2026": money})
            rows.append([*code, "", Cell(name, wants=(want,)), right(money), "APBD", opd])
            for suffix, sub, amount in subs:
                want = Want("subkegiatan", ".".join((*code, suffix)), sub, program, (), opd, {"2026": amount})
                rows.append([*code, suffix, Cell(sub, wants=(want,)), right(amount), "APBD", opd])
        rows.append([*[""] * 6, Cell(f"JUMLAH {opd.upper()}", bold=True), right(total), "", ""])
    rows.append([*[""] * 6, Cell("JUMLAH TOTAL", bold=True), right(34_427_500_000), "", ""])
    head: list[Row] = [
        [
            Cell("KODE", cols=6),
            "URAIAN PROGRAM / KEGIATAN / SUB KEGIATAN",
            "PAGU (Rp)",
            "SUMBER DANA",
            "PERANGKAT DAERAH",
        ]
    ]
    d.table(60, 50, [6, 8, 8, 6, 8, 12, 150, 50, 35, 70], head, rows, Style(size=4, pad=0.8, head_fill=None))


DOCUMENTS: dict[str, Callable[[Painting], None]] = {
    "form_codes_over_five_columns": split_codes,
    "form_one_column_rpjmd": one_column_rpjmd,
    "form_one_column_renstra": one_column_renstra,
    "form_program_beside_kegiatan": program_beside_kegiatan,
    "form_evaluation_with_sums": evaluation,
    "form_printed_spreadsheet": printed_spreadsheet,
}
