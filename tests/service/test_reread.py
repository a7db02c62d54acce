"""A stored document read again by a better reader: on both databases."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from classifier.cli.main import main
from classifier.extraction import extract
from classifier.extraction.page_tasks import in_process
from classifier.extraction.reader_version import READER
from classifier.records import Row
from classifier.rows.draft import Draft
from service.current_model import CurrentModel
from service.jobs import worker
from service.messages import Message
from service.settings import Settings
from service.storage import documents, label_export, label_journal, queue, rows
from service.storage.database import Database
from service.storage.files import Files
from tests.support.command_line import refused
from tests.support.serving import API, SAMPLE, Served, served

HTML = {"accept": "text/html"}
WASTE, HEALTH = "environment.tata-kelola-sampah", "living.pelayanan-kesehatan"
_ROW = extract._row


def worse(draft: Draft, *known: Any) -> Row:
    """A row as an older reader had it: names cut, boxes and codes elsewhere, one level wrong."""
    row = _ROW(draft, *known)
    shifted = row.bbox._replace(top=row.bbox.top + 3, bottom=row.bbox.bottom + 3)
    text = row.text[:-7] if len(row.text) > 30 else row.text
    return replace(row, bbox=shifted, text=text, kode=row.kode.replace("2.01", "2,01"))


def read(settings: Settings, row: Callable[..., Row], *, reader: str) -> str:
    """Read the sample in this process with a reader of its own, and give its id."""
    database, files = Database(settings), Files(settings)
    database.migrate()
    with SAMPLE.open("rb") as file:
        document_id = files.store(file)
    documents.add(database, document_id, sha256="cd" * 32, name="renstra.pdf", n_bytes=1)
    job = queue.claim(database, 600)
    assert job is not None
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(extract, "_row", row)
        patch.setattr("classifier.extraction.reader_version.READER", reader)
        outcome = worker.read(job, settings, database, CurrentModel(settings), in_process, lambda *_: None)
    assert outcome.error is None
    database.close()
    return document_id


@pytest.fixture
def old(settings: Settings) -> Iterator[Served]:
    """A service with the sample as an older reader read it."""
    document_id = read(settings, worse, reader="1")
    with served(settings) as service:
        service.sample = document_id
        yield service


def page(service: Served, **headers: str) -> str:
    answer = service.client.get(f"/documents/{service.sample}", headers=HTML | headers)
    assert answer.status_code == 200
    return answer.text


def reread(service: Served) -> dict[str, Any]:
    """Read again, and the document when that is over."""
    n_rows = len(service.rows())
    answer = service.client.post(f"{API}/documents/{service.sample}/reread")
    assert answer.status_code == 202, answer.text
    deadline = time.monotonic() + 120
    while (document := service.get(f"/documents/{service.sample}"))["rereading"]:
        assert document["status"] == "done"
        assert len(service.rows()) == n_rows
        assert time.monotonic() < deadline
        time.sleep(0.05)
    found: dict[str, Any] = document
    return found


def test_a_document_read_again_has_new_rows_and_its_answers(old: Served) -> None:
    before = old.rows()
    for n, subdimension in ((0, WASTE), (5, HEALTH), (9, HEALTH)):
        old.label(before[n]["id"], subdimension, note=f"n{n}", by="Sari")
    old.client.post(f"/rows/{before[12]['id']}/label", data={"subdimension": "-"})
    assert old.get(f"/documents/{old.sample}")["reader"] == "1"
    document = reread(old)
    assert (document["reader"], document["reread_error"]) == (READER, None)
    assert document["answers_without_row"] == []
    after = old.rows()
    assert len(after) == 39
    assert any(row["text"] != other["text"] for row, other in zip(before, after, strict=False))
    answered = {row["id"]: row for row in after if row["label"]}
    assert set(answered) == {before[n]["id"] for n in (0, 5, 9)}
    for n, subdimension in ((0, WASTE), (5, HEALTH), (9, HEALTH)):
        row = answered[before[n]["id"]]
        assert (row["subdimension"], row["label"]["note"], row["page"]) == (
            subdimension,
            f"n{n}",
            before[n]["page"],
        )
        assert row["text"].startswith(before[n]["text"])
    history = old.get(f"/rows/{before[0]['id']}/labels")["entries"]
    assert [entry["subdimension"] for entry in history] == [WASTE]
    over = page(old, **{"hx-trigger": "rereading"})
    assert "4 hasil verifikasi sudah terpasang pada barisnya yang baru." in over
    assert "tidak lagi memiliki baris" not in over
    # Once more: the ids that rows have by now stay, whatever they are digests of.
    again = [row["id"] for row in after]
    reread(old)
    assert [row["id"] for row in old.rows()] == again


def test_an_answer_whose_row_is_gone_is_listed_and_stays_labelled_data(settings: Settings) -> None:
    def invented(draft: Draft, *known: Any) -> Row:
        row = _ROW(draft, *known)
        is_first = (row.page, row.kode) == (6, "2.11.01")
        return replace(row, text="Belanja yang tidak ada di halaman ini") if is_first else row

    document_id = read(settings, invented, reader="1")
    with served(settings) as service:
        service.sample = document_id
        (first,) = (row for row in service.rows() if row["text"].startswith("Belanja yang"))
        service.label(first["id"], WASTE, note="salah baca?", by="Sari")
        (answer,) = reread(service)["answers_without_row"]
        assert {name: answer[name] for name in ("row_id", "page", "text", "subdimension", "note", "by")} == {
            "row_id": first["id"],
            "page": 6,
            "text": "Belanja yang tidak ada di halaman ini",
            "subdimension": WASTE,
            "note": "salah baca?",
            "by": "Sari",
        }
        shown = page(service)
        assert "1 hasil verifikasi yang barisnya sudah tidak ada" in shown
        assert "Belanja yang tidak ada di halaman ini" in shown
        over = page(service, **{"hx-trigger": "rereading"})
        assert (
            "1 hasil verifikasi tidak lagi memiliki baris; daftarnya dan apa yang dapat dilakukan ada di"
            in over
        )
        assert "sudah terpasang" not in over
        database = service.app.state.service.database
        assert [label.text for label in label_export.exported(database)] == [first["text"]]
        assert service.client.get(f"/rows/{first['id']}", headers=HTML).status_code == 404


def test_a_page_says_that_an_older_reader_read_it_and_offers_to_read_it_again(old: Served) -> None:
    shown = page(old)
    assert "Dokumen ini dibaca oleh pembaca versi lama" in shown
    assert shown.count(f'action="/documents/{old.sample}/reread"') == 2
    answer = old.client.post(f"/documents/{old.sample}/reread", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/documents/{old.sample}")
    waiting = page(old)
    if "dibaca ulang" in waiting and "Dokumen ini sudah" not in waiting:
        assert "Baris di bawah tetap ada sampai yang baru selesai." in waiting
        assert len(re.findall(r'<tr id="r-', waiting)) == 40
    reread(old)
    assert "sudah dibaca ulang" in page(old, **{"hx-trigger": "rereading"})
    assert 'id="rereading"' not in page(old)
    assert page(old).count(f'action="/documents/{old.sample}/reread"') == 1


def test_a_reading_again_that_fails_leaves_the_rows(settings: Settings) -> None:
    document_id = read(settings, worse, reader="1")
    database = Database(settings)
    before = [stored.id for stored in rows.of_document(database, document_id)]
    assert queue.reread(database, [document_id]) == 1
    job = queue.claim(database, 60)
    assert job is not None
    assert job.is_reread
    assert queue.claim(database, 60) is None
    Files(settings).document(document_id).write_bytes(b"%PDF- lost")
    outcome = worker.read(job, settings, database, CurrentModel(settings), in_process, lambda *_: None)
    assert outcome.error is not None
    assert queue.fail(database, job, outcome.error)
    document = documents.get(database, document_id)
    assert document is not None
    assert (document.status, document.rereading, document.reader) == ("done", "", "1")
    assert document.reread_error == outcome.error
    assert (document.pages_done, document.pages_total) == (9, 9)
    assert [stored.id for stored in rows.of_document(database, document_id)] == before
    database.close()
    with served(settings) as service:
        service.sample = document_id
        assert service.get(f"/documents/{document_id}")["reread_error"]
        shown = page(service)
        assert "Dokumen ini tidak dapat dibaca ulang" in shown
        assert len(re.findall(r'<tr id="r-', shown)) == 40


def test_a_reading_again_is_taken_up_given_back_and_given_up_as_any_job(settings: Settings) -> None:
    document_id = read(settings, worse, reader="1")
    database = Database(settings)
    assert queue.reread(database) == 1
    assert queue.reread(database) == 0
    documents.add(database, "new", sha256="ef" * 32, name="new.pdf", n_bytes=1)
    first, second = queue.claim(database, 0.0), queue.claim(database, 60)
    assert first is not None
    # A lease of no time has run out: what waits for its first reading comes before, all the same.
    assert (first.id, first.is_reread) == ("new", False)
    assert second is not None
    assert second.id == "new"
    assert queue.fail(database, second, Message("damaged"))
    third = queue.claim(database, 60)
    assert third is not None
    assert (third.id, third.is_reread) == (document_id, True)
    assert queue.report_pages(database, third, 2, 9)
    assert queue.renew(database, third, 60)
    assert queue.give_back(database, third)
    assert not queue.renew(database, third, 60)
    for _ in range(queue.MAX_CRASHES):
        job = queue.claim(database, 60)
        assert job is not None
        assert job.is_reread
        assert queue.crashed(database, job)
    document = documents.get(database, document_id)
    assert document is not None
    assert (document.status, document.rereading) == ("done", "")
    assert document.reread_error == Message("crashed", {"times": queue.MAX_CRASHES})
    # Asked for again, it begins afresh; a start of the service gives it back.
    assert queue.reread(database, [document_id]) == 1
    assert queue.claim(database, 600) is not None
    assert queue.give_back_all(database) == 1
    document = documents.get(database, document_id)
    assert document is not None
    assert (document.status, document.rereading, document.reread_error) == ("done", "queued", None)
    database.close()


def test_reading_again_is_asked_for_once_while_it_waits(settings: Settings) -> None:
    document_id = read(settings, worse, reader="1")
    with served(replace(settings, models=settings.data)) as service:
        # Without a model nothing is read, so it waits.
        for _ in range(3):
            answer = service.client.post(f"{API}/documents/{document_id}/reread")
            assert (answer.status_code, answer.json()) == (202, {"id": document_id, "status": "queued"})
        assert service.get(f"/documents/{document_id}")["rereading"] == "queued"
        assert "Menunggu dibaca ulang." in service.client.get(f"/documents/{document_id}", headers=HTML).text
        assert "menunggu dibaca ulang" in service.client.get("/", headers=HTML).text
        assert service.client.delete(f"{API}/documents/{document_id}").status_code == 204
        assert service.client.post(f"{API}/documents/{document_id}/reread").status_code == 404


def test_answers_come_back_to_a_document_that_is_deleted_and_read_by_a_better_reader(
    settings: Settings,
) -> None:
    document_id = read(settings, worse, reader="1")
    database = Database(settings)
    answered = list(rows.of_document(database, document_id))[5]
    assert label_journal.add(database, answered.id, WASTE, note="", by="Sari")
    assert documents.remove(database, document_id)
    assert [answer.page for answer in label_journal.without_row(database, ["cd" * 32])["cd" * 32]] == [
        answered.row.page
    ]
    again = read(settings, _ROW, reader=READER)
    (labelled,) = (stored for stored in rows.of_document(database, again) if stored.label)
    assert labelled.id == answered.id
    assert labelled.row.text.startswith(answered.row.text)
    assert label_journal.without_row(database, ["cd" * 32]) == {}
    database.close()


def test_the_command_line_queues_documents_by_id_all_or_those_of_older_readers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PETAKOTA_DATA", str(tmp_path / "data"))
    assert "no documents are stored there" in refused(capsys, 2, "reread", "--all")
    settings = Settings(data=tmp_path / "data")
    document_id = read(settings, worse, reader="1")
    wrong: tuple[tuple[str, ...], ...] = ((), ("--all", "--outdated"), (document_id, "--all"))
    for arguments in wrong:
        assert "one of these" in refused(capsys, 2, "reread", *arguments)
    assert "there is no document nothing" in refused(capsys, 2, "reread", "nothing")
    said = []
    for argument in ("--outdated", document_id, "--all"):
        assert main(["reread", argument]) == 0
        err = capsys.readouterr().err
        assert err.endswith("its new rows, and lists those whose row is gone.\n")
        said.append(err.removeprefix("petakota: ").split(";")[0])
    assert said == ["1 document queued", "0 documents queued", "0 documents queued"]
    database = Database(settings)
    document = documents.get(database, document_id)
    assert document is not None
    assert document.rereading == "queued"
    database.close()
