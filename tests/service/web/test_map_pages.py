"""The map's pages: what they count, where their numbers lead, what they say, what they give away."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import docx
import pytest
import python_calamine

from classifier import taxonomy
from classifier.fields.names import fold
from classifier.formats import results
from classifier.mapping import figure, matrix
from classifier.mapping.programs import outline
from service import downloads
from service.settings import Settings
from service.storage import documents, rows
from service.storage.caches import program_cache
from service.web import map_tables
from service.web.charts import percent, radar
from tests.support import html_tables, serving, small_plans
from tests.support.paths import DOCUMENTS
from tests.support.serving import API, Served

IDS = taxonomy.default().ids
WASTE, SCHOOL = "environment.tata-kelola-sampah", "society.sistem-edukasi"
HOSTILE = "'><img src=x onerror=alert(1)>.pdf"


@pytest.fixture(scope="module")
def other(served: Served, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A second document, of which the sample has some programs too; gone after the tests."""
    path = small_plans.draw(
        tmp_path_factory.mktemp("plans") / "other.pdf", small_plans.WASTE_PLAN, ("2025", "2026")
    )
    found = served.upload(path, name=HOSTILE)
    served.wait(found)
    yield found
    served.client.delete(f"{serving.API}/documents/{found}")


def page(served: Served, path: str = "/map", *, status: int = 200, **query: Any) -> str:
    more = urlencode(query, doseq=True)
    address = f"{path}{'&' if '?' in path else '?'}{more}" if more else path
    answer = served.client.get(address, headers={"accept": "text/html"})
    assert answer.status_code == status, answer.text
    return str(answer.text)


def matrix_cells(html: str) -> dict[tuple[str, str], html_tables.Cell]:
    """The cells of the matrix by OPD and subdimension."""
    body = html_tables.tables(html)["crossed matrix"][2:-1]
    return {(line[0].text, s): cell for line in body for s, cell in zip(IDS, line[1:-1], strict=True)}


def counted(served: Served, document: str) -> dict[tuple[str, str], int]:
    cells = served.get(f"/documents/{document}/map")["cells"]
    return {(cell["opd"], cell["subdimension"]): cell["count"] for cell in cells}


def number(cell: html_tables.Cell) -> int:
    """What a cell counts, without what stands behind its +."""
    return int(cell.text.partition("+")[0] or 0)


def shown_rows(html: str) -> list[str]:
    """The ids of the rows that a table shows."""
    return re.findall(r'<tr id="r-([0-9a-f]+)"', html)


def programs(served: Served, document: str) -> list[matrix.Program]:
    found = served.get(f"/documents/{document}/rows")["rows"]
    return matrix.programs(results.placed(row, document) for row in found)


def test_the_matrix_counts_what_the_api_counts(served: Served) -> None:
    cells = matrix_cells(page(served, document=served.sample))
    found = {key: int(cell.text) for key, cell in cells.items() if cell.text}
    assert found == counted(served, served.sample)
    assert sum(found.values()) == 13


def test_a_budget_is_written_in_the_unit_that_the_largest_cell_needs(served: Served) -> None:
    html = page(served, document=served.sample, value="budget")
    pagu = {
        (cell["opd"], cell["subdimension"]): sum(cell["pagu"].values())
        for cell in served.get(f"/documents/{served.sample}/map")["cells"]
    }
    largest = max(pagu, key=lambda key: pagu[key])
    assert "pagu dalam miliar rupiah" in html
    assert matrix_cells(html)[largest].text == f"{pagu[largest] / 1e9:.0f}"


def test_totals_of_lines_and_columns_are_sums_of_their_cells(served: Served, other: str) -> None:
    lines = html_tables.tables(page(served))["crossed matrix"][2:]
    numbers = [[int(cell.text or 0) for cell in line[1:]] for line in lines]
    assert all(sum(line[:-1]) == line[-1] for line in numbers)
    assert [sum(column) for column in zip(*numbers[:-1], strict=True)] == numbers[-1]


def test_a_cell_opens_exactly_the_rows_that_it_counts(served: Served, other: str) -> None:
    expected: dict[tuple[str, str], set[str]] = {}
    for document in (served.sample, other):
        for program in programs(served, document):
            key = (fold(program.opd), program.subdimension)
            expected.setdefault(key, set()).update(program.rows)
    cells = {key: cell for key, cell in matrix_cells(page(served, year="*")).items() if cell.text}
    assert len(cells) == len(expected)
    for (opd, subdimension), cell in cells.items():
        html = page(served, cell.links[0], size=200)
        assert set(shown_rows(html)) == expected[fold(opd), subdimension]
        assert f"{cell.text} program" in html


def test_totals_open_the_rows_of_a_line_a_column_and_all(served: Served) -> None:
    total = html_tables.tables(page(served, document=served.sample))["crossed matrix"][-1]
    mine = programs(served, served.sample)
    every = {row for program in mine for row in program.rows}
    assert set(shown_rows(page(served, total[-1].links[0], size=200))) == every
    waste = {row for program in mine if program.subdimension == WASTE for row in program.rows}
    column = total[1 + IDS.index(WASTE)]
    assert set(shown_rows(page(served, column.links[0], size=200))) == waste


def test_sorting_and_filtering_keep_to_the_cell(served: Served) -> None:
    cell = matrix_cells(page(served, document=served.sample))["Dinas Lingkungan Hidup", WASTE]
    html = page(served, cell.links[0])
    links = [link for link in html_tables.links(html) if link.startswith("/map/cell") and "sort=" in link]
    assert len(links) == 7
    assert all(f"cell_subdimension={WASTE}" in link and served.sample in link for link in links)
    for name, value in (("document", served.sample), ("cell_subdimension", WASTE)):
        assert f'<input type="hidden" name="{name}" value="{value}">' in html
    narrowed = page(served, f"{cell.links[0]}&text=persampahan")
    assert 0 < len(shown_rows(narrowed)) < len(shown_rows(html))


def test_the_way_back_leads_to_the_same_map(served: Served) -> None:
    cell = matrix_cells(page(served, document=served.sample, value="budget", year="2026"))
    html = page(served, cell["Dinas Lingkungan Hidup", WASTE].links[0])
    back = next(link for link in html_tables.links(html) if link.startswith("/map?"))
    assert set(back.removeprefix("/map?").split("&")) == {
        f"document={served.sample}",
        "value=budget",
        "year=2026",
    }


def test_a_correction_moves_a_program_in_the_map(served: Served) -> None:
    before = matrix_cells(page(served, document=served.sample))
    key = ("Dinas Lingkungan Hidup", WASTE)
    moved = next(one for one in programs(served, served.sample) if one.subdimension == WASTE)
    try:
        for row in moved.rows:
            served.label(row, SCHOOL)
        after = matrix_cells(page(served, document=served.sample))
    finally:
        for row in moved.rows:
            served.client.delete(f"{serving.API}/rows/{row}/label")
    assert int(after[key].text) == int(before[key].text) - 1
    assert int(after[key[0], SCHOOL].text) == int(before[key[0], SCHOOL].text or 0) + 1
    again = matrix_cells(page(served, document=served.sample))
    assert {key: cell.text for key, cell in again.items()} == {k: cell.text for k, cell in before.items()}


def test_a_map_that_was_asked_for_reads_no_rows_again(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = page(served, document=served.sample)

    def unread(*_: object, **__: object) -> None:
        raise AssertionError("the rows were read again")

    monkeypatch.setattr(rows, "printed", unread)
    assert matrix_cells(page(served, document=served.sample)).keys() == matrix_cells(first).keys()
    assert "jumlah kegiatan" in page(served, document=served.sample, by="kegiatan")


def test_the_cache_holds_no_more_programs_than_it_may(served: Served, other: str) -> None:
    database = served.app.state.service.database
    small = program_cache.ProgramCache(database, max_programs=5)
    both = [documents.get(database, one) for one in (served.sample, other)]
    assert [len(small.of(one)) for one in both if one] == [13, 4]
    assert list(small._entries) == [other]


def test_a_year_counts_what_a_plan_of_it_prints_with_or_without_rupiah(served: Served) -> None:
    html = page(served, document=served.sample, year="2026")
    with_money = [one for one in programs(served, served.sample) if one.pagu.get("2026")]
    found = sum(int(cell.text) for cell in matrix_cells(html).values() if cell.text)
    assert (found, len(with_money)) == (13, 8)
    assert "5 program yang direncanakan untuk 2026 tanpa pagu; ikut dihitung." in html


def test_a_year_counts_the_same_as_a_mapping_of_that_year(served: Served) -> None:
    made = served.client.post(f"{API}/mappings", json={"region": "Kota Contoh", "years": [2026]}).json()
    (document,) = [one["id"] for one in made["documents"] if one["counts"]]
    of_mapping = matrix_cells(page(served, mapping=str(made["id"])))
    of_its_year = matrix_cells(page(served, mapping=str(made["id"]), year="2026"))
    of_year = matrix_cells(page(served, document=document, year="2026"))
    served.client.delete(f"{API}/mappings/{made['id']}")
    texts = {key: cell.text for key, cell in of_mapping.items()}
    assert {key: cell.text for key, cell in of_its_year.items()} == texts
    assert {key: cell.text for key, cell in of_year.items()} == texts


def test_a_year_that_no_document_names_is_left_out(served: Served) -> None:
    assert matrix_cells(page(served, document=served.sample, year="1950")).keys() == (
        matrix_cells(page(served, document=served.sample)).keys()
    )


def test_programs_of_several_documents_are_said_to_count_twice(served: Served, other: str) -> None:
    html = page(served)
    assert "4 program ada di lebih dari satu dokumen ini" in html
    assert "lebih dari satu dokumen" not in page(served, document=other)


def test_the_map_says_how_many_rows_still_want_review(served: Served) -> None:
    waiting = served.get(f"/documents/{served.sample}")["summary"]["review"]
    html = page(served, document=served.sample)
    assert f"{waiting} dari 40 baris masih perlu ditinjau." in html
    assert f"/review?document={served.sample}" in html_tables.links(html)


def test_gaps_are_named_overall_by_document_and_by_opd(served: Served, other: str) -> None:
    html = page(served, year="*")
    found = html_tables.tables(html)
    lacking = {s for s in IDS if not any(s in key for key in counted(served, served.sample))}
    overall = html.split('id="kesenjangan-title"')[1].split("Menurut dokumen")[0]
    assert set(re.findall(r'data-meaning="/taxonomy/([^"]+)"', overall)) == lacking
    by_document = {line[0].text: line for line in found["crossed gaps"][2:]}
    assert by_document["renstra.pdf"][-1].text == "14"
    assert [i for i, cell in enumerate(by_document[HOSTILE][1:-1]) if cell.text] == [
        IDS.index("environment.perlindungan-lingkungan"),
        IDS.index(WASTE),
    ]
    servings = {line[0].text: line for line in found["plain cards"]}
    assert servings["Dinas Lingkungan Hidup"][-1].text == "14 dari 18"


def test_without_documents_the_map_says_what_fills_it(settings: Settings) -> None:
    with serving.served(settings) as empty:
        for path in ("/map", "/map/print", "/map/cell"):
            assert empty.client.get(path).status_code == 200
        assert "Belum ada dokumen yang selesai dibaca." in page(empty)


def test_documents_without_programs_say_so(served: Served) -> None:
    nothing = served.upload(DOCUMENTS / "no_rows_in_prose.pdf", name="kosong.pdf")
    try:
        served.wait(nothing)
        html = page(served, document=nothing)
        assert "Tidak ada program yang dapat dipetakan." in html
        assert html_tables.links(html)[f"/documents/{nothing}"] == "kosong.pdf"
        # Both by name: what other tests leave in the service may be of another region.
        assert "1 dokumen tanpa program sama sekali" in page(served, document=[served.sample, nothing])
        page(served, "/map/print", document=nothing)
    finally:
        served.client.delete(f"{serving.API}/documents/{nothing}")


def test_documents_that_are_not_there_are_left_out_and_counted(served: Served) -> None:
    html = page(served, document=[served.sample, "0123456789abcdef"])
    assert "1 dokumen yang diminta tidak ada" in html
    assert not any("0123456789abcdef" in link for link in html_tables.links(html))


@pytest.mark.parametrize(
    "path", ["/map", "/map/print", "/map/cell", "/map.xlsx", "/map.docx", "/map.pptx", "/map.png"]
)
def test_a_map_of_unknown_documents_alone_is_a_clear_404(served: Served, path: str) -> None:
    for unknown in ("0123456789abcdef", "x\0y", "<script>"):
        assert "<h1>Halaman tidak ditemukan</h1>" in page(served, path, status=404, document=unknown)


def test_a_cell_that_nothing_is_in_is_an_empty_table(served: Served) -> None:
    html = page(served, "/map/cell", cell_opd="x\0<b>", cell_subdimension="nothing.at-all")
    assert "Tidak ada baris yang cocok." in html
    assert "<b>" not in html.split("<h1>")[1].split("</h1>")[0]


def test_names_of_documents_are_text_everywhere(served: Served, other: str) -> None:
    for path in ("/map", "/map/print", "/map/cell"):
        for language in ("id", "en"):
            served.client.cookies.set("petakota_lang", language)
            html = page(served, path, document=[served.sample, other])
            assert "<img src=x" not in html
            assert "&#39;&gt;&lt;img src=x onerror=alert(1)&gt;.pdf" in html
    served.client.cookies.clear()


@pytest.mark.parametrize("path", ["/map", "/map/print", "/map/cell", "/map?value=budget&year=2026"])
def test_pages_carry_no_inline_script_or_style(served: Served, path: str) -> None:
    html = page(served, path)
    assert not re.search(r"<[^>]*\s(style|on\w+)=", html)
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", html))
    assert "<style" not in html


def test_the_workbook_holds_the_rows_and_counts_of_all_chosen_documents(
    served: Served, other: str, tmp_path: Path
) -> None:
    answer = served.client.get("/map.xlsx", params={"document": [served.sample, other]})
    assert 'filename="peta-2-dokumen.xlsx"' in answer.headers["content-disposition"]
    path = tmp_path / "peta.xlsx"
    path.write_bytes(answer.content)
    assert len(results.read(path)) == 44
    counts = python_calamine.load_workbook(path).get_sheet_by_name("Jumlah program").to_python()
    assert counts[-1][-1] == 17


def test_files_are_called_after_the_document_in_safe_letters(served: Served, other: str) -> None:
    for path in ("/map.xlsx", "/map.docx", "/map.pptx", "/map.png"):
        sent = served.client.get(path, params={"document": other}).headers["content-disposition"]
        assert re.fullmatch(
            r"attachment; filename=\"(peta|laporan|paparan)-img-src-x-onerror-alert-1\.\w{3,4}\"; "
            r"filename\*=UTF-8''[\w%.-]+",
            sent,
        )


def test_the_picture_is_a_png_of_what_is_asked_for(served: Served) -> None:
    count = served.client.get("/map.png", params={"document": served.sample})
    budget = served.client.get("/map.png", params={"document": served.sample, "value": "budget"})
    assert count.headers["content-type"] == "image/png"
    assert count.content.startswith(b"\x89PNG")
    assert budget.content != count.content
    assert 'filename="peta-pagu-renstra.png"' in budget.headers["content-disposition"]


def test_paper_has_the_matrix_in_two_halves_with_every_total(served: Served) -> None:
    html = page(served, "/map/print", document=served.sample)
    lines = html_tables.tables(html)["grid"]
    assert [len(line) for line in lines if line and line[0].text == "Jumlah"] == [11, 11]
    assert "data-print" in html
    assert "renstra.pdf" in html


def test_paper_lists_opds_by_subdimension_when_they_are_many(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    from service.web import map_pages

    monkeypatch.setattr(map_pages, "_MAX_LINES_ON_PAPER", 0)
    html = page(served, "/map/print", document=served.sample)
    assert 'class="grid"' not in html
    assert "Perangkat daerah tiap subdimensi" in html


def test_programs_without_an_opd_are_a_line_of_their_own_at_the_end(served: Served, tmp_path: Path) -> None:
    bare = served.upload(
        small_plans.draw(tmp_path / "bare.pdf", small_plans.WASTE_PLAN, ("2025",), opd="KOTA")
    )
    try:
        served.wait(bare)
        assert {one.opd for one in programs(served, bare)} == {matrix.NO_OPD}
        html = page(served, document=[served.sample, bare])
        line = html_tables.tables(html)["crossed matrix"][-2]
        assert line[0].text == matrix.NO_OPD
        assert len(shown_rows(page(served, line[-1].links[0]))) == 4
    finally:
        served.client.delete(f"{serving.API}/documents/{bare}")


def kegiatan(served: Served, document: str) -> tuple[matrix.Program, ...]:
    found = served.get(f"/documents/{document}/rows")["rows"]
    return outline(results.placed(row, document) for row in found).kegiatan


@contextmanager
def labelled(served: Served, ids: Iterable[str], subdimension: str) -> Iterator[None]:
    """These rows with another label, for as long as the context."""
    try:
        for one in ids:
            served.label(one, subdimension)
        yield
    finally:
        for one in ids:
            served.client.delete(f"{serving.API}/rows/{one}/label")


@contextmanager
def uploaded(served: Served, path: Path) -> Iterator[str]:
    """A document that is read, and gone after the context."""
    found = served.upload(path, name=path.name)
    try:
        assert served.wait(found)["status"] == "done"
        yield found
    finally:
        served.client.delete(f"{serving.API}/documents/{found}")


def words(html: str) -> str:
    """What a page says in its main part, without marks."""
    return " ".join(re.sub(r"<[^>]+>", " ", html.split("<main")[1]).split())


def test_by_kegiatan_each_cell_opens_exactly_the_rows_of_the_kegiatan_that_it_counts(served: Served) -> None:
    expected: dict[tuple[str, str], list[matrix.Program]] = {}
    for one in kegiatan(served, served.sample):
        expected.setdefault((fold(one.opd), one.subdimension), []).append(one)
    html = page(served, document=served.sample, by="kegiatan")
    cells = {key: cell for key, cell in matrix_cells(html).items() if cell.text}
    assert len(cells) == len(expected)
    for (opd, subdimension), cell in cells.items():
        mine = expected[fold(opd), subdimension]
        n = sum(one.level == "kegiatan" for one in mine)
        n_alone = len(mine) - n
        assert cell.text == f"{n or ''}{f'+{n_alone}' if n_alone else ''}"
        rows_of_cell = shown_rows(page(served, cell.links[0], size=200))
        assert set(rows_of_cell) == {row for one in mine for row in one.rows}
    assert "jumlah kegiatan" in html
    assert "menurut kegiatan" in html.split("<h1>")[1].split("</h1>")[0]


def test_a_corrected_kegiatan_moves_in_the_map_by_kegiatan_and_not_in_that_by_program(served: Served) -> None:
    moved = next(
        one for one in kegiatan(served, served.sample) if one.above and one.subdimension == one.above
    )
    by_program = matrix_cells(page(served, document=served.sample))
    before = matrix_cells(page(served, document=served.sample, by="kegiatan"))
    with labelled(served, moved.rows, SCHOOL):
        after = matrix_cells(page(served, document=served.sample, by="kegiatan"))
        same = matrix_cells(page(served, document=served.sample))
    key = (moved.opd, moved.subdimension)
    assert number(after[key]) == number(before[key]) - 1
    assert number(after[moved.opd, SCHOOL]) == number(before[moved.opd, SCHOOL]) + 1
    assert {k: cell.text for k, cell in same.items()} == {k: cell.text for k, cell in by_program.items()}


def test_a_gap_that_kegiatan_serve_says_so_and_leads_to_them(served: Served) -> None:
    having = {one.subdimension for one in programs(served, served.sample)}
    gap = next(s for s in IDS if s not in having)
    moved = [one for one in kegiatan(served, served.sample) if one.above][:2]
    with labelled(served, [row for one in moved for row in one.rows], gap):
        html = page(served, document=served.sample)
        helped = next(
            link
            for link in html_tables.links(html)
            if "by=kegiatan" in link and f"cell_subdimension={gap}" in link
        )
        assert "belum ada program; 2 kegiatan di bawah program lain mendukungnya" in words(html)
        assert set(shown_rows(page(served, helped))) == {row for one in moved for row in one.rows}
        assert "(2 kegiatan di bawah program lain mendukungnya)" in words(
            page(served, "/map/print", document=served.sample)
        ).replace("( ", "(").replace(" )", ")")
        assert "mendukungnya" not in page(served, document=served.sample, by="kegiatan")


def test_the_map_by_program_says_how_many_kegiatan_have_another_label(served: Served) -> None:
    moved = [one for one in kegiatan(served, served.sample) if one.above not in ("", SCHOOL)][:2]
    with labelled(served, [row for one in moved for row in one.rows], SCHOOL):
        others = [one for one in kegiatan(served, served.sample) if one.above not in ("", one.subdimension)]
        html = page(served, document=served.sample)
        assert "berlabel lain" not in page(served, document=served.sample, by="kegiatan")
    assert len(others) == 2
    assert "2 kegiatan berlabel lain dari programnya" in html
    assert f"/map?document={served.sample}&by=kegiatan" in html_tables.links(html)


def test_what_is_chosen_beside_it_stays_when_kegiatan_are_counted(served: Served) -> None:
    html = page(served, document=served.sample, by="kegiatan", value="budget", year="2026")
    links = [link for link in html_tables.links(html) if link.startswith(("/map.", "/map/"))]
    assert len(links) > 10
    assert all("by=kegiatan" in link for link in links)
    assert 'name="by" value="kegiatan" checked' in html
    assert "by=kegiatan" not in page(served, document=served.sample).replace(
        f"/map?document={served.sample}&amp;by=kegiatan", ""
    )


def test_the_map_by_kegiatan_speaks_english_too(served: Served) -> None:
    served.client.cookies.set("petakota_lang", "en")
    try:
        text = words(page(served, document=served.sample, by="kegiatan"))
        paper = words(page(served, "/map/print", document=served.sample, by="kegiatan"))
    finally:
        served.client.cookies.clear()
    assert "number of activities" in text
    assert "Without a single activity:" in text
    assert "The map of smart city activities" in paper


def test_files_of_a_map_by_kegiatan_say_what_they_count(served: Served, tmp_path: Path) -> None:
    asked = {"document": served.sample, "by": "kegiatan"}
    answer = served.client.get("/map.xlsx", params=asked)
    assert 'filename="peta-kegiatan-renstra.xlsx"' in answer.headers["content-disposition"]
    path = tmp_path / "peta.xlsx"
    path.write_bytes(answer.content)
    book = python_calamine.load_workbook(path)
    counts = book.get_sheet_by_name("Jumlah kegiatan").to_python()
    found = kegiatan(served, served.sample)
    assert counts[-1][-1] == sum(one.level == "kegiatan" for one in found)
    alone = book.get_sheet_by_name("Tanpa kegiatan").to_python()
    assert alone[-1][-1] == sum(one.level != "kegiatan" for one in found)
    assert "Jumlah program" not in book.sheet_names
    told = [str(cell) for line in book.get_sheet_by_name("Ringkasan").to_python() for cell in line]
    assert any("Satu kegiatan dihitung sekali" in cell for cell in told)
    picture = served.client.get("/map.png", params=asked)
    assert 'filename="peta-kegiatan-renstra.png"' in picture.headers["content-disposition"]
    assert picture.content != served.client.get("/map.png", params={"document": served.sample}).content


def test_a_picture_says_which_documents_and_which_year_it_is_of(
    served: Served, other: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: dict[str, str] = {}

    def png(plan: matrix.Map, *, title: str, note: str, **_: Any) -> bytes:
        said.update(title=title, note=note)
        return b""

    monkeypatch.setattr(figure, "png", png)
    served.client.get("/map.png", params={"year": "2025", "by": "kegiatan"})
    assert said["title"] == "Jumlah kegiatan menurut perangkat daerah dan subdimensi: 2 dokumen, 2025"
    assert said["note"].startswith(
        f"Dokumen: {HOSTILE}; renstra.pdf. Hanya kegiatan yang direncanakan untuk 2025; "
        "5 di antaranya tanpa pagu."
    )
    served.client.get("/map.png", params={"document": served.sample, "value": "budget"})
    assert said == {"title": "Pagu program menurut perangkat daerah dan subdimensi: renstra.pdf", "note": ""}


def test_a_cells_heading_says_its_count_and_its_budget(served: Served) -> None:
    mine = [one for one in programs(served, served.sample) if one.subdimension == WASTE]
    html = page(served, "/map/cell", document=served.sample, cell_subdimension=WASTE)
    heading = html.split("<h1>")[1].split("</h1>")[0]
    assert heading.startswith(f"Tata kelola sampah · {len(mine)} program")
    whole = f"{sum(one.total for one in mine):,}".replace(",", ".")
    assert heading.endswith(f" · pagu Rp {whole}")


def test_a_program_printed_with_two_budgets_is_listed_with_both(served: Served, tmp_path: Path) -> None:
    lines = (
        ("2.11.11", "PROGRAM PENGELOLAAN PERSAMPAHAN", (16_820_000_000,)),
        ("2.11.04", "PROGRAM PENGELOLAAN KEANEKARAGAMAN HAYATI (KEHATI)", (6_780_000_000,)),
        ("2.11.11", "PROGRAM PENGELOLAAN PERSAMPAHAN", (17_000_000_000,)),
    )
    with uploaded(served, small_plans.draw(tmp_path / "torn.pdf", lines, ("2026",))) as torn:
        (one,) = (program for program in programs(served, torn) if program.conflicts)
        html = page(served, document=torn)
        assert "1 program dicetak lebih dari sekali dengan pagu yang berbeda" in words(html)
        assert "PERSAMPAHAN Dinas Lingkungan Hidup 2026: Rp 16.820.000.000 (dihitung), Rp 17.000.000.000" in (
            words(html)
        )
        assert {f"/rows/{row}" for row in one.rows} <= set(html_tables.links(html))
        assert len(one.rows) == 2
    assert "pagu yang berbeda" not in page(served, document=served.sample)


def test_what_counts_by_itself_is_told_beside_the_number_and_not_in_it(served: Served) -> None:
    found = kegiatan(served, served.sample)
    n_alone = sum(one.level == "program" for one in found)
    assert n_alone == 5
    html = page(served, document=served.sample, by="kegiatan")
    assert "10 kegiatan (di luar itu 5 program tanpa kegiatan)" in words(html)
    assert "di luar itu" not in words(page(served, document=served.sample))


def test_paper_tells_its_time_as_one_that_the_browser_makes_local(served: Served) -> None:
    html = page(served, "/map/print")
    assert re.search(r'<time datetime="20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ">[^<]+ UTC</time>', html)
    assert (
        "time[datetime]" in served.client.get(re.findall(r'src="([^"]*print[^"]*\.js[^"]*)"', html)[0]).text
    )


def test_a_share_that_is_not_all_is_never_called_all() -> None:
    assert [percent(part) for part in (0.0, 0.001, 0.5, 0.999, 1.0)] == ["0%", "<1%", "50%", ">99%", "100%"]


def test_the_rim_of_a_radar_is_the_next_ring_above_the_largest_share() -> None:
    assert [ring.share for ring in radar([[0.35, 0.2, 0.1, 0.1, 0.15, 0.1]]).rings][-1] == pytest.approx(0.4)
    assert len(radar([[1.0, 0, 0, 0, 0, 0]]).rings) == 5
    assert radar([[0.0] * 6]).shapes[0][0] == (radar([[0.0] * 6]).x, radar([[0.0] * 6]).y)


@pytest.fixture
def alone(served: Served, tmp_path: Path) -> Iterator[str]:
    """A plan with a program, a kegiatan whose program it does not print, and an amount that cannot be."""
    lines = (
        ("2.11.11", "PROGRAM PENGELOLAAN PERSAMPAHAN", (16_820_000_000,)),
        ("2.11.04", "PROGRAM PENGELOLAAN KEANEKARAGAMAN HAYATI (KEHATI)", (99_000_000_000_000,)),
    )
    orphan = (("2.11.03.2.01", "Pencegahan Pencemaran Lingkungan Hidup", (500_000_000,)),)
    painted = small_plans.draw(tmp_path / "sendiri.pdf", (*orphan, *lines), ("2026",))
    with uploaded(served, painted) as document:
        yield document


def test_a_kegiatan_without_its_program_stands_behind_a_plus_and_its_money_counts(
    served: Served, alone: str
) -> None:
    html = page(served, document=alone)
    assert "2 program (di luar itu 1 kegiatan tanpa program induk)" in words(html)
    cells = [cell.text for cell in matrix_cells(html).values() if cell.text]
    assert any("+1" in text for text in cells)
    found = served.get(f"/documents/{alone}/map")
    assert sum(cell["count"] for cell in found["cells"]) == 2
    assert sum(cell["without_program"] for cell in found["cells"]) == 1
    assert sum(sum(cell["pagu"].values()) for cell in found["cells"]) == 16_820_000_000 + 500_000_000
    total = html_tables.tables(html)["crossed matrix"][-1][-1]
    heading = page(served, total.links[0]).split("<h1>")[1].split("</h1>")[0]
    assert "2 program, di luar itu 1 kegiatan tanpa program induk" in heading


def test_amounts_left_out_are_listed_with_their_rows(served: Served, alone: str) -> None:
    html = page(served, document=alone)
    assert "Belum pasti. 1 pagu mustahil tidak dihitung sampai barisnya dikonfirmasi" in words(html)
    assert "Pagu yang tidak dihitung (1)" in words(html)
    (left_out,) = served.get(f"/documents/{alone}/map")["left_out"]
    assert left_out["amount"] == 99_000_000_000_000
    assert f"/rows/{left_out['row']}" in html_tables.links(html)
    assert "1 pagu mustahil" in words(page(served, "/map/print", document=alone))
    # A person's answer confirms the row.
    with labelled(served, [left_out["row"]], "environment.perlindungan-lingkungan"):
        assert "pagu mustahil" not in page(served, document=alone)


def test_gaps_come_with_official_programs_and_their_agencies_as_suggestions(served: Served) -> None:
    html = page(served, document=served.sample)
    assert "Saran: program resmi yang sesuai" in words(html)
    assert "Program Peningkatan Daya Tarik Destinasi Pariwisata 3.26.02; Dinas Pariwisata" in words(html)
    suggested = served.get(f"/documents/{served.sample}/map")["suggestions"]
    assert [one["subdimension"] for one in suggested] == served.get(f"/documents/{served.sample}/map")["gaps"]
    assert "Program Peningkatan Daya Tarik Destinasi Pariwisata (3.26.02)" in words(
        page(served, "/map/print", document=served.sample)
    )


def test_sums_by_urusan_and_agency_add_up_to_the_map(served: Served) -> None:
    html = page(served, document=served.sample)
    lines = html_tables.tables(html)["plain cards subtotals"]
    told = [[cell.text for cell in line] for line in lines]
    assert ["Bidang urusan", "Program", "Pagu"] in told
    assert any(line[0] == "2.11 lingkungan hidup" for line in told)
    numbers = [int(line[1]) for line in told if line[1].isdecimal()]
    # Once by field, once by agency.
    assert sum(numbers) == 2 * 13


def test_agencies_of_the_list_without_a_document_are_said_on_the_map_of_all(served: Served) -> None:
    own = served.client.post(f"{serving.API}/agencies", json={"name": "Dinas Sosial", "aliases": ["Dinsos"]})
    ours = served.client.post(f"{serving.API}/agencies", json={"name": "Dinas Lingkungan Hidup"})
    try:
        html = page(served)
        assert "1 perangkat daerah belum ada dokumen" in words(html)
        assert "Dinas Sosial belum ada dokumen" in words(html)
        assert [line[0].text for line in html_tables.tables(html)["crossed matrix"]].count(
            "Dinas Sosial"
        ) == 1
        assert "Perangkat daerah yang belum ada dokumen: Dinas Sosial" in words(page(served, "/map/print"))
        # Who chose some documents did not ask for those of all agencies.
        assert "belum ada dokumen" not in page(served, document=served.sample)
    finally:
        for one in (own, ours):
            served.client.delete(f"{serving.API}/agencies/{one.json()['id']}")
    assert "belum ada dokumen" not in page(served)


def test_report_and_slides_are_of_the_map_that_is_asked_for(served: Served) -> None:
    for ending, kind, media_type in (
        ("docx", "laporan", downloads.DOCX),
        ("pptx", "paparan", downloads.PPTX),
    ):
        answer = served.client.get(f"/map.{ending}", params={"document": served.sample, "year": "2026"})
        assert answer.headers["content-type"] == media_type
        assert f'filename="{kind}-2026-renstra.{ending}"' in answer.headers["content-disposition"]
        assert answer.content.startswith(b"PK")


def told_by(content: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs)


def test_the_author_is_whose_browser_asks_unless_another_is_named(served: Served) -> None:
    def author(**query: str) -> str:
        answer = served.client.get(
            "/map.docx",
            params={"document": served.sample, **query},
            headers={"cookie": "petakota_name=Sari%20Wulandari"},
        )
        return str(docx.Document(io.BytesIO(answer.content)).core_properties.author)

    assert author() == "Sari Wulandari"
    assert author(author="Budi") == "Budi"


def test_files_say_how_many_rows_nobody_verified(served: Served) -> None:
    answer = served.client.get("/map.docx", params={"document": served.sample})
    assert re.search(r"DRAF: \d+ dari 40 baris belum diverifikasi", told_by(answer.content))


def test_the_map_links_to_report_and_slides(served: Served) -> None:
    links = html_tables.links(page(served, document=served.sample))
    assert {f"/map.{ending}?document={served.sample}" for ending in ("docx", "pptx")} <= set(links)


@pytest.fixture(scope="module")
def elsewhere(served: Served, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A plan of another city and a later year; gone after the tests."""
    path = tmp_path_factory.mktemp("plans") / "elsewhere.pdf"
    found = served.upload(small_plans.draw(path, small_plans.WASTE_PLAN_LATER, ("2026",)), "lain.pdf")
    served.wait(found)
    served.client.patch(f"{serving.API}/documents/{found}", json={"region": "Kota Lain"})
    yield found
    served.client.delete(f"{serving.API}/documents/{found}")


def chips(html: str) -> dict[str, bool]:
    """The answers that a map offers where its documents differ, and which hold."""
    found = re.findall(r'<a class="chip" href="[^"]*"( aria-current="true")?>(.*?)</a>', html)
    return {re.sub("<.*?>", "", text): bool(mark) for mark, text in found}


def test_cities_and_years_are_never_added_together_unasked(
    served: Served, other: str, elsewhere: str
) -> None:
    html = page(served)
    told = chips(html)
    assert told["Kota Contoh 2"]
    assert not told["Kota Lain 1"]
    assert not told["semua digabung"]
    assert told["2025 2"]
    assert not told["2026 1"]
    assert "lain.pdf</a>" not in html
    of_2026 = page(served, region="Kota Lain")
    assert "2026" not in chips(of_2026)
    assert sum(map(number, matrix_cells(of_2026).values())) == 4
    together = page(served, region="*", year="*")
    assert sum(map(number, matrix_cells(together).values())) == 13 + 4 + 4
    assert "digabungkan di sini, sesuai permintaan" in together


def test_a_plan_of_another_year_is_left_out_though_it_has_forward_estimates(
    served: Served, other: str
) -> None:
    html = page(served, region="Kota Contoh", year="2026")
    assert chips(html)["2026 1"]
    # The 13 programs of the Renstra, whose years hold this one; five print no money at all.
    assert sum(map(number, matrix_cells(html).values())) == 13


def test_the_map_of_a_mapping_counts_its_documents_and_years(served: Served, other: str) -> None:
    made = served.client.post(
        f"{serving.API}/mappings", json={"name": "Rapat Maret", "region": "Kota Contoh", "years": [2025]}
    ).json()
    html = page(served, mapping=made["id"])
    assert "Rapat Maret</h1>" in html
    assert sum(map(number, matrix_cells(html).values())) == 4
    assert chips(html)["Rapat Maret"]
    for path in ("/map.xlsx", "/map.png", "/map.docx", "/map.pptx"):
        answer = served.client.get(path, params={"mapping": made["id"]})
        assert f"-Rapat-Maret.{path[5:]}" in answer.headers["content-disposition"]
    served.client.delete(f"{serving.API}/mappings/{made['id']}")
    page(served, mapping=made["id"], status=404)


@pytest.mark.parametrize(
    ("values", "shades"),
    [
        ([7], [1]),
        ([1, 900], [1, 5]),
        ([1, 2, 3, 4, 900_000], [1, 2, 3, 4, 5]),
        ([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], [1, 1, 2, 2, 3, 3, 4, 4, 5, 5]),
    ],
)
def test_each_shade_stands_for_as_many_different_values(values: list[int], shades: list[int]) -> None:
    assert [map_tables.shade(value, values) for value in values] == shades
    assert map_tables.shade(0, values) == 0
