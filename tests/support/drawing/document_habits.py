"""One small document for each habit of offices that hides rows: joined cells, own codes, other heads, false units."""

# Rows of content are easier to compare on one line each.
# ruff: noqa: E501
from __future__ import annotations

from collections.abc import Callable

from tests.support.drawing.document_renstra import rupiah
from tests.support.drawing.pdf_painter import A4, Painting
from tests.support.drawing.table_layout import BREAK, Cell, Row, Style, Want


def right(amount: int) -> Cell:
    return Cell(rupiah(amount), align="right")


def head_joined(d: Painting) -> None:
    """Below the head on the second page the column of names lacks its rule: head and the rest of a cut row in one cell."""
    d.begin(A4)
    program, second = "PROGRAM PEMBINAAN PERAHU LAYAR RAKYAT", "PROGRAM PENATAAN DERMAGA KAMPUNG"
    rows: list[Row] = []
    for level, kode, name, under, indicator, money in (
        ("program", "3.25.07", program, "", "Persentase perahu laik laut", 912_000_000),
        ("kegiatan", "3.25.07.2.01", "Pendataan Perahu Layar", program, "Jumlah perahu yang didata", 212_000_000),
        ("kegiatan", "3.25.07.2.02", "Pelatihan Juru Mudi dan Pembuatan Layar bagi Pemuda Pesisir di Lima Muara Sungai Besar", program, "Jumlah pemuda yang lulus uji juru mudi pada akhir tahun pelatihan", 700_000_000),
        ("program", "3.25.08", second, "", "Jumlah dermaga yang tertata", 1_350_000_000),
        ("kegiatan", "3.25.08.2.01", "Perbaikan Tambatan Perahu", second, "Jumlah tambatan yang diperbaiki", 1_350_000_000),
    ):  # fmt: skip
        want = Want(level, kode, name, under, (indicator,), "", {"2026": money})
        rows.append([kode, Cell(name, wants=(want,)), indicator, "1 paket", right(money)])
    head: list[Row] = [
        [*(Cell(t, rows=2) for t in ("Kode", "Program/Kegiatan", "Indikator Kinerja")), Cell("Tahun 2026", cols=2)],
        ["Target", "Pagu (Rp)"],
    ]  # fmt: skip
    d.table(40, 60, [72, 120, 110, 50, 75], head, rows, Style(joined=(1,)), bottom=147)


def head_of_other_shape(head: list[Row], bottom: float) -> Callable[[Painting], None]:
    """Tujuan and sasaran left of the programs, and the column of programs joined to the head on the second page."""

    def draw(d: Painting) -> None:
        d.begin(A4)
        rows: list[Row] = []
        for i, (name, money) in enumerate((
            ("Program Pembinaan Perahu Layar Rakyat", 912_000_000),
            ("Program Pelatihan Juru Mudi dan Pembuatan Layar bagi Pemuda Pesisir di Lima Muara Sungai Besar", 700_000_000),
            ("Program Penataan Dermaga Kampung", 1_350_000_000),
        )):  # fmt: skip
            want = Want("program", "", name, pagu={"2026": money})
            goal = (
                [Cell("Pesisir yang sejahtera", rows=3), Cell("Naiknya hasil laut", rows=3)] if i == 0 else []
            )
            rows.append([*goal, Cell(name, wants=(want,)), f"{i + 2} paket", right(money)])
        d.table(40, 60, [70, 70, 130, 50, 80], head, rows, Style(joined=(2,)), bottom=bottom)

    return draw


def unit_kegiatan(d: Painting) -> None:
    """A row of head words and numbers (`Belanja Bahan | 3 | 3 | Kegiatan`) in the middle of a table is no head."""
    d.begin(A4)
    d.text(60, 40, "Tabel 2.3 Evaluasi Program dan Kegiatan Tahun 2019", 10, bold=True)
    rows: list[Row] = []
    for level, number, name, under, money, volumes in (
        ("program", "I", "Program Pelestarian Lagu Rakyat", "", 164_500_000, ("", "", "")),
        ("kegiatan", "1", "Perekaman Lagu Pengantar Panen", "Program Pelestarian Lagu Rakyat", 98_000_000, ("12", "11", "Lagu")),
        ("", "", "Belanja Bahan", "", 0, ("3", "3", "Kegiatan")),
        ("kegiatan", "2", "Lomba Paduan Suara Antarkampung", "Program Pelestarian Lagu Rakyat", 66_500_000, ("1", "1", "Lomba")),
        ("program", "II", "Program Pembinaan Sanggar Tari", "", 120_000_000, ("", "", "")),
        ("kegiatan", "1", "Pelatihan Penari Muda", "Program Pembinaan Sanggar Tari", 120_000_000, ("40", "38", "Orang")),
    ):  # fmt: skip
        wants = (Want(level, "", name, under, (), "", {"2019": money}),) if level else ()
        rows.append([number, Cell(name, wants=wants, bold=level == "program"), *volumes, right(money) if money else ""])  # fmt: skip
    head: list[Row] = [["No", "Program/Kegiatan", "Target", "Realisasi", "Satuan", "Anggaran (Rp)"]]
    d.table(50, 60, [25, 200, 45, 50, 55, 90], head, rows, Style(size=8))


def unit_kegiatan_once(d: Painting) -> None:
    """Such a row with one number, which is 1, as the first column number of a head would be."""
    d.begin(A4)
    program = "Program Pelestarian Lagu Rakyat"
    rows: list[Row] = []
    for number, name, volume, unit, money in (
        ("1", "Perekaman Lagu Pengantar Panen", "12", "Lagu", 98_000_000),
        ("", "Belanja Cetak", "1", "Kegiatan", 0),
        ("2", "Lomba Paduan Suara Antarkampung", "1", "Lomba", 66_500_000),
    ):
        wants = (Want("kegiatan", "", name, program, pagu={"2019": money}),) if money else ()
        rows.append([number, Cell(name, wants=wants), volume, unit, right(money) if money else ""])
    want = Want("program", "", program, pagu={"2019": 164_500_000})
    rows.insert(0, ["I", Cell(program, wants=(want,), bold=True), "", "", right(164_500_000)])
    head: list[Row] = [["No", "Program/Kegiatan", "Volume", "Satuan", "Anggaran 2019 (Rp)"]]
    d.table(50, 60, [25, 200, 50, 55, 90], head, rows, Style(size=8))


def running_codes(d: Painting) -> None:
    """Codes of which the first part is a running number: programs have two parts, kegiatan three."""
    d.begin(A4)
    d.text(50, 40, "Tabel 3.4 Rencana Kerja Dinas Kebudayaan Tahun 2018", 10, bold=True)
    rows: list[Row] = []
    program = ""
    for parts, name, money in (
        (("1", "29", ""), "Program Pengelolaan Museum Keliling", 430_000_000),
        (("1", "29", "01"), "Pengadaan Gerobak Pamer", 250_000_000),
        (("1", "29", "02"), "Kunjungan Museum ke Sekolah Dasar", 180_000_000),
        (("2", "31", ""), "Program Pendokumentasian Cerita Lisan", 95_000_000),
        (("2", "31", "01"), "Penulisan Cerita Asal Usul Kampung", 95_000_000),
        (("3", "34", ""), "Program Pemeliharaan Rumah Adat", 610_000_000),
        (("3", "34", "05"), "Penggantian Atap Ijuk", 410_000_000),
        (("3", "34", "06"), "Pelatihan Tukang Ukir", 200_000_000),
    ):
        level = "kegiatan" if parts[2] else "program"
        program = program if parts[2] else name
        want = Want(level, ".".join(filter(None, parts)), name, program if parts[2] else "", (), "Dinas Kebudayaan", {"2018": money})  # fmt: skip
        rows.append([*parts, Cell(name, wants=(want,), bold=level == "program"), "Kota Contoh", right(money)])
    head: list[Row] = [[Cell("Kode", cols=3), "Program dan Kegiatan", "Lokasi", "Pagu (Rp)"]]
    d.table(50, 60, [18, 22, 22, 240, 70, 85], head, rows, Style(size=8))


def below_belanja(d: Painting) -> None:
    """The names stand below "BELANJA", in groups of belanja; the next page goes on without a head."""
    d.begin(A4)
    d.text(60, 40, "Tabel 3.2 Anggaran dan Realisasi Kantor Arsip Tahun 2015", 10, bold=True)
    rows: list[Row | str] = [
        ["A", Cell("BELANJA TIDAK LANGSUNG", bold=True), right(2_104_300_000), right(2_050_111_400)],
        ["B", Cell("BELANJA LANGSUNG", bold=True), right(703_400_000), right(655_900_250)],
    ]  # fmt: skip
    for number, program, kegiatan in (
        ("I", "Program Penataan Gudang Arsip", (("Kegiatan Pembelian Rak Arsip Statis", 210_500_000), ("Kegiatan Pengasapan Ruang Simpan", 48_900_000))),
        ("II", "Program Penyelamatan Naskah Basah", (("Kegiatan Pengeringan Naskah Korban Banjir", 96_000_000), ("Kegiatan Penyalinan Naskah ke Bentuk Digital", 188_000_000))),
        ("III", "Program Layanan Baca Arsip", (("Kegiatan Pameran Arsip Foto Kota Lama", 160_000_000),)),
    ):  # fmt: skip
        total = sum(money for _, money in kegiatan)
        if number == "II":
            rows.append(BREAK)
        want = Want("program", "", program, "", (), "Kantor Arsip", {"2015": total})
        rows.append([number, Cell(program, bold=True, wants=(want,)), right(total), right(total - 1_250_400)])
        for i, (name, money) in enumerate(kegiatan, 1):
            want = Want("kegiatan", "", name, program, (), "Kantor Arsip", {"2015": money})
            rows.append([str(i), Cell(name, wants=(want,)), right(money), right(money - 410_200)])
    head: list[Row] = [["NO", "BELANJA", "ANGGARAN (Rp)", "REALISASI (Rp)"]]
    style = Style(size=8, repeat_head=False)
    d.table(60, 60, [28, 250, 95, 95], head, rows, style)


def thousands(d: Painting, top: float, amounts: tuple[tuple[str, int], ...], n_first: int) -> float:
    """A table headed in thousands whose amounts are in full rupiah, `n_first` rows of it on this page."""
    rows: list[Row | str] = []
    for i, (name, money) in enumerate(amounts, 1):
        want = Want("program", "", name, "", (), "Dinas Pelayaran", {"2021": money})
        rows.append([str(i), Cell(name, wants=(want,)), "1 paket", right(money)])
        if i == n_first:
            rows.append(BREAK)
    head: list[Row] = [["No", "Program", "Target", "Pagu\n(Rp.000)"]]
    return d.table(70, top, [30, 260, 60, 100], head, rows, Style(size=9))


def whole_rupiah(d: Painting) -> None:
    """Full rupiah below heads of thousands, told by the next page or by two large amounts; a caption of four lines."""
    d.begin(A4)
    caption = (
        "Tabel 5.3",
        "Rencana Program dan Pagu Indikatif Tahun 2021",
        "Dinas Pelayaran",
        "Kabupaten Contoh",
    )
    for i, line in enumerate(caption):
        d.text(297, 60 + 25 * i, line, 11, align="center", bold=True)
    small = (
        ("Program Mercusuar Desa", 612_000_000),
        ("Program Perahu Penyelamat", 75_500_000),
        ("Program Pelampung Gratis bagi Nelayan", 96_500_000),
        ("Program Peta Karang Dangkal", 310_250_000),
        ("Program Radio Pantai", 742_000_000),
    )
    top = thousands(d, 160, small, 2)
    d.text(70, top + 30, "Tabel 5.4 Program Tambahan Dinas Pelayaran Tahun 2021", 10, bold=True)
    large = ("Program Menara Suar Teluk", 1_640_000_000), ("Program Sekolah Nakhoda", 485_000_000)
    thousands(d, top + 48, large, 0)


def whole_rupiah_mixed(d: Painting) -> None:
    """Two amounts on the first page of which one is too large for thousands; the next page tells of the other."""
    d.begin(A4)
    d.text(70, 60, "Tabel 5.5 Program Dinas Pelayaran Tahun 2021", 10, bold=True)
    mixed = (
        ("Program Kapal Jemputan", 1_250_000_000),
        ("Program Tali Tambat", 75_500_000),
        ("Program Jangkar Cadangan", 96_500_000),
        ("Program Kompas Sekolah", 310_250_000),
        ("Program Menara Pengawas", 742_000_000),
    )
    thousands(d, 78, mixed, 2)


MONEY_OF_2026 = Cell("Tahun 2026", cols=2)
DOCUMENTS: dict[str, Callable[[Painting], None]] = {
    "head_joined_to_a_cut_row": head_joined,
    "head_joined_below_uneven_levels": head_of_other_shape(
        [
            [Cell("RPJMD", cols=2), Cell("Program", rows=2), MONEY_OF_2026],
            ["Tujuan", "Sasaran", "Target", "Pagu (Rp)"],
        ],
        124,
    ),
    "head_joined_that_names_urusan_first": head_of_other_shape(
        [
            [
                "Tujuan",
                "Sasaran",
                "Urusan/Bidang Urusan Pemerintahan Daerah dan Program",
                "Target 2026",
                "Pagu 2026 (Rp)",
            ]
        ],
        122,
    ),
    "unit_that_says_kegiatan": unit_kegiatan,
    "unit_that_says_kegiatan_once": unit_kegiatan_once,
    "codes_with_running_numbers": running_codes,
    "names_below_belanja": below_belanja,
    "rupiah_below_a_head_of_thousands": whole_rupiah,
    "rupiah_told_by_the_next_page": whole_rupiah_mixed,
}
