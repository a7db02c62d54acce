"""What a service refuses, with which sentence, and that nothing is left behind."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy.exc import OperationalError

from service.limits import Buckets
from service.settings import Settings
from service.storage import documents, files
from tests.support import hostile
from tests.support.paths import DOCUMENTS
from tests.support.serving import API, SAMPLE, Served, served

PROBLEM = "application/problem+json"


def test_an_unknown_address_is_a_problem_in_the_callers_language(served: Served) -> None:
    for accept, sentence in (
        (None, "Dokumen tiada tidak ada; GET /api/v1/documents memuat daftarnya."),
        ("en-GB,en;q=0.9,id;q=0.8", "There is no document tiada; GET /api/v1/documents lists them."),
        ("fr, id;q=0.5", "Dokumen tiada tidak ada; GET /api/v1/documents memuat daftarnya."),
    ):
        headers = {"accept-language": accept} if accept else {"accept-language": ""}
        answer = served.client.get(f"{API}/documents/tiada", headers=headers)
        assert answer.headers["content-type"] == PROBLEM
        assert answer.json() == {
            "type": "about:blank",
            "title": "Not Found",
            "status": 404,
            "detail": sentence,
        }


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nothing", 404),
        ("GET", f"{API}/documents/", 404),
        ("PUT", f"{API}/documents", 405),
        ("POST", f"{API}/classify", 422),
        ("GET", f"{API}/documents?limit=0", 422),
        ("POST", f"{API}/rows/none/label", 422),
        ("DELETE", f"{API}/rows/none/label", 404),
        ("GET", f"{API}/rows/none/labels", 404),
        ("POST", f"{API}/documents/none/relabel", 404),
        ("POST", f"{API}/documents", 422),
    ],
)
def test_every_refusal_is_a_problem(served: Served, method: str, path: str, status: int) -> None:
    answer = served.client.request(method, path, headers={"accept-language": "en"})
    assert (answer.status_code, answer.headers["content-type"]) == (status, PROBLEM)
    assert answer.json()["detail"].endswith(".")


def test_what_is_no_pdf_is_refused_and_not_kept(served: Served) -> None:
    for content, words in ((b"", "kosong"), (b"PK\x03\x04 a workbook", "bukan PDF")):
        answer = served.client.post(f"{API}/documents", files={"file": ("a.pdf", content)})
        assert answer.status_code == 422
        assert words in answer.json()["detail"]


def test_documents_that_cannot_be_used_fail_with_a_sentence(served: Served) -> None:
    for content, words in (
        (b"%PDF-1.7 and no more", "rusak"),
        (hostile.pages([hostile.stream(b"")]), "hasil scan"),
        (hostile.pages([hostile.text("Program")] * 13), "13 halaman, batasnya 12"),
    ):
        document_id = served.upload(content)
        found = served.wait(document_id)
        assert found["status"] == "failed"
        assert words in found["error"]
        assert str(served.app.state.service.settings.data) not in found["error"]
        answer = served.client.get(f"{API}/documents/{document_id}/rows")
        assert (answer.status_code, f"/documents/{document_id} memuat sebab" in answer.text) == (409, True)
        # Another try is another upload; these fail again.
        assert served.client.post(f"{API}/documents", files={"file": ("b.pdf", content)}).json() == {
            "id": document_id,
            "status": "queued",
        }
        assert served.wait(document_id)["error"] == found["error"]
        served.client.delete(f"{API}/documents/{document_id}")


def test_a_document_without_rows_says_so(served: Served) -> None:
    document_id = served.upload(hostile.pages([hostile.text("Kata pengantar")]))
    warnings = served.wait(document_id)["summary"]["warnings"]
    served.client.delete(f"{API}/documents/{document_id}")
    assert [(one["page"], "Tidak ada program atau kegiatan" in one["message"]) for one in warnings] == [
        (0, True)
    ]


def test_names_are_shown_and_never_paths(served: Served) -> None:
    content = (DOCUMENTS / "names_over_several_rows.pdf").read_bytes()
    document_id = served.upload(content, "../../etc/<b>Rencana Kerja.pdf")
    assert served.get(f"/documents/{document_id}")["name"] == "<b>Rencana Kerja.pdf"
    served.client.delete(f"{API}/documents/{document_id}")
    assert files.shown_name("a/b\\c\ud800\0\n.pdf") == "c.pdf"
    assert files.shown_name("x" * 300 + ".pdf") == "x" * 196 + ".pdf"
    assert files.shown_name("") == "document.pdf"


def test_labels_are_of_the_taxonomy_and_of_rows_there_are(served: Served) -> None:
    row = served.rows()[0]["id"]
    answer = served.label(row, "living.trasportasi-logistik")
    assert answer.status_code == 422
    assert "(living.transportasi-logistik?)" in answer.json()["detail"]
    assert served.label("none", "branding.pariwisata").status_code == 404
    assert served.label(row, "branding.pariwisata", note="\0").status_code == 422
    assert served.client.delete(f"{API}/rows/{row}/label").status_code == 409


def test_pages_that_are_not_there_are_said(served: Served) -> None:
    address = f"{API}/documents/{served.sample}/pages"
    for path, words in (("0.png", "9 halaman"), ("10.png", "9 halaman"), ("1.png?row=none", "Baris none")):
        answer = served.client.get(f"{address}/{path}")
        assert answer.status_code == 404
        assert words in answer.json()["detail"]


def test_ids_and_pages_that_no_database_holds_are_refused(served: Served) -> None:
    assert served.client.get(f"{API}/documents/{served.sample}/pages/{2**40}.png").status_code == 404
    for path in (f"documents/{served.sample}%00", "documents/%00/rows", "rows/%00"):
        # SQLite looks for it and finds nothing; PostgreSQL refuses to look.
        assert served.client.get(f"{API}/{path}").status_code in (404, 422)


def test_a_document_still_in_the_queue_has_no_page_beyond_what_is_counted(served: Served) -> None:
    parts = served.app.state.service
    document = documents.add(parts.database, "waiting", sha256="0" * 64, name="a.pdf", n_bytes=1)
    try:
        answer = served.client.get(f"{API}/documents/{document.id}/pages/{2**40}.png")
        assert answer.status_code == 404
    finally:
        documents.remove(parts.database, document.id)


def test_a_start_sweeps_unfinished_uploads_and_no_complete_file(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path)
    found = files.Files(settings)
    kept = found.store(io.BytesIO(b"%PDF-1.7"))
    unfinished = found.document(kept).parent / ".new-1"
    unfinished.write_bytes(b"%PDF")
    for document_id in (kept, "gone"):
        found.picture(document_id, 1, "a").parent.mkdir()
    assert found.sweep({"other"}, is_alone=False) == 0
    assert found.sweep({"other"}, is_alone=True) == 3
    assert found.document(kept).read_bytes() == b"%PDF-1.7"
    assert not unfinished.exists()


def test_an_upload_that_the_database_does_not_take_leaves_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OperationalError("insert", {}, Exception())

    with served(Settings(data=tmp_path, workers=1, rate=0)) as service:
        monkeypatch.setattr(documents, "add", refuse)
        answer = service.client.post(f"{API}/documents", files={"file": ("a.pdf", b"%PDF-1.7")})
        assert answer.status_code == 503
        assert list((tmp_path / "files").iterdir()) == []


def test_the_description_tells_client_generators_names_and_files(served: Served) -> None:
    told = served.client.get("/openapi.json").json()
    names = [one["operationId"] for path in told["paths"].values() for one in path.values()]
    assert {"documents_upload", "rows_listing", "labels_give"} <= set(names)
    assert len(names) == len(set(names))
    body = told["paths"][f"{API}/documents"]["post"]["requestBody"]["content"]["multipart/form-data"]
    upload = told["components"]["schemas"][body["schema"]["$ref"].rsplit("/", 1)[1]]
    assert upload["properties"]["file"]["format"] == "binary"


def test_another_sites_page_may_not_change_anything(served: Served) -> None:
    headers = {"sec-fetch-site": "cross-site"}
    answer = served.client.delete(f"{API}/documents/{served.sample}", headers=headers)
    assert (answer.status_code, answer.headers["content-type"]) == (403, PROBLEM)
    assert served.client.get(f"{API}/documents/{served.sample}", headers=headers).status_code == 200


@pytest.mark.parametrize("name", ["localhost", "localhost:8000", "127.0.0.1:8000", "[::1]", "[::1]:8000"])
def test_a_loopback_address_answers_to_its_own_names(named: Served, name: str) -> None:
    assert named.client.get(f"{API}/taxonomy", headers={"host": name}).status_code == 200


@pytest.mark.parametrize("name", ["penyerang.example", "penyerang.example:8000", "127.0.0.1.nip.example", ""])
def test_a_page_whose_name_was_made_to_mean_this_machine_reads_and_deletes_nothing(
    named: Served, name: str
) -> None:
    headers = {"host": name, "sec-fetch-site": "same-origin", "accept-language": "en"}
    document = named.upload(b"%PDF-1.7")
    for method, path in (
        ("GET", "/documents"),
        ("DELETE", f"/documents/{document}"),
        ("GET", f"/documents/{document}"),
    ):
        answer = named.client.request(method, API + path, headers=headers)
        assert (answer.status_code, answer.headers["content-type"]) == (421, PROBLEM)
        assert answer.json()["detail"] == (
            "This service is not opened under that name; open it as one of localhost, 127.0.0.1, [::1], "
            "or have its maintainers name another in PETAKOTA_HOSTS."
        )
    assert named.client.get("/metrics", headers=headers).status_code == 421
    assert named.client.get("/healthz", headers=headers).status_code == 200
    assert named.get(f"/documents/{document}")["id"] == document


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    settings = Settings(data=tmp_path_factory.mktemp("named"), workers=1, rate=0).on_address("127.0.0.1")
    with served(settings) as service:
        service.client.headers["host"] = "localhost"
        yield service


def test_the_description_for_people_needs_nothing_from_elsewhere(served: Served) -> None:
    text = served.client.get("/docs").text
    assert "<code>POST /api/v1/documents</code><dd>Keep a PDF" in text
    assert "http" not in text
    assert "<script" not in text


def test_either_texts_or_rows_are_classified(served: Served) -> None:
    for body in ({}, {"texts": ["a"], "rows": [{"text": "a"}]}):
        assert served.client.post(f"{API}/classify", json=body).status_code == 422


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    settings = Settings(
        data=tmp_path_factory.mktemp("small"),
        workers=1,
        rate=0,
        max_upload_bytes=200_000,
        max_body_bytes=5000,
        max_texts=3,
        max_disk_bytes=150_000,
    )
    with served(settings) as found:
        yield found


def chunks(n: int) -> Iterator[bytes]:
    yield from (b" " * 1000 for _ in range(n))


def test_bodies_are_bounded_whether_or_not_they_tell_their_length(small: Served) -> None:
    for content in (b" " * 6000, chunks(6)):
        answer = small.client.post(
            f"{API}/classify", content=content, headers={"content-type": "application/json"}
        )
        assert (answer.status_code, answer.headers["content-type"]) == (413, PROBLEM)
        assert "5000 byte" in answer.json()["detail"]
    answer = small.client.post(f"{API}/documents", files={"file": ("a.pdf", b"%PDF-" + b" " * 400_000)})
    assert answer.status_code == 413
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-'
    answer = small.client.post(
        f"{API}/documents",
        content=(part for part in (head, *chunks(400))),
        headers={"content-type": "multipart/form-data; boundary=x"},
    )
    assert (answer.status_code, answer.headers["content-type"]) == (413, PROBLEM)
    assert small.get("/documents")["documents"] == []


def test_one_call_takes_so_many_texts(small: Served) -> None:
    assert small.client.post(f"{API}/classify", json={"texts": ["a"] * 3}).status_code == 200
    answer = small.client.post(f"{API}/classify", json={"texts": ["a"] * 4})
    assert answer.status_code == 422
    assert "paling banyak 3 teks" in answer.json()["detail"]


def test_far_too_many_texts_are_refused_at_the_first_that_is_too_many(served: Served) -> None:
    answer = served.client.post(f"{API}/classify", json={"texts": [""] * 200_000})
    assert answer.status_code == 422
    assert len(answer.json()["errors"]) <= 3


def test_uploads_at_the_same_moment_do_not_fill_the_disk_together(tmp_path: Path) -> None:
    found = files.Files(Settings(data=tmp_path, max_disk_bytes=100, min_free_bytes=0))
    with found.room(lambda: 30, 40) as first, found.room(lambda: 30, 40) as second:
        assert (first, second) == (True, False)
    with found.room(lambda: 30, 70) as alone, found.room(lambda: 30, 0) as empty:
        assert (alone, empty) == (True, True)


def test_a_full_disk_is_said_and_a_document_known_already_is_still_answered(small: Served) -> None:
    first = small.upload(SAMPLE)
    answer = small.client.post(f"{API}/documents", files={"file": ("b.pdf", SAMPLE.read_bytes() + b"\n")})
    assert answer.status_code == 507
    assert "penuh" in answer.json()["detail"]
    assert small.upload(SAMPLE) == first
    assert len(list((small.app.state.service.settings.data / "files").iterdir())) == 1


def test_requests_of_one_address_are_bounded_over_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A clock that stands still, for this module alone.
    monkeypatch.setattr("service.limits.time", SimpleNamespace(monotonic=lambda: 1.0))
    with served(Settings(data=tmp_path, workers=1, rate=0.2)) as one:
        statuses = [one.client.get(f"{API}/taxonomy") for _ in range(3)]
        assert [answer.status_code for answer in statuses] == [200, 200, 429]
        assert statuses[2].headers["retry-after"] == "5"
        assert "dalam 5 detik" in statuses[2].json()["detail"]
        assert one.client.get("/healthz").status_code == 200


def test_a_bucket_fills_again_and_forgets_the_oldest_addresses() -> None:
    buckets = Buckets(1.0)
    assert [buckets.wait_s("a", 0.0) for _ in range(11)] == [0.0] * 10 + [1.0]
    assert buckets.wait_s("b", 0.0) == 0.0
    assert buckets.wait_s("a", 1.0) == 0.0
    assert buckets.wait_s("a", 1.5) == 0.5
    for n in range(10_001):
        buckets.wait_s(str(n), 2.0)
    assert buckets.wait_s("a", 2.0) == 0.0
