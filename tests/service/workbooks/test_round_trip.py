"""A workbook sent out, corrected, brought back, applied and undone; on both databases."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.returned_workbooks import asked, brought, downloaded, ids
from tests.support.serving import API, Served, sampled


@pytest.fixture(scope="module")
def of_module(
    empty_database: Callable[[], str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    """A service of this module's own, whose rows are changed."""
    with sampled(tmp_path_factory.mktemp("workbooks"), empty_database()) as service:
        yield service


@pytest.fixture
def own(of_module: Served) -> Iterator[Served]:
    """The service with its document as it was read; what a test makes of it is undone."""
    yield of_module
    for row in rows_of(of_module):
        of_module.client.delete(f"{API}/rows/{row['id']}/label")
    edits = of_module.get(f"/documents/{of_module.sample}/edits")["edits"]
    undone = {edit["undoes"] for edit in edits}
    for edit in reversed(edits):
        if not edit["undoes"] and edit["id"] not in undone:
            assert of_module.client.delete(f"{API}/edits/{edit['id']}").status_code == 200


def rows_of(own: Served) -> list[dict[str, Any]]:
    return own.rows(limit=500)


def shown(difference: Any) -> list[tuple[str, str, Any, Any]]:
    """Row, field, what was written, what the workbook says."""
    return [(one["row"], one["field"], one["before"], one["value"]) for one in difference["changes"]]


def test_a_workbook_that_nobody_touched_changes_nothing(own: Served) -> None:
    difference = brought(own, downloaded(own).content())
    assert difference["changes"] == difference["new_rows"] == []
    assert (difference["same"], difference["missing"], difference["gone"]) == (0, 0, 0)


def test_corrections_of_every_kind_come_back_and_are_undone_together(own: Served) -> None:
    before = rows_of(own)
    program = next(row for row in before if row["level"] == "program")
    kegiatan = next(row for row in before if row["level"] == "kegiatan")
    other = next(row for row in before if row["level"] == "subkegiatan")
    gone = before[-1]
    year = next(iter(program["pagu"]))
    book = downloaded(own)
    book.set(program["id"], "text", "PROGRAM KOTA CERDAS")
    book.set(program["id"], year, 123_456_789)
    book.set(kegiatan["id"], "level", "sub kegiatan")
    book.set(kegiatan["id"], "opd", "Dinas Baru")
    book.set(other["id"], "subdimension", "Smart Society: sistem edukasi")
    book.set(other["id"], "note", "menurut Bappeda")
    # As text, so that the spreadsheet does not make a number of it.
    book.add(
        opd="Dinas Baru", level="kegiatan", text="Kegiatan yang terlewat", program="PROGRAM KOTA CERDAS",
        y2026=5_000_000, page=program["page"], subdimension="(bukan program)",
    )  # fmt: skip
    book.sheet.delete_rows(book.line(gone["id"]))
    book.reverse()
    book.sheet.auto_filter.add_filter_column(0, ["Dinas Baru"])
    difference = brought(own, book.content())
    assert sorted(shown(difference)) == sorted(
        [
            (program["id"], "text", program["text"], "PROGRAM KOTA CERDAS"),
            (program["id"], "pagu", program["pagu"], {**program["pagu"], year: 123_456_789}),
            (kegiatan["id"], "level", "kegiatan", "subkegiatan"),
            (kegiatan["id"], "opd", kegiatan["opd"], "Dinas Baru"),
            (other["id"], "subdimension", other["subdimension"], "society.sistem-edukasi"),
            (other["id"], "note", "", "menurut Bappeda"),
        ]
    )
    (new,) = difference["new_rows"]
    assert (new["text"], new["level"], new["page"], new["pagu"], new["fault"]) == (
        "Kegiatan yang terlewat", "kegiatan", program["page"], {"2026": 5_000_000}, "",
    )  # fmt: skip
    assert difference["missing"] == 1
    assert rows_of(own) == before

    made = asked(own, "apply", workbook=difference["id"], changes=ids(difference), by="Sari")
    now = {row["id"]: row for row in rows_of(own)}
    assert (now[program["id"]]["text"], now[program["id"]]["pagu"][year]) == (
        "PROGRAM KOTA CERDAS", 123_456_789,
    )  # fmt: skip
    assert (now[kegiatan["id"]]["level"], now[kegiatan["id"]]["opd"]) == ("subkegiatan", "Dinas Baru")
    label = now[other["id"]]["label"]
    assert (label["subdimension"], label["note"], label["by"]) == (
        "society.sistem-edukasi", "menurut Bappeda", "Sari",
    )  # fmt: skip
    assert gone["id"] in now
    children = [row for row in before if row["program"] == program["text"]]
    assert children
    assert all(now[row["id"]]["program"] == "PROGRAM KOTA CERDAS" for row in children)
    edits = own.get(f"/documents/{own.sample}/edits")["edits"]
    mine = [edit for edit in edits if edit["id"] in made["edits"]]
    assert [(edit["kind"], edit["by"]) for edit in mine] == [("changed", "Sari"), ("added", "Sari")]
    added = mine[1]["after"][0]
    # Called no program: in no list, and there all the same.
    assert added["id"] not in now
    assert own.get(f"/rows/{added['id']}")["label"]["subdimension"] == "-"

    again = brought(own, book.content())
    assert (again["changes"], again["new_rows"], again["missing"]) == ([], [], 1)
    assert again["same"] == 7

    undone = asked(own, "undo", **made, by="Budi")
    assert (len(undone["edits"]), undone["labels"]) == (2, 2)
    assert rows_of(own) == before
    assert ids(brought(own, book.content())) == ids(difference)
    assert asked(own, "undo", **made) == {"edits": [], "labels": 0}


def test_what_was_changed_here_since_is_a_conflict_that_is_applied_only_when_chosen(own: Served) -> None:
    first, second, third = (row["id"] for row in rows_of(own)[:3])
    book = downloaded(own)
    book.set(first, "kode", "1.11")
    book.set(second, "subdimension", "Smart Society: sistem edukasi")
    book.set(third, "kode", "3.33")
    own.client.patch(f"{API}/rows/{first}", json={"kode": "2.22", "by": "Budi"})
    own.label(second, "governance.pelayanan-publik", by="Budi")
    own.client.patch(f"{API}/rows/{third}", json={"kode": "3.33", "by": "Budi"})
    difference = brought(own, book.content())
    conflicts = {one["row"]: one for one in difference["changes"]}
    assert [(one["now"], one["value"], one["is_conflict"], one["by"]) for one in conflicts.values()] == [
        ("2.22", "1.11", True, ""),
        ("governance.pelayanan-publik", "society.sistem-edukasi", True, "Budi"),
    ]
    assert difference["same"] == 1
    asked(own, "apply", workbook=difference["id"], changes=[conflicts[first]["id"]], by="Sari")
    assert own.get(f"/rows/{first}")["kode"] == "1.11"
    assert own.get(f"/rows/{second}")["label"]["by"] == "Budi"


def test_an_answer_given_here_since_is_not_overruled_though_it_says_what_was_written(own: Served) -> None:
    row = rows_of(own)[0]
    book = downloaded(own)
    book.set(row["id"], "subdimension", "(bukan program)")
    own.label(row["id"], row["subdimension"], by="Budi")
    (change,) = brought(own, book.content())["changes"]
    assert (change["is_conflict"], change["by"]) == (True, "Budi")


def test_an_answer_that_was_in_the_workbook_is_corrected_without_a_conflict(own: Served) -> None:
    row = rows_of(own)[0]
    own.label(row["id"], row["subdimension"], by="Budi")
    book = downloaded(own)
    book.set(row["id"], "subdimension", "(bukan program)")
    (change,) = brought(own, book.content())["changes"]
    assert (change["value"], change["is_conflict"]) == ("-", False)


def test_nothing_is_applied_when_one_of_the_chosen_was_changed_meanwhile(own: Served) -> None:
    first, second = (row["id"] for row in rows_of(own)[:2])
    book = downloaded(own)
    book.set(first, "kode", "1.11")
    book.set(second, "kode", "2.22")
    difference = brought(own, book.content())
    own.client.patch(f"{API}/rows/{second}", json={"kode": "9.99", "by": "Budi"})
    before = rows_of(own)
    asked(own, "apply", 409, workbook=difference["id"], changes=ids(difference))
    assert rows_of(own) == before


def test_two_planners_who_correct_the_same_row_are_told_of_one_another(own: Served) -> None:
    row_id = rows_of(own)[0]["id"]
    of_sari, of_budi = downloaded(own), downloaded(own)
    of_sari.set(row_id, "kode", "1.11")
    of_budi.set(row_id, "kode", "2.22")
    of_budi.set(row_id, "opd", "Dinas Budi")
    first, second = brought(own, of_sari.content()), brought(own, of_budi.content())
    asked(own, "apply", workbook=first["id"], changes=ids(first), by="Sari")
    asked(own, "apply", 409, workbook=second["id"], changes=ids(second), by="Budi")
    now = own.get(f"/workbooks/{second['id']}")
    assert {one["field"]: one["is_conflict"] for one in now["changes"]} == {"kode": True, "opd": False}
    asked(own, "apply", workbook=second["id"], changes=ids(now), by="Budi")
    row = own.get(f"/rows/{row_id}")
    assert (row["kode"], row["opd"]) == ("1.11", "Dinas Budi")


def test_what_was_applied_twice_at_once_is_applied_once(own: Served) -> None:
    book = downloaded(own)
    book.add(level="program", text="Program Baru Sekali")
    difference = brought(own, book.content())
    asked(own, "apply", workbook=difference["id"], changes=ids(difference))
    asked(own, "apply", 409, workbook=difference["id"], changes=ids(difference))
    assert sum(row["text"] == "Program Baru Sekali" for row in rows_of(own)) == 1


def test_undoing_says_when_a_row_was_edited_again(own: Served) -> None:
    row_id = rows_of(own)[0]["id"]
    book = downloaded(own)
    book.set(row_id, "kode", "1.11")
    difference = brought(own, book.content())
    made = asked(own, "apply", workbook=difference["id"], changes=ids(difference))
    own.client.patch(f"{API}/rows/{row_id}", json={"kode": "2.22", "by": "Budi"})
    assert "Budi" in asked(own, "undo", 409, **made)["detail"]
    assert own.get(f"/rows/{row_id}")["kode"] == "2.22"


def test_a_copied_line_is_offered_as_a_new_row_and_not_taken_unasked(own: Served) -> None:
    row = rows_of(own)[0]
    book = downloaded(own)
    copied = [cell.value for cell in book.sheet[book.line(row["id"])]]
    copied[book.column("text") - 1] = "Program Salinan"
    book.sheet.append(copied)
    difference = brought(own, book.content())
    assert difference["changes"] == []
    (new,) = difference["new_rows"]
    assert (new["text"], new["is_copy"], new["fault"]) == ("Program Salinan", True, "")
    assert ids(difference) == []


def test_a_column_that_was_cut_changes_nothing(own: Served) -> None:
    row = next(row for row in rows_of(own) if row["pagu"])
    book = downloaded(own)
    for field in (next(iter(row["pagu"])), "opd", "note"):
        book.sheet.delete_cols(book.column(field))
    assert brought(own, book.content())["changes"] == []


@pytest.mark.parametrize(
    ("field", "value", "fault"),
    [
        ("text", None, "no_name"),
        ("text", "x" * 1001, "too_long"),
        ("level", "urusan", "unknown_level"),
        ("subdimension", "Smart Nothing", "unknown_subdimension"),
        ("subdimension", None, "no_subdimension"),
        ("kode", "<b>", "wrong_code"),
        ("2026", -5, "wrong_amount"),
        ("2026", 10**17, "wrong_amount"),
        ("program", "Program Lain", "parent_of_program"),
        ("note", "catatan saja", "note_without_answer"),
    ],
)
def test_what_cannot_be_is_shown_and_not_applied(own: Served, field: str, value: object, fault: str) -> None:
    row = next(row for row in rows_of(own) if row["level"] == "program" and "2026" in row["pagu"])
    book = downloaded(own)
    book.set(row["id"], field, value)
    difference = brought(own, book.content())
    (change,) = difference["changes"]
    assert change["fault"] == fault
    asked(own, "apply", 409, workbook=difference["id"], changes=[change["id"]])


def test_each_cell_that_cannot_be_read_is_named_and_the_other_lines_are_offered(own: Served) -> None:
    before = rows_of(own)
    good, bad, other = [row for row in before if row["pagu"].get("2026")][:3]
    book = downloaded(own)
    book.set(good["id"], "2026", 7_000_000)
    book.set(bad["id"], "2026", "tujuh juta")
    book.set(bad["id"], "text", "Nama yang diperbaiki")
    book.set(other["id"], "status", "beres")
    place = book.sheet.cell(book.line(bad["id"]), book.column("2026")).coordinate
    difference = brought(own, book.content())
    assert shown(difference) == [(good["id"], "pagu", good["pagu"], {**good["pagu"], "2026": 7_000_000})]
    assert difference["n_unread"] == 2
    assert {
        "sheet": "Baris", "cell": place, "column": "Pagu 2026", "value": "tujuh juta", "wanted": "number",
    } in difference["unread"]  # fmt: skip
    assert ("beres", "status") in [(one["value"], one["wanted"]) for one in difference["unread"]]
    assert difference["missing"] == 0
    assert rows_of(own) == before


def test_a_status_set_to_verified_is_an_answer_and_one_taken_away_takes_it_back(own: Served) -> None:
    first, second = rows_of(own)[:2]
    label = {"subdimension": "society.sistem-edukasi", "by": "Budi", "note": "menurut Bappeda"}
    own.client.post(f"{API}/rows/{second['id']}/label", json=label)
    book = downloaded(own)
    book.set(first["id"], "status", "Diverifikasi")
    book.set(second["id"], "status", "belum diverifikasi")
    difference = brought(own, book.content())
    assert shown(difference) == [
        (first["id"], "subdimension", first["subdimension"], first["subdimension"]),
        (second["id"], "verified", "yes", "no"),
    ]
    made = asked(own, "apply", workbook=difference["id"], changes=ids(difference), by="Sari")
    now = {row["id"]: row["label"] for row in rows_of(own)}
    assert (now[first["id"]]["subdimension"], now[first["id"]]["by"]) == (first["subdimension"], "Sari")
    assert now[second["id"]] is None
    assert brought(own, book.content())["same"] == 2
    undone = asked(own, "undo", edits=made["edits"], labels=made["labels"], by="Sari")
    assert undone["labels"] == 2
    again = {row["id"]: row["label"] for row in rows_of(own)}
    assert again[first["id"]] is None
    assert {key: again[second["id"]][key] for key in label} == label


def test_an_answer_given_since_is_not_taken_back_unasked(own: Served) -> None:
    row = rows_of(own)[0]
    own.client.post(f"{API}/rows/{row['id']}/label", json={"subdimension": row["subdimension"], "by": "Budi"})
    book = downloaded(own)
    own.client.post(
        f"{API}/rows/{row['id']}/label", json={"subdimension": "society.sistem-edukasi", "by": "Ani"}
    )
    book.set(row["id"], "status", None)
    (change,) = brought(own, book.content())["changes"]
    assert (change["field"], change["is_conflict"], change["by"]) == ("verified", True, "Ani")


def test_an_added_line_says_what_it_lacks(own: Served) -> None:
    book = downloaded(own)
    book.add(text="Tanpa jenjang")
    book.add(level="program", kode="1.02")
    book.add(level="program", text="Dokumen lain", document="tidak-ada.pdf")
    book.add(level="program", text="Halaman lain", page=5000)
    found = [new["fault"] for new in brought(own, book.content())["new_rows"]]
    assert found == ["unknown_level", "no_name", "no_document", "no_page"]


def test_rows_of_a_document_that_was_deleted_are_gone(own: Served) -> None:
    other = own.upload(Path(__file__).parents[2] / "documents" / "programs_listed_with_prose.pdf", "lain.pdf")
    own.wait(other)
    row = own.get(f"/documents/{other}/rows")["rows"][0]
    book = downloaded(own, [own.sample, other])
    book.set(row["id"], "kode", "1")
    assert len(brought(own, book.content())["changes"]) == 1
    own.client.delete(f"{API}/documents/{other}")
    difference = brought(own, book.content())
    assert (difference["changes"], difference["gone"]) == ([], 1)


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_a_workbook_that_libreoffice_saved_comes_back(own: Served, tmp_path: Path) -> None:
    row = next(row for row in rows_of(own) if row["pagu"])
    year = next(iter(row["pagu"]))
    book = downloaded(own)
    book.set(row["id"], "kode", "1.10")
    book.set(row["id"], year, 77)
    book.add(level="program", text="Program Baru", document="renstra.pdf")
    (tmp_path / "peta.xlsx").write_bytes(book.content())
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "xlsx",
         "--outdir", tmp_path / "out", tmp_path / "peta.xlsx"],
        check=True, capture_output=True, timeout=240,
    )  # fmt: skip
    difference = brought(own, (tmp_path / "out" / "peta.xlsx").read_bytes())
    assert shown(difference) == [
        (row["id"], "kode", row["kode"], "1.10"),
        (row["id"], "pagu", row["pagu"], {**row["pagu"], year: 77}),
    ]
    assert [new["text"] for new in difference["new_rows"]] == ["Program Baru"]
    assert difference["missing"] == 0
