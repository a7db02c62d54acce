"""What people make of rows: in force at once, undone, made again on a new reading."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest

from classifier.records import Box, Prediction, Row
from service.settings import Settings
from service.storage import decisions, documents, edit_journal, label_journal, queue, rows
from service.storage.database import Database
from service.storage.edited_rows import RowChange
from service.storage.label_journal import Overtaken
from service.storage.rows import RowFilter, StoredRow

REPORT = {"pages": 9, "pages_with_text": 9, "problems": [], "warnings": []}


def row(n: int, text: str, *, level: str = "kegiatan", program: str = "Program Satu", pagu: int = 0) -> Row:
    return Row(
        "a.pdf", "ab", 5, Box(10, 20 * n, 90, 20 * n + 18), level, "", text,  # type: ignore[arg-type]
        program="" if level == "program" else program, opd="Dinas Satu",
        pagu=(("2026", pagu),) if pagu else (), doubts=("name", "row"),
    )  # fmt: skip


READ = (
    row(1, "Program Satu", level="program"),
    row(2, "Kegiatan Pertama", pagu=5),
    row(3, "Kegiatan Kedua dan Kegiatan Ketiga", pagu=7),
    row(4, "Kegiatan yang terpotong"),
    row(5, "di tengah", pagu=9),
    row(6, "Program Dua", level="program"),
    row(7, "Kegiatan Keempat", program="Program Dua"),
)


def predict(of_rows: Sequence[Row]) -> list[Prediction]:
    """Says what the row is named, to see that it was asked about what the row says now."""
    return [Prediction(f"a.{row.text[-5:].strip()}", 0.9, (), False, (), "m") for row in of_rows]


@pytest.fixture
def database(settings: Settings) -> Iterator[Database]:
    """A database with a document that is read."""
    opened = Database(settings)
    opened.migrate()
    documents.add(opened, "d", sha256="ab", name="a.pdf", n_bytes=1)
    read(opened)
    yield opened
    opened.close()


def read(database: Database, found: Sequence[Row] = READ) -> None:
    """The document is read (again), and gives these rows."""
    queue.reread(database)
    job = queue.claim(database, 60)
    assert job is not None
    stored = rows.new_rows("d", found, predict(found))
    assert queue.finish(database, job, stored, REPORT, reader="1", predict=predict)


def stored_rows(database: Database) -> list[StoredRow]:
    return list(rows.of_document(database, "d"))


def texts(database: Database) -> list[str]:
    return [stored.row.text for stored in stored_rows(database)]


def of(database: Database, text: str) -> StoredRow:
    (found,) = [stored for stored in stored_rows(database) if stored.row.text == text]
    return found


def changed(database: Database, name: str, /, **values: object) -> int:
    change = RowChange(**values)  # type: ignore[arg-type]
    (edit,) = edit_journal.change(database, {of(database, name).id: change}, by="Sari", predict=predict)
    return edit.id


def test_a_change_is_in_force_at_once_with_its_prediction_and_settles_what_was_doubted(
    database: Database,
) -> None:
    before = documents.get(database, "d")
    edit = changed(database, "Kegiatan Pertama", text="Kegiatan Betul", pagu=(("2026", 8), ("2027", 9)))
    now = of(database, "Kegiatan Betul")
    assert (now.row.pagu, now.row.doubts, now.edit_id) == ((("2026", 8), ("2027", 9)), (), edit)
    assert now.prediction.subdimension == "a.Betul"
    after = documents.get(database, "d")
    assert before is not None
    assert after is not None
    assert after.version > before.version
    assert rows.count(database, RowFilter(("d",), text="betul")) == 1


def test_an_amount_that_a_person_set_counts_above_the_ceiling(database: Database) -> None:
    changed(database, "Kegiatan Pertama", pagu=(("2026", 10**15),))
    document = documents.get(database, "d")
    assert document is not None
    placed = {one.text: one.is_labelled for one in rows.placed(database, document)}
    assert placed["Kegiatan Pertama"]
    assert not placed["Kegiatan Keempat"]


def test_rows_of_a_program_follow_its_name_and_others_do_not(database: Database) -> None:
    changed(database, "Program Satu", text="Program Yang Benar")
    programs = [stored.row.program for stored in stored_rows(database)]
    assert programs == ["", *["Program Yang Benar"] * 4, "", "Program Dua"]


def test_a_row_that_is_changed_with_its_program_follows_its_name_too(database: Database) -> None:
    changes = {
        of(database, "Program Satu").id: RowChange(text="Program Betul"),
        of(database, "Kegiatan Pertama").id: RowChange(kode="1.01"),
    }
    edit_journal.change(database, changes, by="Sari", predict=predict)
    row = of(database, "Kegiatan Pertama").row
    assert (row.kode, row.program) == ("1.01", "Program Betul")


def test_a_row_that_becomes_a_program_has_none(database: Database) -> None:
    changed(database, "Kegiatan Keempat", level="program")
    assert of(database, "Kegiatan Keempat").row.program == ""


def test_a_change_that_changes_nothing_is_no_entry(database: Database) -> None:
    row_id = of(database, "Kegiatan Pertama").id
    change = RowChange(pagu=(("2026", 5),), text="Kegiatan Pertama")
    edit_journal.change(database, {row_id: change}, by="Sari", predict=predict)
    assert len(edit_journal.history(database, "ab")) == 1  # What was doubted is settled.
    edit_journal.change(database, {row_id: change}, by="Sari", predict=predict)
    assert len(edit_journal.history(database, "ab")) == 1


def test_a_split_row_is_two_in_their_order_and_undone_one_again(database: Database) -> None:
    whole = of(database, "Kegiatan Kedua dan Kegiatan Ketiga")
    edit = edit_journal.split(database, whole.id, 15, by="Sari", predict=predict)
    assert edit is not None
    assert texts(database)[2:5] == ["Kegiatan Kedua", "dan Kegiatan Ketiga", "Kegiatan yang terpotong"]
    second = of(database, "dan Kegiatan Ketiga")
    assert (second.row.pagu, second.row.program) == ((), "Program Satu")
    assert of(database, "Kegiatan Kedua").id == whole.id
    edit_journal.undo(database, edit.id, by="Budi", predict=predict)
    assert [stored.row for stored in stored_rows(database)] == list(READ)
    assert not any(stored.edit_id for stored in stored_rows(database))


@pytest.mark.parametrize("at", [1000, 34])
def test_a_split_leaves_both_parts_a_name(database: Database, at: int) -> None:
    whole = of(database, "Kegiatan Kedua dan Kegiatan Ketiga")
    with pytest.raises(ValueError, match="name"):
        edit_journal.split(database, whole.id, at, by="", predict=predict)
    assert edit_journal.history(database, "ab") == []


def test_merged_rows_are_one_with_the_money_that_either_had(database: Database) -> None:
    first = of(database, "Kegiatan yang terpotong")
    edit = edit_journal.merge(database, first.id, by="Sari", predict=predict)
    assert edit is not None
    now = of(database, "Kegiatan yang terpotong di tengah")
    assert (now.id, now.row.pagu, now.row.doubts) == (first.id, (("2026", 9),), ())
    assert now.row.bbox == Box(10, 80, 90, 118)
    edit_journal.undo(database, edit.id, by="", predict=predict)
    assert [stored.row for stored in stored_rows(database)] == list(READ)


def test_the_last_row_has_none_to_be_merged_with(database: Database) -> None:
    last = of(database, "Kegiatan Keempat")
    assert edit_journal.merge(database, last.id, by="", predict=predict) is None


def test_a_removed_row_comes_back_in_its_place_with_its_answer(database: Database) -> None:
    gone = of(database, "Kegiatan Pertama")
    label_journal.add(database, gone.id, "economy.pariwisata", note="", by="Sari")
    (edit,) = edit_journal.remove(database, [gone.id], by="Sari")
    assert "Kegiatan Pertama" not in texts(database)
    edit_journal.undo(database, edit.id, by="Sari", predict=predict)
    assert texts(database)[1] == "Kegiatan Pertama"
    label = of(database, "Kegiatan Pertama").label
    assert label is not None
    assert label.subdimension == "economy.pariwisata"


def test_rows_that_were_removed_are_listed_until_they_are_back(database: Database) -> None:
    first, second = of(database, "Kegiatan Pertama").id, of(database, "Program Dua").id
    (earlier,) = edit_journal.remove(database, [first], by="Sari")
    (later,) = edit_journal.remove(database, [second], by="Budi")
    assert [edit.id for edit in edit_journal.removals(database, "ab")] == [later.id, earlier.id]
    assert edit_journal.removals(database, "another") == []
    edit_journal.undo(database, later.id, by="Budi", predict=predict)
    assert [edit.by for edit in edit_journal.removals(database, "ab")] == ["Sari"]


def test_an_added_row_stands_where_its_box_is(database: Database) -> None:
    new = replace(row(1, "Kegiatan Terlewat"), bbox=Box(10, 45, 90, 58))
    edit = edit_journal.add(database, "d", new, by="Sari", predict=predict)
    assert edit is not None
    assert texts(database)[2] == "Kegiatan Terlewat"
    edit_journal.undo(database, edit.id, by="Sari", predict=predict)
    assert texts(database) == [row.text for row in READ]


def test_an_edit_is_undone_once_and_not_under_a_later_one(database: Database) -> None:
    first = changed(database, "Kegiatan Pertama", text="Kegiatan Betul")
    second = changed(database, "Kegiatan Betul", text="Kegiatan Benar")
    with pytest.raises(Overtaken):
        edit_journal.undo(database, first, by="", predict=predict)
    assert edit_journal.undo(database, second, by="", predict=predict) is not None
    assert edit_journal.undo(database, second, by="", predict=predict) is None
    assert of(database, "Kegiatan Betul").edit_id == first
    assert edit_journal.undo(database, first, by="", predict=predict) is not None
    assert [stored.row for stored in stored_rows(database)] == list(READ)


def test_a_row_that_another_person_changed_meanwhile_is_not_overwritten(database: Database) -> None:
    seen = of(database, "Kegiatan Pertama")
    changed(database, "Kegiatan Pertama", kode="1.2")
    with pytest.raises(Overtaken) as overtaken:
        edit_journal.change(
            database, {seen.id: RowChange(kode="1.3")}, by="Budi", predict=predict, seen={seen.id: 0}
        )
    assert overtaken.value.by == "Sari"


def test_edits_are_made_again_when_the_document_is_read_again(database: Database) -> None:
    changed(database, "Kegiatan Pertama", text="Kegiatan Betul", level="subkegiatan")
    split = edit_journal.split(
        database, of(database, "Kegiatan Kedua dan Kegiatan Ketiga").id, 15, by="", predict=predict
    )
    edit_journal.merge(database, of(database, "Kegiatan yang terpotong").id, by="", predict=predict)
    edit_journal.remove(database, [of(database, "Kegiatan Keempat").id], by="")
    new = replace(row(1, "Kegiatan Terlewat"), bbox=Box(10, 45, 90, 58))
    edit_journal.add(database, "d", new, by="Sari", predict=predict)
    before = stored_rows(database)
    read(database)
    after = stored_rows(database)
    assert [stored.row.text for stored in after] == [
        "Program Satu", "Kegiatan Betul", "Kegiatan Terlewat", "Kegiatan Kedua", "dan Kegiatan Ketiga",
        "Kegiatan yang terpotong di tengah", "Program Dua",
    ]  # fmt: skip
    assert [(stored.id, stored.edit_id) for stored in after] == [(one.id, one.edit_id) for one in before]
    assert split is not None
    edit_journal.undo(database, split.id, by="", predict=predict)
    assert "Kegiatan Kedua dan Kegiatan Ketiga" in texts(database)


def test_what_a_better_reader_finds_by_itself_is_not_made_twice(database: Database) -> None:
    edit_journal.split(
        database, of(database, "Kegiatan Kedua dan Kegiatan Ketiga").id, 15, by="", predict=predict
    )
    edit_journal.merge(database, of(database, "Kegiatan yang terpotong").id, by="", predict=predict)
    new = replace(row(1, "Kegiatan Terlewat"), bbox=Box(10, 45, 90, 58))
    edit_journal.add(database, "d", new, by="Sari", predict=predict)
    better = (
        READ[0], READ[1], new, row(3, "Kegiatan Kedua", pagu=7), replace(row(3, "dan Kegiatan Ketiga")),
        row(4, "Kegiatan yang terpotong di tengah", pagu=9), *READ[5:],
    )  # fmt: skip
    read(database, better)
    assert texts(database) == [found.text for found in better]


def test_an_edit_whose_row_no_reading_has_any_more_is_passed_over(database: Database) -> None:
    changed(database, "Kegiatan Pertama", text="Kegiatan Betul")
    read(database, READ[5:])
    assert texts(database) == ["Program Dua", "Kegiatan Keempat"]
    read(database)
    assert "Kegiatan Betul" in texts(database)


def test_edits_hold_again_after_the_document_was_deleted_and_uploaded_again(database: Database) -> None:
    changed(database, "Kegiatan Pertama", text="Kegiatan Betul")
    documents.remove(database, "d")
    documents.add(database, "d", sha256="ab", name="a.pdf", n_bytes=1)
    read(database)
    assert "Kegiatan Betul" in texts(database)


def test_edits_in_force_are_exported_with_rows_before_and_after(database: Database) -> None:
    undone = changed(database, "Kegiatan Keempat", kode="9")
    edit_journal.undo(database, undone, by="", predict=predict)
    changed(database, "Kegiatan Pertama", text="Kegiatan Betul")
    (exported,) = edit_journal.exported(database)
    assert exported["before"][0]["text"] == "Kegiatan Pertama"
    assert exported["after"][0]["text"] == "Kegiatan Betul"


def test_an_edit_is_made_again_beside_a_row_that_says_the_same(database: Database) -> None:
    twin = replace(row(8, "Kegiatan yang terpotong di tengah"))
    read(database, (*READ, twin))
    edit_journal.merge(database, of(database, "Kegiatan yang terpotong").id, by="", predict=predict)
    before = [(stored.id, stored.row.text) for stored in stored_rows(database)]
    read(database, (*READ, twin))
    assert [(stored.id, stored.row.text) for stored in stored_rows(database)] == before
    assert len({row_id for row_id, _ in before}) == len(before)


def test_removed_rows_stay_away_when_the_reader_leaves_one_out_by_itself(database: Database) -> None:
    gone = [of(database, name).id for name in ("Kegiatan Pertama", "di tengah", "Kegiatan Keempat")]
    (edit,) = edit_journal.remove(database, gone, by="Sari")
    read(database, [found for found in READ if found.text != "di tengah"])
    assert texts(database) == [
        "Program Satu", "Kegiatan Kedua dan Kegiatan Ketiga", "Kegiatan yang terpotong", "Program Dua",
    ]  # fmt: skip
    edit_journal.undo(database, edit.id, by="", predict=predict)
    assert texts(database) == [found.text for found in READ]


def test_a_removal_that_a_reading_has_undone_in_part_is_undone_without_rows_twice(
    database: Database,
) -> None:
    gone = [of(database, name).id for name in ("Kegiatan Pertama", "Kegiatan Keempat")]
    (edit,) = edit_journal.remove(database, gone, by="Sari")
    with database.writing() as connection:
        (first, *_) = rows.new_rows("d", [READ[1]], predict([READ[1]]))
        rows.insert_at(connection, replace(first, id=gone[0], n=1))
    edit_journal.undo(database, edit.id, by="", predict=predict)
    assert texts(database) == [found.text for found in READ]


def test_a_program_of_two_agencies_on_one_page_is_added_beside_the_other(database: Database) -> None:
    other = of(database, "Program Dua")
    new = replace(READ[5], opd="Dinas Kedua", bbox=Box(10, 150, 90, 168), pagu=(("2026", 4),))
    label_journal.add(database, other.id, "economy.pariwisata", note="", by="Sari")
    edit_journal.add(database, "d", new, by="Sari", predict=predict)
    read(database)
    both = [stored for stored in stored_rows(database) if stored.row.text == "Program Dua"]
    assert [(stored.row.opd, stored.row.pagu) for stored in both] == [
        ("Dinas Satu", ()), ("Dinas Kedua", (("2026", 4),)),
    ]  # fmt: skip
    assert both[0].id == other.id
    assert both[0].label is not None


def test_rows_of_a_program_follow_it_when_its_name_is_put_together(database: Database) -> None:
    cut = (
        row(1, "Program Pengelolaan", level="program"),
        row(2, "Persampahan", level="program"),
        row(3, "Kegiatan Pertama", program="Persampahan"),
    )
    read(database, cut)
    edit = edit_journal.merge(database, of(database, "Program Pengelolaan").id, by="", predict=predict)
    assert edit is not None
    assert of(database, "Kegiatan Pertama").row.program == "Program Pengelolaan Persampahan"
    edit_journal.undo(database, edit.id, by="", predict=predict)
    assert [stored.row for stored in stored_rows(database)] == list(cut)


def test_a_row_that_becomes_a_program_while_its_own_is_renamed_has_none(database: Database) -> None:
    program, child = of(database, "Program Dua"), of(database, "Kegiatan Keempat")
    changes = {program.id: RowChange(text="Program Tiga"), child.id: RowChange(level="program")}
    edit_journal.change(database, changes, by="", predict=predict)
    assert of(database, "Kegiatan Keempat").row.program == ""


def test_an_added_row_takes_the_agency_that_a_person_gives_the_document_later(database: Database) -> None:
    new = replace(row(1, "Kegiatan Terlewat"), bbox=Box(10, 45, 90, 58), opd="Salah", is_opd_of_document=True)
    edit_journal.add(database, "d", new, by="", predict=predict)
    decisions.set_facts(database, "d", {"opd": "Dinas Benar"}, by="")
    assert of(database, "Kegiatan Terlewat").row.opd == "Dinas Benar"
    read(database)
    assert of(database, "Kegiatan Terlewat").row.opd == "Dinas Benar"


def test_many_rows_come_back_each_in_its_place(database: Database) -> None:
    gone = [stored.id for stored in stored_rows(database)]
    (edit,) = edit_journal.remove(database, gone, by="")
    assert texts(database) == []
    edit_journal.undo(database, edit.id, by="", predict=predict)
    assert [stored.row for stored in stored_rows(database)] == list(READ)
    (edit,) = edit_journal.remove(database, gone[::2], by="")
    edit_journal.undo(database, edit.id, by="", predict=predict)
    assert [stored.id for stored in stored_rows(database)] == gone
