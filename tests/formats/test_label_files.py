import csv
import io
from pathlib import Path

import pytest
import xlsxwriter

from classifier.errors import DataError
from classifier.formats import label_files

SAMPAH = "environment.tata-kelola-sampah"


def csv_file(folder: Path, content: str) -> Path:
    path = folder / "new.csv"
    path.write_text(content, encoding="utf-8-sig", newline="")
    return path


def workbook(folder: Path, *rows: list[object]) -> Path:
    path = folder / "new.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Baris")
    for n, row in enumerate(rows):
        sheet.write_row(n, 0, row)
    book.close()
    return path


def test_a_csv_of_excel_with_indonesian_settings_and_titles_is_read(tmp_path: Path) -> None:
    path = csv_file(
        tmp_path,
        "No;Nama;Subdimensi;Perangkat Daerah;Kode;Catatan\r\n"
        "1;Penyapuan jalan, pagi;tata kelola sampah;DLH;2.11.01;baca lagi\r\n;;;;;\r\n",
    )
    read = label_files.read(path)
    (line,) = read.lines
    assert line.cells == {
        "text": "Penyapuan jalan, pagi",
        "subdimension": "tata kelola sampah",
        "opd": "DLH",
        "kode": "2.11.01",
        "note": "baca lagi",
    }
    assert line.place == f"{path}:2"
    assert read.unknown == ("No",)


def test_a_workbook_is_read_below_its_title_and_without_its_empty_rows(tmp_path: Path) -> None:
    path = workbook(
        tmp_path,
        ["Label baru Dinas Lingkungan Hidup"],
        [],
        ["Program", "Kegiatan", "Subdimensi", "Kode"],
        ["Program Kebersihan", "", SAMPAH, 2],
        ["", "", "", ""],
        ["Program Kebersihan", "Penyapuan jalan", SAMPAH, "2.11.01"],
    )
    program, kegiatan = label_files.read(path).lines
    assert program.cells == {
        "text": "Program Kebersihan",
        "level": "program",
        "subdimension": SAMPAH,
        "kode": "2",
    }
    assert kegiatan.cells == {
        "text": "Penyapuan jalan",
        "level": "kegiatan",
        "program": "Program Kebersihan",
        "subdimension": SAMPAH,
        "kode": "2.11.01",
    }
    assert kegiatan.place == f"{path}: Baris, row 6"


def test_a_title_of_a_label_is_known_in_the_words_of_a_workbook(tmp_path: Path) -> None:
    path = csv_file(
        tmp_path, f"Program / Kegiatan,Program induk,Subdimensi,Tingkat\nA,B,{SAMPAH},Sub Kegiatan\n"
    )
    (line,) = label_files.read(path).lines
    assert line.cells == {"text": "A", "program": "B", "subdimension": SAMPAH, "level": "subkegiatan"}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("judul,label\nPenyapuan,x\n", r"new.csv:1: no column text \(found: judul, label\)"),
        ("text\nPenyapuan\n", "no column subdimension"),
        ("", "no column subdimension, text;"),
        ('text,subdimension\n"' + "x" * 200_000, "is a quote left open"),
        ("Nama,Subdimensi,Keyakinan\nA,B,0.9\n", "holds answers of a model"),
    ],
)
def test_a_file_of_no_labels_is_refused(tmp_path: Path, content: str, message: str) -> None:
    with pytest.raises(DataError, match=message):
        label_files.read(csv_file(tmp_path, content))


def test_a_line_of_more_cells_than_titles_says_so(tmp_path: Path) -> None:
    (line,) = label_files.read(csv_file(tmp_path, f"text,subdimension\nA,{SAMPAH},b\n")).lines
    assert "more cells than there are titles" in line.problem


def test_refused_lines_come_back_in_their_own_columns_with_why(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "Nama;Subdimensi;Halaman\nA;B;3\n")
    read = label_files.read(path)
    content = label_files.written([(read.lines[0], "unknown.")], read.titles)
    assert list(csv.reader(io.StringIO(content.decode("utf-8-sig")))) == [
        ["Nama", "Subdimensi", "Halaman", "why"],
        ["A", "B", "3", "unknown."],
    ]
    path.write_bytes(content)
    again = label_files.read(path)
    assert again.lines[0].cells == {"text": "A", "subdimension": "B"}
    assert label_files.written([(again.lines[0], "still.")], again.titles).count(b"why") == 1
