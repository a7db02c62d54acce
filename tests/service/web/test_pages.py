"""Pages without a browser: language, names, headers, what an address asks for, forms without script."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

import pytest
from sqlalchemy import update
from starlette.datastructures import URL

from classifier import taxonomy
from classifier.records import Evidence
from service.settings import Settings, from_environment
from service.storage import label_journal, rows, schema
from service.storage.id_ranges import MAX_AT_ONCE, packed, unpacked
from service.storage.rows import RowFilter
from service.web import rendering
from service.web.row_view import Piece, pieces
from service.web.wording import Words
from tests.support.paths import DOCUMENTS
from tests.support.serving import API, SAMPLE, Served, sampled
from tests.support.serving import served as serve


@pytest.fixture(scope="module")
def served(empty_database: Callable[[], str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A service of this module's own: answers that are taken back stay in the journal."""
    with sampled(tmp_path_factory.mktemp("pages"), empty_database()) as found:
        yield found


HTML = {"accept": "text/html,application/xhtml+xml"}
PART = {"hx-request": "true"}


def text(served: Served, path: str, **headers: str) -> str:
    answer = served.client.get(path, headers=HTML | headers)
    assert answer.status_code == 200, answer.text
    return answer.text


def shown(page: str) -> list[str]:
    """The ids of the rows in a page's table."""
    return re.findall(r'<tr id="r-(\w+)"', page)


def undoable(part: str) -> str:
    """The entries that the way back of an answer takes back."""
    found = re.search(r'name="entries" value="([\d,-]+)"', part.split('id="toast"')[1])
    assert found
    return found.group(1)


def test_a_page_speaks_indonesian_whatever_the_browser_prefers_until_english_is_chosen(
    served: Served,
) -> None:
    assert '<html lang="id">' in text(served, "/", **{"accept-language": "en-US,en;q=0.9"})
    answer = served.client.post("/language", data={"lang": "en", "back": "/taxonomy"}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/taxonomy")
    try:
        assert '<html lang="en">' in text(served, "/")
    finally:
        served.client.cookies.clear()


def test_a_page_allows_nothing_but_its_own_scripts_styles_and_pictures(served: Served) -> None:
    answer = served.client.get(f"/documents/{served.sample}")
    policy = dict(part.strip().split(" ", 1) for part in answer.headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert {policy[name] for name in ("script-src", "style-src", "img-src", "connect-src")} == {"'self'"}
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert not re.search(r"<script(?![^>]*src=)|\sstyle=|\son\w+=", answer.text)
    assert not re.search(r"(?:href|src)=\"(?:https?:)?//", answer.text)


def test_static_files_are_kept_for_good_under_an_address_that_changes_with_them(served: Served) -> None:
    address = re.search(r'href="(/static/page\.css\?\w+)"', text(served, "/"))
    assert address
    answer = served.client.get(address.group(1))
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/css; charset=utf-8")
    assert "immutable" in answer.headers["cache-control"]
    for name in ("../app.py", "..%2Fapp.py", "none.css"):
        assert served.client.get(f"/static/{name}").status_code == 404


@pytest.mark.parametrize(
    ("given", "back"),
    [
        ("/documents/1?state=review", "/documents/1?state=review"),
        ("//elsewhere.example/", "/"),
        ("/\\elsewhere.example/", "/"),
        ("https://elsewhere.example/", "/"),
        ("/\nx", "/"),
        ("", "/"),
    ],
)
def test_a_form_sends_back_to_this_service_alone(given: str, back: str) -> None:
    assert rendering.inside(given) == back


def test_a_name_is_kept_as_it_is_written(served: Served) -> None:
    served.client.post("/person", data={"name": "  Sari   <b>Déwi</b> & Co "}, follow_redirects=False)
    try:
        assert "Sari &lt;b&gt;Déwi&lt;/b&gt; &amp; Co" in text(served, "/")
        row = served.rows()[0]["id"]
        served.client.post(f"/rows/{row}/label", data={"subdimension": "branding.pariwisata"}, headers=PART)
        label = served.get(f"/rows/{row}")["label"]
        assert label["by"] == "Sari <b>Déwi</b> & Co"
        served.client.delete(f"{API}/rows/{row}/label")
    finally:
        served.client.cookies.clear()


@pytest.mark.parametrize(
    "query",
    ["sort=none", "size=7", "p=0", "p=-1", "p=99999999999999", "level=urusan", "state=x", "text=%00", "p=²"],
)
def test_what_an_address_asks_for_that_cannot_be_is_left_out(served: Served, query: str) -> None:
    assert len(shown(text(served, f"/documents/{served.sample}?{query}"))) == 40


def test_rows_are_chosen_as_the_api_chooses_them(served: Served) -> None:
    rows = served.rows()
    at = f"/documents/{served.sample}"
    waste = "environment.tata-kelola-sampah"
    for query, wanted in (
        ("level=kegiatan", [row for row in rows if row["level"] == "kegiatan"]),
        (f"subdimension={waste}", [row for row in rows if row["subdimension"] == waste]),
        ("subdimension=environment", [row for row in rows if row["dimension"] == "environment"]),
        ("state=review", [row for row in rows if row["review"]]),
        ("state=answered", []),
        ("text=SAMPAH", [row for row in rows if "sampah" in row["text"].casefold()]),
        ("text=2.11.11", [row for row in rows if "2.11.11" in row["kode"]]),
        ("text=%25", []),
        ("opd=dinaslingkunganhidup", rows),
        ("opd=-", []),
        ("sort=-budget", sorted(rows, key=lambda row: -sum(row["pagu"].values()))),
        ("sort=-page", rows[::-1]),
        ("size=25&p=2", rows[25:]),
    ):
        assert shown(text(served, f"{at}?{query}")) == [row["id"] for row in wanted], query


def test_every_sort_keeps_all_rows(served: Served) -> None:
    every = sorted(row["id"] for row in served.rows())
    for sort in rows.SORTS:
        assert sorted(shown(text(served, f"/documents/{served.sample}?sort={sort}"))) == every, sort


def test_an_answer_without_script_comes_back_to_where_it_was_given(served: Served) -> None:
    row = served.rows()[3]["id"]
    back = f"/documents/{served.sample}?row={row}"
    answer = served.client.post(
        f"/rows/{row}/label",
        data={"subdimension": "branding.pariwisata", "note": "wisata", "back": back},
        follow_redirects=False,
    )
    assert (answer.status_code, answer.headers["location"]) == (303, back)
    label = served.get(f"/rows/{row}")["label"]
    assert (label["subdimension"], label["note"]) == ("branding.pariwisata", "wisata")
    answer = served.client.post("/undo", data={"entries": label["id"], "back": back}, follow_redirects=False)
    assert answer.headers["location"] == back
    assert served.get(f"/rows/{row}")["label"] is None
    # What is taken back already cannot be again.
    assert served.client.post("/undo", data={"entries": label["id"]}, headers=PART).status_code == 409


def test_a_row_that_was_answered_can_be_opened_by_the_address_of_its_table(served: Served) -> None:
    row = served.rows()[5]["id"]
    served.label(row, "branding.pariwisata")
    html = text(served, f"/documents/{served.sample}?row={row}")
    assert f'<article class="row" data-row="{row}">' in html
    served.client.delete(f"{API}/rows/{row}/label")


def test_an_answer_for_rows_that_say_the_same_is_given_to_all_and_taken_back_from_all(
    served: Served,
) -> None:
    document = served.upload(DOCUMENTS / "bold_by_two_prints.pdf", "sama.pdf")
    served.wait(document)
    shown_rows = served.get(f"/documents/{document}/rows")["rows"]
    database = served.app.state.service.database
    first = rows.get(database, shown_rows[0]["id"])
    assert first is not None
    alike = rows.alike(database, first)
    wanted = [
        row["id"]
        for row in shown_rows[1:]
        if (row["text"], row["level"]) == (first.row.text, first.row.level)
    ]
    assert alike == wanted
    form = {"subdimension": "society.sistem-edukasi", "alike": "1"}
    answer = served.client.post(f"/rows/{first.id}/label", data=form, headers=PART)
    assert set(shown(answer.text)) == {first.id, *alike}
    entries = undoable(answer.text)
    assert len(unpacked(entries)) == 1 + len(alike)
    beside = served.client.get(f"/rows/{first.id}", headers=PART).text
    assert f'name="entries" value="{entries}"' in beside
    served.client.post("/undo", data={"entries": entries}, headers=PART)
    assert served.get(f"/documents/{document}")["summary"]["labelled"] == 0
    served.client.delete(f"{API}/documents/{document}")


def test_all_rows_that_match_can_be_answered_at_once(served: Served) -> None:
    at = f"/documents/{served.sample}/labels?level=kegiatan"
    n = sum(row["level"] == "kegiatan" for row in served.rows())
    asked = served.client.post(at, data={"everything": "1"}, headers=PART)
    n_doubtful = sum(row["level"] == "kegiatan" and row["review"] for row in served.rows())
    assert f"Konfirmasi {n_doubtful} baris yang masih meragukan?" in asked.text
    assert asked.headers["hx-retarget"] == "#asking"
    assert served.get(f"/documents/{served.sample}")["summary"]["labelled"] == 0
    answer = served.client.post(at, data={"everything": "1", "sure": "1"}, headers=PART)
    entries = undoable(answer.text)
    assert len(unpacked(entries)) == n
    summary = served.get(f"/documents/{served.sample}")["summary"]
    assert summary["labelled"] == n
    # The same once more changes nothing.
    again = served.client.post(at, data={"everything": "1"}, headers=PART)
    assert "Sudah tersimpan begitu" in again.text
    served.client.post("/undo", data={"entries": entries}, headers=PART)
    assert served.get(f"/documents/{served.sample}")["summary"]["labelled"] == 0


def test_rows_of_another_document_are_not_answered_with_it(served: Served) -> None:
    row = served.rows()[0]["id"]
    other = served.upload(DOCUMENTS / "money_in_units.pdf", "lain.pdf")
    served.wait(other)
    served.client.post(f"/documents/{other}/labels", data={"row": row}, headers=PART)
    assert served.get(f"/rows/{row}")["label"] is None
    served.client.delete(f"{API}/documents/{other}")


def test_an_answer_that_cannot_be_is_refused_in_words(served: Served) -> None:
    row = served.rows()[0]["id"]
    answer = served.client.post(
        f"/rows/{row}/label", data={"subdimension": "branding.pariwisatas"}, headers=PART
    )
    assert answer.status_code == 422
    assert "branding.pariwisata" in answer.json()["detail"]
    assert "/api/" not in answer.json()["detail"]
    gone = served.client.post("/rows/none/label", data={"subdimension": "branding.pariwisata"}, headers=PART)
    assert gone.status_code == 404


def test_forms_of_other_sites_are_refused(served: Served) -> None:
    row = served.rows()[0]["id"]
    for path in (f"/rows/{row}/label", "/undo", "/person", f"/documents/{served.sample}/delete"):
        answer = served.client.post(path, headers={"sec-fetch-site": "cross-site"})
        assert answer.status_code == 403, path
    assert served.get(f"/documents/{served.sample}")["id"] == served.sample


def test_several_files_without_script_keep_those_that_are_documents(served: Served) -> None:
    files = [
        ("file", ("a.pdf", SAMPLE.read_bytes())),
        ("file", ("catatan.pdf", b"not a PDF")),
        ("file", ("kosong.pdf", b"")),
    ]
    answer = served.client.post("/documents", files=files, headers=HTML)
    assert answer.status_code == 422
    assert "<b>catatan.pdf</b> Berkas ini bukan PDF" in answer.text
    assert "<b>kosong.pdf</b> Berkas ini kosong" in answer.text
    assert "<b>a.pdf</b>" not in answer.text


def test_a_page_that_is_not_there_is_a_page_and_the_api_keeps_its_problem_details(served: Served) -> None:
    page = served.client.get("/documents/tiada", headers=HTML)
    assert page.status_code == 404
    assert page.headers["content-type"].startswith("text/html")
    assert "tidak ada" in page.text
    assert "/api/" not in page.text
    api = served.client.get(f"{API}/documents/tiada", headers=HTML)
    assert api.headers["content-type"] == "application/problem+json"


def test_the_inbox_shows_the_least_certain_first_and_comes_round(served: Served) -> None:
    database = served.app.state.service.database
    document = served.upload(DOCUMENTS / "rupiah_below_a_head_of_thousands.pdf", "ragu.pdf")
    served.wait(document)
    to_review = served.get(f"/documents/{document}/rows", review=True)["rows"]
    wanted = [one["id"] for one in sorted(to_review, key=lambda one: (one["confidence"], one["id"]))]
    seen: list[str] = []
    row = rows.least_certain(database, [document])
    while row is not None:
        seen.append(row.id)
        row = rows.least_certain(database, [document], after=row)
    assert seen == wanted
    assert len(seen) > 2
    last = text(served, f"/review?document={document}&after={seen[-1]}")
    assert f'data-row="{seen[0]}"' in last
    answer = served.client.post(
        f"/rows/{seen[0]}/label",
        data={"subdimension": "branding.pariwisata", "screen": "review", "within": document},
        follow_redirects=False,
    )
    assert answer.headers["location"].startswith(f"/review?after={seen[0]}&document={document}&entries=")
    served.client.delete(f"{API}/rows/{seen[0]}/label")
    served.client.delete(f"{API}/documents/{document}")


def test_a_document_is_deleted_and_a_failed_one_tried_again_from_its_page(served: Served) -> None:
    document = served.upload(b"%PDF-1.4 broken", "rusak.pdf")
    assert served.wait(document)["status"] == "failed"
    page = text(served, f"/documents/{document}")
    assert "Dokumen ini tidak dapat dibaca." in page
    answer = served.client.post(f"/documents/{document}/retry", follow_redirects=False)
    assert answer.headers["location"] == f"/documents/{document}"
    assert served.wait(document)["status"] == "failed"
    answer = served.client.post(f"/documents/{document}/delete", follow_redirects=False)
    assert answer.headers["location"] == "/"
    assert served.client.get(f"/documents/{document}", headers=HTML).status_code == 404


@pytest.mark.parametrize("address", ["repredict", "relabel"])
def test_the_current_model_can_be_asked_again_from_the_page(served: Served, address: str) -> None:
    answer = served.client.post(f"/documents/{served.sample}/{address}", follow_redirects=False)
    assert answer.headers["location"] == f"/documents/{served.sample}"


def test_evidence_is_marked_where_it_stands_and_the_text_stays_whole() -> None:
    name = "PENGELOLAAN sampah, sampahku dan (Sampah) <b>"
    cut = pieces(name, [Evidence("Sampah", 4.0), Evidence("pengelolaan", 1.0)])
    assert "".join(piece.text for piece in cut) == name
    assert [piece for piece in cut if piece.mark] == [
        Piece("PENGELOLAAN", "weak"),
        Piece("sampah", "strong"),
        Piece("Sampah", "strong"),
    ]
    assert pieces("x", []) == [Piece("x", "")]
    assert pieces("", []) == []


@pytest.mark.parametrize(
    ("part", "written"), [(1.0, ">99%"), (0.996, ">99%"), (0.94, "94%"), (0.004, "<1%"), (0.0, "<1%")]
)
def test_a_confidence_is_never_written_as_all_or_nothing(part: float, written: str) -> None:
    assert Words("id").share(part) == written


def test_words_are_of_the_language() -> None:
    assert Words("id").moment("2026-05-04T03:02:01Z") == "4 Mei 2026, 03.02 UTC"
    assert Words("en").moment("2026-05-04T03:02:01Z") == "4 May 2026, 03:02 UTC"
    assert (Words("id").sure(0.5), Words("en").sure(0.97)) == ("ragu", "very sure")
    one = taxonomy.default()["governance.pelayanan-publik"]
    assert Words("id").subdimension(one) == "Pelayanan publik"


def test_an_empty_choice_leaves_nothing_out() -> None:
    assert RowFilter(documents=("a",)).is_all
    assert not dataclasses.replace(RowFilter(documents=("a",)), text="x").is_all


def test_an_address_leaves_out_what_is_empty() -> None:
    assert rendering.address("/map", document=["a", "b"], value="", n=0) == "/map?document=a&document=b"
    assert URL(rendering.address("/rows", text="a&b=ü")).query == f"text=a%26b%3D{quote('ü')}"


def test_settings_of_a_service_are_told_to_the_upload_field(served: Served) -> None:
    limit = Settings(data=served.app.state.service.settings.data).max_upload_bytes
    assert f'data-max-bytes="{limit}"' in text(served, "/")


def test_a_table_of_one_document_among_several_opens_too(served: Served) -> None:
    page = text(served, f"/rows?document={served.sample}")
    assert len(shown(page)) == 40
    assert "document=" in page
    assert len(shown(text(served, "/rows?document=tiada"))) == 0


def test_many_entries_are_written_in_few_characters() -> None:
    assert packed([3, 1, 2, 7, 9, 10]) == "1-3,7,9-10"
    assert unpacked("1-3,7,9-10") == [1, 2, 3, 7, 9, 10]
    for odd in ("", "x", "-", "5-", "99999999999999999999", "1-x", "²", "-3"):
        assert [one for one in unpacked(odd) if not 0 <= one < 2**31] == []
    assert len(unpacked("1-2000000000")) == MAX_AT_ONCE


@pytest.mark.parametrize("entries", ["", "99999999999999999999", "x", "0", "2147483647"])
def test_entries_that_are_none_are_refused_in_words(served: Served, entries: str) -> None:
    answer = served.client.post("/undo", data={"entries": entries}, headers=PART)
    assert answer.status_code == 409
    assert answer.json()["detail"]


def test_answers_of_others_stay_when_many_are_confirmed(served: Served) -> None:
    row = served.rows()[6]["id"]
    served.label(row, "branding.pariwisata", note="menurut Perda", by="Budi")
    sure = {"everything": "1", "sure": "1"}
    answer = served.client.post(f"/documents/{served.sample}/labels", data=sure, headers=PART)
    label = served.get(f"/rows/{row}")["label"]
    assert (label["by"], label["note"]) == ("Budi", "menurut Perda")
    assert served.get(f"/documents/{served.sample}")["summary"]["labelled"] == 40
    served.client.post("/undo", data={"entries": undoable(answer.text)}, headers=PART)
    served.client.delete(f"{API}/rows/{row}/label")
    assert served.get(f"/documents/{served.sample}")["summary"]["labelled"] == 0


@pytest.mark.slow
def test_two_who_answer_the_same_rows_at_once_do_not_stop_each_other(served: Served) -> None:
    database = served.app.state.service.database
    ids = [row["id"] for row in served.rows()[:12]]

    def answered(n: int) -> int:
        wanted = dict.fromkeys(ids if n % 2 else ids[::-1], "branding.pariwisata")
        return len(label_journal.add_all(database, wanted, note=str(n), by=f"planner {n}"))

    with ThreadPoolExecutor(4) as planners:
        assert list(planners.map(answered, range(16))) == [12] * 16
    for one in ids:
        for _ in range(16):
            served.client.delete(f"{API}/rows/{one}/label")
    assert served.get(f"/documents/{served.sample}")["summary"]["labelled"] == 0


def test_a_row_that_is_gone_is_left_out_of_an_address(served: Served) -> None:
    assert len(shown(text(served, f"/documents/{served.sample}?row=gone"))) == 40


def test_a_part_of_a_page_at_an_odd_address_is_no_failure(served: Served) -> None:
    row = served.rows()[0]["id"]
    answer = served.client.get(f"/rows/{row}", headers=PART | {"hx-current-url": "http://["})
    assert answer.status_code == 200


def test_the_page_that_waits_is_loaded_anew_when_the_reading_is_over(served: Served) -> None:
    answer = served.client.get(f"/documents/{served.sample}", headers=PART | {"hx-trigger": "state"})
    assert (answer.text, answer.headers["hx-refresh"]) == ("", "true")
    assert served.client.get("/documents/gone/line", headers=PART).text == ""


def test_an_upload_from_the_page_is_refused_in_the_pages_words(served: Served) -> None:
    answer = served.client.post("/upload", files={"file": ("a.pdf", b"x")})
    assert answer.status_code == 422
    assert "%PDF" not in answer.json()["detail"]
    again = served.client.post("/upload", files={"file": ("a.pdf", SAMPLE.read_bytes())})
    assert (again.status_code, again.json()["id"]) == (202, served.sample)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"origin": "http://testserver"}, 303),
        ({"origin": "http://elsewhere.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "https://peta.example", "x-forwarded-host": "peta.example"}, 303),
        ({"origin": "http://elsewhere.example", "sec-fetch-site": "same-origin"}, 303),
        ({}, 303),
    ],
)
def test_forms_of_other_sites_are_refused_where_browsers_tell_only_the_origin(
    served: Served, headers: dict[str, str], status: int
) -> None:
    answer = served.client.post("/language", data={"lang": "id"}, headers=headers, follow_redirects=False)
    assert answer.status_code == status


def test_a_service_can_be_bound_to_its_names(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, workers=1, rate=0, hosts=("peta.example", "[::1]"))
    with serve(settings) as found:
        for host, status in (
            ("peta.example:8000", 200),
            ("PETA.example", 200),
            ("[::1]:80", 200),
            ("x", 421),
        ):
            assert found.client.get("/", headers={"host": host}).status_code == status, host
        assert found.client.get("/healthz", headers={"host": "x"}).status_code == 200
    assert from_environment({"PETAKOTA_HOSTS": "peta.example, [::1]"}).hosts == ("peta.example", "[::1]")


def test_a_row_that_is_no_program_counts_nowhere_until_that_is_taken_back(served: Served) -> None:
    before, plan = served.rows(), served.get(f"/documents/{served.sample}/map")
    row = next(one for one in before if one["level"] == "program" and one["text"].startswith("Program"))
    answer = served.client.post(f"/rows/{row['id']}/label", data={"subdimension": "-"}, headers=PART)
    assert "Bukan program atau kegiatan" in answer.text
    assert [one["id"] for one in served.rows()] == [one["id"] for one in before if one["id"] != row["id"]]
    page = text(served, f"/documents/{served.sample}")
    assert row["id"] not in shown(page)
    assert "bukan program</a>" in page.replace("</b> ", "")
    assert shown(text(served, f"/documents/{served.sample}?state=dropped")) == [row["id"]]
    cells = served.get(f"/documents/{served.sample}/map")["cells"]
    assert sum(cell["count"] for cell in cells) == sum(cell["count"] for cell in plan["cells"]) - 1
    summary = served.get(f"/documents/{served.sample}")["summary"]
    assert (summary["rows"], summary["labelled"]) == (len(before) - 1, 0)
    for ending in ("csv", "jsonl"):
        assert row["text"] not in text(served, f"/documents/{served.sample}/export.{ending}")
    assert served.client.get(f"{API}/labels/export").text == ""
    assert served.client.get(f"{API}/labels/no_program").text == f"{row['text']}\n"
    one = served.get(f"/rows/{row['id']}")
    assert (one["subdimension"], one["label"]["subdimension"]) == (row["subdimension"], "-")
    # The API's own way of answering knows subdimensions alone.
    assert served.label(row["id"], "-").status_code == 422

    served.client.post("/undo", data={"entries": undoable(answer.text)}, headers=PART)
    assert served.rows() == before
    assert served.get(f"/documents/{served.sample}/map") == plan
    assert served.client.get(f"{API}/labels/no_program").text == ""


def test_rows_that_are_no_program_are_brought_back_with_the_models_label_too(served: Served) -> None:
    row = served.rows()[4]
    served.client.post(f"/rows/{row['id']}/label", data={"subdimension": "-"}, headers=PART)
    form = {"row": row["id"], "subdimension": row["subdimension"]}
    served.client.post(f"/documents/{served.sample}/labels?state=dropped", data=form, headers=PART)
    label = served.get(f"/rows/{row['id']}")["label"]
    assert label["subdimension"] == row["subdimension"]
    for _ in range(2):
        served.client.delete(f"{API}/rows/{row['id']}/label")


def test_an_answer_for_equal_rows_leaves_those_that_were_answered_otherwise(served: Served) -> None:
    document = served.upload(DOCUMENTS / "bold_by_two_prints.pdf", "sama.pdf")
    served.wait(document)
    database = served.app.state.service.database
    first = rows.get(database, served.get(f"/documents/{document}/rows")["rows"][0]["id"])
    assert first is not None
    with database.writing() as connection:
        connection.execute(
            update(schema.rows).where(schema.rows.c.document_id == document).values(alike=first.alike)
        )
    others = rows.alike(database, first)
    served.label(others[0], "branding.pariwisata", note="lihat hal. 5", by="Budi")
    assert others[0] not in rows.alike(database, first)
    form = {"subdimension": "society.sistem-edukasi", "alike": "1", "seen": "0"}
    served.client.post(f"/rows/{first.id}/label", data=form, headers=PART)
    label = served.get(f"/rows/{others[0]}")["label"]
    assert (label["subdimension"], label["by"]) == ("branding.pariwisata", "Budi")
    served.client.delete(f"{API}/documents/{document}")


def test_of_many_who_answer_a_row_at_once_one_is_first_and_the_others_are_told(served: Served) -> None:
    row = served.rows()[7]["id"]

    def answered(n: int) -> int:
        form = {"subdimension": "branding.pariwisata", "note": str(n), "seen": "0"}
        return int(served.client.post(f"/rows/{row}/label", data=form, headers=PART).status_code)

    with ThreadPoolExecutor(4) as planners:
        assert sorted(planners.map(answered, range(8))) == [200] + [409] * 7
    served.client.delete(f"{API}/rows/{row}/label")


def test_an_inbox_address_of_a_row_that_is_gone_shows_the_next_one(served: Served) -> None:
    page = text(served, f"/review?document={served.sample}&row=gone")
    assert 'class="answering"' in page
