import csv
import io
from pathlib import Path

import python_calamine

from classifier import taxonomy
from classifier.comparison import comparison_workbook
from classifier.comparison.changes import Changes
from classifier.comparison.matching import comparison
from classifier.mapping.matrix import NO_OPD, Program

HEALTH, SCHOOL = "living.pelayanan-kesehatan", "society.sistem-edukasi"


def program(text: str, *, opd: str = "Dinas A", label: str = HEALTH, kode: str = "", **pagu: int) -> Program:
    money = {year[1:]: amount for year, amount in pagu.items()}
    return Program("a.pdf", opd, "program", kode, text, label, money, (f"row of {text}",))


BEFORE = [
    program("Program Imunisasi", kode="1.02", y2025=100),
    program("Program Gizi", y2025=50),
    program("Program Obat", opd=NO_OPD),
]
AFTER = [
    program("Program Imunisasi", kode="1.02", label=SCHOOL, y2025=150),
    program("Program Gizi", y2025=50),
    program("=1+1 Program Baru", y2025=7),
]


def changes() -> Changes:
    return Changes(comparison(BEFORE, AFTER, taxonomy.default()))


def test_every_program_of_both_documents_is_a_line() -> None:
    lines = comparison_workbook.lines(changes())
    assert [(line["state"], line["changes"]) for line in lines] == [
        ("changed", ["label", "budget"]),
        ("unchanged", []),
        ("added", []),
        ("dropped", []),
    ]
    assert all(tuple(sorted(line)) == tuple(sorted(comparison_workbook.FIELDS)) for line in lines)
    assert lines[0]["change"] == lines[0]["change_in_common_years"] == 50
    assert lines[3] | {"opd_before": "", "pagu_before": None, "pagu_after": None} == lines[3]


def test_csv_guards_against_formulas() -> None:
    out = io.BytesIO()
    comparison_workbook.write_csv(changes(), out)
    lines = list(csv.DictReader(io.StringIO(out.getvalue().decode())))
    assert lines[2]["text_after"] == "'=1+1 Program Baru"
    assert lines[0]["changes"] == "label; budget"
    assert lines[0]["row_after"] == "row of Program Imunisasi"


def test_the_workbook_has_a_summary_the_programs_and_totals(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    with path.open("wb") as out:
        comparison_workbook.write(changes(), out, before="=lama.pdf", after="baru.pdf")
    book = python_calamine.load_workbook(path)
    facts = {line[0]: line[1] for line in book.get_sheet_by_name("Ringkasan").to_python()}
    assert (facts["Sebelum"], facts["Program baru"], facts["Label berubah"]) == ("=lama.pdf", 1, 1)
    head, *lines = book.get_sheet_by_name("Program").to_python()
    first = dict(zip(head, lines[0], strict=True))
    assert first["Yang berubah"] == "label, pagu"
    assert first["Kode sesudah"] == "1.02"
    assert first["Subdimensi sesudah"] == "Smart Society: sistem edukasi"
    assert (first["Pagu sebelum"], first["Perubahan"], first["Perubahan (%)"]) == (100, 50, 0.5)
    assert lines[2][2] == "=1+1 Program Baru"
    totals = book.get_sheet_by_name("Per subdimensi").to_python()
    assert totals[-1][1:] == [3, 3, 0, 150, 207, 57]


def test_documents_without_programs_make_a_workbook_too(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    with path.open("wb") as out:
        comparison_workbook.write(Changes(comparison([], [], taxonomy.default())), out, before="a", after="b")
    assert len(python_calamine.load_workbook(path).get_sheet_by_name("Program").to_python()) == 1
