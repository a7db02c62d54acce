"""The walk of a planner through the pages, in a real browser: from nothing to a corrected map."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
import python_calamine
from playwright.sync_api import Browser, Route, expect

from classifier import labels
from classifier.formats import results
from service.settings import Settings
from tests.support import browsing, serving
from tests.support.browsing import Visit
from tests.support.paths import DOCUMENTS

pytestmark = pytest.mark.slow

WASTE = "environment.tata-kelola-sampah"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A service in which the sample Renstra is read."""
    settings = Settings(data=tmp_path_factory.mktemp("pages"), workers=1, rate=0)
    with serving.listening(settings) as found:
        serving.send(found, serving.SAMPLE)
        serving.send(found, DOCUMENTS / "rupiah_below_a_head_of_thousands.pdf")
        yield found


@pytest.fixture
def planner(browser: Browser, address: str) -> Iterator[Visit]:
    with browsing.visit(browser, address) as found:
        yield found


def sample(planner: Visit, query: str = "") -> None:
    """Open the sample's rows."""
    planner.open("/")
    link = planner.page.get_by_role("link", name="renstra_contoh.pdf").get_attribute("href")
    planner.open(f"{link}{query}")


def current(planner: Visit) -> str:
    """The text of the row that is shown beside the table."""
    return planner.page.locator("#beside h2").inner_text()


@pytest.mark.parametrize("language", browsing.LANGUAGES)
def test_from_nothing_to_a_corrected_map(browser: Browser, tmp_path: Path, language: str) -> None:
    with (
        serving.listening(Settings(data=tmp_path / "data", workers=1, rate=0)) as address,
        browsing.visit(browser, address, language=language) as planner,
    ):
        page, says = planner.page, planner.says
        planner.open("/")
        expect(page.get_by_text(says("Belum ada dokumen.", "No documents yet."))).to_be_visible()
        expect(page.locator("html")).to_have_attribute("lang", language)

        # Who answers.
        page.locator("#who summary").click()
        page.get_by_label(says("Nama Anda", "Your name")).fill("Sari Dewi")
        page.get_by_role("button", name=says("Simpan", "Save")).click()
        expect(page.locator("#who summary")).to_have_text("Sari Dewi")

        # Three files at once, one of which is none.
        other = tmp_path / "catatan.pdf"
        other.write_text("ini bukan PDF")
        page.locator("#file").set_input_files(
            [serving.SAMPLE, other, DOCUMENTS / "rupiah_below_a_head_of_thousands.pdf"]
        )
        expect(page.locator("#sending .bad")).to_contain_text(
            says("Berkas ini bukan PDF", "This file is no PDF")
        )
        for name in ("renstra_contoh.pdf", "rupiah_below_a_head_of_thousands.pdf"):
            line = page.locator("tr.done", has=page.get_by_role("link", name=name))
            expect(line).to_be_visible(timeout=60_000)

        # Every row, with its place on the page.
        page.get_by_role("link", name="renstra_contoh.pdf").click()
        expect(page.locator("#lines tr")).to_have_count(40)
        page.locator("#lines a.open", has_text="PROGRAM PENGELOLAAN PERSAMPAHAN").click()
        expect(page.locator("#beside h2")).to_have_text("PROGRAM PENGELOLAAN PERSAMPAHAN")
        expect(page.locator("#beside .box.chosen")).to_be_visible()
        assert boxed(planner)

        # A correction in two presses: open the search, take what it found.
        page.locator("#lines tr.current a.open").press("Enter")
        page.keyboard.type(says("pariwisata", "tourism"))
        page.keyboard.press("Enter")
        toast = page.locator("#toast")
        expect(toast).to_contain_text(says("Disimpan: Pariwisata", "Saved: Tourism branding"))
        line = page.locator("#lines tr.current")
        expect(line).to_contain_text(says("Pariwisata", "Tourism branding"))
        expect(line).to_contain_text("Sari Dewi")
        expect(page.locator("#beside .answer")).to_contain_text("Sari Dewi")
        expect(page.locator("#summary")).to_contain_text(says("1 diverifikasi", "1 answered by people"))

        # And taken back, with one key.
        page.keyboard.press("u")
        expect(toast).to_contain_text(says("Dibatalkan", "Taken back"))
        expect(line).to_contain_text(says("Tata kelola sampah", "Waste management"))
        page.keyboard.press("2")
        expect(line).to_contain_text("Sari Dewi")

        # The inbox: what the model doubts, with its page.
        page.get_by_role("link", name=re.compile(says("^Tinjau \\d", "^Review \\d"))).click()
        expect(page.locator("#review h1")).to_have_text(says("Tinjau", "Review"))
        waiting = int(page.locator("#waiting").inner_text())
        expect(page.locator("#beside .box.chosen")).to_be_visible()
        first = current(planner)
        page.keyboard.press("s")
        expect(page.locator("#beside h2")).not_to_have_text(first)
        second = current(planner)
        page.keyboard.press("1")
        expect(page.locator("#review .last")).to_contain_text(second[:40])
        page.reload()
        assert int(page.locator("#waiting").inner_text() or 0) < waiting

        # The map, and the rows behind one of its cells.
        page.get_by_role("link", name=says("Peta", "Map"), exact=True).click()
        expect(page.locator("table.matrix")).to_be_visible()
        cell = page.locator("table.matrix tbody td a").first
        n = int(re.sub(r"\D", "", cell.inner_text()))
        cell.click()
        expect(page.locator("#lines tr").first).to_be_visible()
        assert page.locator("#lines tr").count() >= n

        # Two documents compared.
        planner.open("/compare")
        for side, name in (("a", "renstra_contoh.pdf"), ("b", "rupiah_below_a_head_of_thousands.pdf")):
            option = page.locator(f"select[name={side}] option", has_text=name).first
            page.locator(f"select[name={side}]").select_option(option.get_attribute("value"))
        expect(page.locator("main")).to_contain_text(re.compile(says("ditambah|baru", "added|new"), re.I))


def boxed(planner: Visit) -> bool:
    """Whether the chosen box lies where the API says that the row stands, within two pixels."""
    found = planner.page.evaluate(
        """async () => {
        const article = document.querySelector("#beside article.row");
        const row = await (await fetch(`/api/v1/rows/${article.dataset.row}`)).json();
        const image = article.querySelector("img"), box = article.querySelector(".box.chosen");
        const scale = image.clientWidth / (image.naturalWidth * 72 / 110);
        const found = [box.offsetLeft, box.offsetTop, box.offsetWidth, box.offsetHeight];
        return row.bbox.map((value) => value * scale).concat(
            [found[0], found[1], found[0] + found[2], found[1] + found[3]]);
        }"""
    )
    return all(abs(wanted - got) <= 2 for wanted, got in zip(found[:4], found[4:], strict=True))


def test_the_table_is_filtered_sorted_and_searched_without_leaving_the_page(planner: Visit) -> None:
    sample(planner)
    page = planner.page
    page.locator("#text").press_sequentially("sampah")
    expect(page.locator("#rows")).to_contain_text("baris, hapus saringan")
    texts = page.locator("#lines a.open").all_inner_texts()
    assert texts
    assert all("sampah" in text.casefold() for text in texts)
    expect(page).to_have_url(re.compile("text=sampah"))
    page.get_by_role("link", name="hapus saringan").click()
    page.locator("select[name=level]").select_option("program")
    expect(page.locator("#lines tr")).to_have_count(13)
    page.get_by_role("link", name="Pagu", exact=True).click()
    expect(page.locator("th[aria-sort=ascending]")).to_contain_text("Pagu")
    page.locator("#by-budget").click()
    expect(page.locator("th[aria-sort=descending]")).to_contain_text("Pagu")
    assert "miliar" in page.locator("#lines td.money").first.inner_text()
    page.locator("select[name=subdimension]").first.select_option("branding")
    expect(page.locator("#rows .empty")).to_contain_text("Tidak ada baris yang cocok.")
    page.go_back()
    expect(page.locator("#lines tr")).to_have_count(13)


def test_arrow_keys_go_through_all_rows_also_over_the_end_of_a_part(planner: Visit) -> None:
    sample(planner, "?size=25")
    page = planner.page
    expect(page.locator("#beside h2")).to_be_visible()
    rows = page.locator("#lines a.open").all_inner_texts()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#beside h2")).to_have_text(rows[1])
    page.keyboard.press("ArrowUp")
    expect(page.locator("#beside h2")).to_have_text(rows[0])
    for _ in range(24):
        page.keyboard.press("ArrowDown")
    expect(page.locator("#beside h2")).to_have_text(rows[24])
    page.keyboard.press("ArrowDown")
    expect(page).to_have_url(re.compile("p=2"))
    expect(page.locator("#lines tr.current a.open")).to_have_text(
        page.locator("#lines a.open").first.inner_text()
    )
    page.keyboard.press("ArrowUp")
    expect(page.locator("#beside h2")).to_have_text(rows[24])


def test_a_click_on_a_box_of_the_page_chooses_its_row(planner: Visit) -> None:
    sample(planner)
    page = planner.page
    expect(page.locator("#beside figure.placed")).to_be_visible()
    other = page.locator("#beside .box:not(.chosen)").nth(3)
    wanted = other.get_attribute("data-row")
    other.click()
    expect(page.locator("#beside article.row")).to_have_attribute("data-row", str(wanted))
    expect(page.locator("#lines tr.current")).to_have_attribute("data-row", str(wanted))


def test_many_rows_are_confirmed_at_once_and_taken_back_at_once(planner: Visit) -> None:
    sample(planner, "?level=kegiatan")
    page = planner.page
    expect(page.locator("#beside h2")).to_be_visible()
    n = page.locator("#lines tr").count()
    page.locator("[data-all]").check()
    expect(page.locator(".bulk [data-n]")).to_have_text(str(n))
    page.get_by_role("button", name="Terapkan").click()
    # Some of them are doubtful.
    page.locator("#asking").get_by_role("button", name="Konfirmasi").click()
    expect(page.locator("#toast")).to_contain_text(f"Disimpan untuk {n} baris")
    expect(page.locator("#lines tr.answered")).to_have_count(n)
    expect(page.locator(".bulk")).to_be_hidden()
    page.locator("#toast").get_by_role("button", name="Batalkan").click()
    expect(page.locator("#lines tr.answered")).to_have_count(0)


def test_a_program_printed_twice_is_answered_once(planner: Visit) -> None:
    sample(planner, "?text=administrasi+keuangan")
    page = planner.page
    also = page.locator("#beside input[name=alike]")
    if also.count():
        expect(also).to_be_checked()
    page.locator("#beside .note[name]").fill("gaji pegawai")
    page.locator("#beside [data-key='1']").click()
    expect(page.locator("#beside .note").first).to_contain_text("gaji pegawai")
    expect(page.locator("#beside .history")).to_contain_text("setuju dengan penilaian otomatis")
    page.locator("#toast .undo button").click()
    expect(page.locator("#beside .history")).to_contain_text("membatalkan verifikasi")


def test_a_label_opens_its_meaning(planner: Visit) -> None:
    sample(planner)
    page = planner.page
    page.locator("#lines a.label").first.click()
    expect(page.locator("#meaning")).to_be_visible()
    expect(page.locator("#meaning")).to_contain_text("Birokrasi pemerintah")
    page.keyboard.press("Escape")
    expect(page.locator("#meaning")).to_be_hidden()


def test_keys_do_nothing_while_a_field_is_written_in(planner: Visit) -> None:
    sample(planner)
    page = planner.page
    expect(page.locator("#beside h2")).to_be_visible()
    page.locator("#beside .note[name]").fill("")
    page.locator("#beside .note[name]").press_sequentially("u1x")
    expect(page.locator("#beside .note[name]")).to_have_value("u1x")
    expect(page.locator("#lines tr.answered")).to_have_count(0)
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()


def test_the_language_is_switched_and_stays(planner: Visit) -> None:
    sample(planner)
    page = planner.page
    page.get_by_role("button", name="EN", exact=True).click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("#summary")).to_contain_text("rows")
    planner.open("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("The map of smart city programmes")


def test_files_dropped_anywhere_on_the_first_page_are_uploaded(planner: Visit) -> None:
    planner.open("/")
    page = planner.page
    content = (DOCUMENTS / "no_rows_in_prose.pdf").read_bytes()
    transfer = page.evaluate_handle(
        """(bytes) => {
        const all = new DataTransfer(), type = "application/pdf";
        all.items.add(new File([new Uint8Array(bytes)], "prosa.pdf", {type}));
        return all; }""",
        list(content),
    )
    page.dispatch_event("main", "drop", {"dataTransfer": transfer})
    line = page.locator("tr", has=page.get_by_role("link", name="prosa.pdf"))
    expect(line).to_contain_text("Tidak ada baris program", timeout=30_000)
    line.get_by_role("link", name="lihat sebabnya").click()
    expect(page.locator("main")).to_contain_text("Yang dapat dilakukan:")


def test_every_download_opens_and_holds_what_the_page_shows(planner: Visit, tmp_path: Path) -> None:
    sample(planner)
    page = planner.page

    def download(name: str) -> Path:
        if not page.locator(".tabs details.drop[open]").count():
            page.locator(".tabs details.drop > summary").click()
        link = page.get_by_role("link", name=name)
        if not link.is_visible():
            page.locator(".tabs details.developers > summary").click()
        return planner.download(link, tmp_path)

    book = download("Berkas Excel")
    sheets = python_calamine.load_workbook(book).sheet_names
    assert {"Baris", "Jumlah program", "Pagu", "Kesenjangan", "Kamus subdimensi"} <= set(sheets)
    assert len(results.read(book)) == 40
    assert len(results.read(download("CSV"))) == 40
    lines = download("JSON lines").read_text(encoding="utf-8").splitlines()
    shown = page.locator("#lines a.open").all_inner_texts()
    assert [json.loads(line)["text"] for line in lines] == shown
    assert download("PNG").read_bytes().startswith(b"\x89PNG")
    page.get_by_role("link", name="dicetak").click()
    assert page.pdf().startswith(b"%PDF")


def test_without_its_script_a_page_still_takes_documents_and_answers(
    browser: Browser, address: str, tmp_path: Path
) -> None:
    with browsing.visit(browser, address, script=False) as planner:
        page = planner.page
        sample(planner)
        page.locator("#lines a.open").first.click()
        expect(page.locator("article.row h2")).to_be_visible()
        second = page.locator(".choice").nth(1)
        wanted = second.inner_text().split(" ", 1)[1].rsplit(" ", 1)[0].strip()
        second.click()
        expect(page.locator(".answer")).to_contain_text("diverifikasi tanpa nama")
        expect(page.locator(".answer")).to_contain_text(wanted)
        page.get_by_role("button", name="Batalkan").click()
        expect(page.locator(".answer")).to_contain_text("penilaian otomatis")
        planner.open("/")
        page.locator("#file").set_input_files(DOCUMENTS / "no_rows_in_prose.pdf")
        page.get_by_role("button", name="Unggah").click()
        expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_answers_become_labelled_data(planner: Visit, tmp_path: Path) -> None:
    sample(planner)
    page = planner.page
    expect(page.locator("#beside h2")).to_be_visible()
    page.keyboard.press("2")
    expect(page.locator("#toast")).to_contain_text("Disimpan")
    exported = tmp_path / "labels.jsonl"
    exported.write_bytes(planner.context.request.get(f"{planner.address}/api/v1/labels/export").body())
    assert [one.origin for one in labels.read(exported)] == ["corrected"]
    page.keyboard.press("u")
    expect(page.locator("#toast")).to_contain_text("Dibatalkan")


def labelled(planner: Visit) -> dict[str, str]:
    """The texts of rows that people have answered in the sample, with the answer."""
    found = planner.page.evaluate(
        """async () => {
        const id = location.pathname.split("/")[2];
        return (await (await fetch(`/api/v1/documents/${id}/rows`)).json()).rows.filter((row) => row.label);
        }"""
    )
    return {row["id"]: row["subdimension"] for row in found}


def test_a_key_answers_the_row_that_is_marked_also_before_it_has_come(planner: Visit) -> None:
    sample(planner)
    page = planner.page
    expect(page.locator("#beside h2")).to_be_visible()
    wanted = page.locator("#lines tr").nth(1).get_attribute("data-row")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("2")
    expect(page.locator("#toast")).to_contain_text("Disimpan")
    assert list(labelled(planner)) == [wanted]
    # The last answer is taken back from wherever the planner is now.
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#beside article")).not_to_have_attribute("data-row", str(wanted))
    page.keyboard.press("u")
    expect(page.locator("#toast")).to_contain_text("Dibatalkan")
    assert labelled(planner) == {}


def test_enter_on_a_line_that_is_not_shown_opens_it_first(planner: Visit) -> None:
    sample(planner)
    page = planner.page
    expect(page.locator("#beside h2")).to_be_visible()
    line = page.locator("#lines tr").nth(5)
    line.locator("a.open").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#beside article")).to_have_attribute("data-row", str(line.get_attribute("data-row")))
    expect(page.locator("#beside .combo")).not_to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#beside .combo")).to_be_focused()


def test_a_key_that_is_held_down_answers_one_row(planner: Visit) -> None:
    sample(planner)
    page = planner.page
    expect(page.locator("#beside h2")).to_be_visible()
    for _ in range(6):
        page.keyboard.down("2")
    page.keyboard.up("2")
    expect(page.locator("#toast")).to_contain_text("Disimpan")
    assert len(labelled(planner)) == 1
    page.keyboard.press("u")
    expect(page.locator("#toast")).to_contain_text("Dibatalkan")


def test_a_row_that_the_filters_leave_out_stays_beside(planner: Visit) -> None:
    sample(planner, "?level=program")
    page = planner.page
    expect(page.locator("#beside figure.placed")).to_be_visible()
    box = page.locator("#beside .box.kegiatan").first
    wanted = str(box.get_attribute("data-row"))
    box.click()
    expect(page.locator("#beside article")).to_have_attribute("data-row", wanted)
    page.wait_for_load_state("networkidle")
    expect(page.locator("#beside article")).to_have_attribute("data-row", wanted)


def test_the_inbox_of_one_document_stays_with_it(planner: Visit) -> None:
    planner.open("/")
    page = planner.page
    row = page.locator("tr", has=page.get_by_role("link", name="rupiah_below"))
    document = str(row.get_by_role("link").first.get_attribute("href")).rsplit("/", 1)[1]
    planner.open(f"/review?document={document}")
    waiting = int(page.locator("#waiting").inner_text())
    where = page.locator("#beside .where")
    expect(where).to_contain_text("rupiah_below")
    before = current(planner)
    page.keyboard.press("2")
    expect(page.locator("#review .last")).to_contain_text(before[:40])
    expect(where).to_contain_text("rupiah_below")
    expect(page.locator("#waiting")).to_have_text(str(waiting - 1))
    page.keyboard.press("u")
    expect(page.locator("#beside h2")).to_have_text(before)
    expect(page.locator("main")).to_have_count(1)
    expect(page.locator("#waiting")).to_have_text(str(waiting))


def test_a_link_within_the_page_does_not_load_it_anew(planner: Visit) -> None:
    sample(planner)
    page = planner.page
    page.evaluate("window.stays = true")
    page.locator(".skip").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    assert page.evaluate("window.stays")


def test_what_is_chosen_in_the_head_of_the_table_is_chosen_in_the_filters_too(planner: Visit) -> None:
    sample(planner, "?size=25")
    page = planner.page
    page.locator("#by-budget").click()
    expect(page.locator("#f-sort")).to_have_value("budget")
    expect(page.locator("#by-budget")).to_be_focused()
    page.locator("#f-level").select_option("subkegiatan")
    expect(page).to_have_url(re.compile("sort=budget"))
    expect(page).to_have_url(re.compile("size=25"))
    expect(page.locator("#told")).to_contain_text("17 baris")
    page.get_by_role("button", name="EN", exact=True).click()
    expect(page).to_have_url(re.compile("level=subkegiatan"))
    page.get_by_role("button", name="ID", exact=True).click()


def test_a_document_is_printed_without_what_only_a_screen_needs(planner: Visit) -> None:
    sample(planner)
    page = planner.page
    expect(page.locator("#beside h2")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator("#lines tr").first).to_be_visible()
    expect(page.locator(".beside")).to_be_hidden()
    expect(page.locator(".filters")).to_be_hidden()


def test_on_a_telephone_the_row_covers_the_table_and_goes_again(browser: Browser, address: str) -> None:
    with browsing.visit(browser, address, width=360) as planner:
        sample(planner)
        page = planner.page
        expect(page.locator("#beside h2")).to_be_hidden()
        page.locator("#lines a.open").nth(2).click()
        expect(page.locator("#beside")).to_be_focused()
        assert page.evaluate("document.querySelector('.list').inert")
        page.locator("[data-close-row]").click()
        expect(page.locator("#beside h2")).to_be_hidden()
        expect(page.locator("#lines a.open").nth(2)).to_be_focused()
        page.locator("[data-narrow]").click()
        page.locator("#f-level").select_option("program")
        expect(page.locator("#lines tr")).to_have_count(13)
        expect(page.locator("#f-level")).to_be_visible()


def test_a_note_alone_keeps_the_answer_in_force(planner: Visit) -> None:
    sample(planner)
    page = planner.page
    expect(page.locator("#beside h2")).to_be_visible()
    page.keyboard.press("2")
    expect(page.locator("#toast")).to_contain_text("Disimpan")
    answered = labelled(planner)
    page.keyboard.press("n")
    page.keyboard.type("menurut Perda")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.locator("#beside p.note")).to_contain_text("menurut Perda")
    assert labelled(planner) == answered
    for _ in range(2):
        page.locator("#beside .undo button").click()
        expect(page.locator("#toast")).to_contain_text("Dibatalkan")
        page.evaluate("document.querySelector('#toast').replaceChildren()")
    assert labelled(planner) == {}


def test_a_note_that_was_begun_waits_for_its_row(planner: Visit) -> None:
    sample(planner)
    page = planner.page
    expect(page.locator("#beside h2")).to_be_visible()
    page.keyboard.press("n")
    page.keyboard.type("belum selesai")
    page.keyboard.press("Escape")
    first = current(planner)
    page.keyboard.press("ArrowDown")
    expect(page.locator("#beside h2")).not_to_have_text(first)
    expect(page.locator("#beside .note[name]")).to_have_value("")
    page.keyboard.press("ArrowUp")
    expect(page.locator("#beside h2")).to_have_text(first)
    expect(page.locator("#beside .note[name]")).to_have_value("belum selesai")


def test_everyday_words_find_a_subdimension_too(planner: Visit) -> None:
    sample(planner)
    page = planner.page
    expect(page.locator("#beside h2")).to_be_visible()
    page.keyboard.press("Enter")
    for word, wanted in (("puskesmas", "Pelayanan kesehatan"), ("peternakan", "Penataan industri")):
        page.locator("#beside .combo").fill(word)
        expect(page.locator("#beside [role=option]:visible", has_text=wanted)).to_be_visible()
    page.locator("#beside .combo").fill("xq")
    expect(page.locator("#beside [role=option]:visible")).to_have_count(0)
    page.keyboard.press("Escape")


def test_ticks_stay_when_the_search_field_is_left(planner: Visit) -> None:
    sample(planner)
    page = planner.page
    page.locator("#text").press_sequentially("lingkungan")
    expect(page.locator("#rows")).to_contain_text("hapus saringan")
    page.wait_for_load_state("networkidle")
    page.locator("#lines .pick input").first.check()
    page.wait_for_timeout(500)
    expect(page.locator("#lines .pick input").first).to_be_checked()


def test_no_key_answers_a_row_when_none_matches(planner: Visit) -> None:
    sample(planner)
    page = planner.page
    expect(page.locator("#beside h2")).to_be_visible()
    page.locator("#text").press_sequentially("zzzz")
    expect(page.locator("#rows .empty")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("2")
    page.wait_for_timeout(300)
    assert labelled(planner) == {}


def test_an_answer_of_somebody_else_is_shown_before_it_is_put_aside(
    planner: Visit, browser: Browser, address: str
) -> None:
    sample(planner)
    page = planner.page
    expect(page.locator("#beside h2")).to_be_visible()
    with browsing.visit(browser, address) as other:
        sample(other)
        expect(other.page.locator("#beside h2")).to_be_visible()
        other.page.keyboard.press("2")
        expect(other.page.locator("#toast")).to_contain_text("Disimpan")
        page.keyboard.press("3")
        expect(page.locator("#trouble")).to_contain_text("sudah diverifikasi oleh orang lain")
        expect(page.locator("#beside .answer")).to_contain_text("diverifikasi tanpa nama")
        other.page.keyboard.press("u")
        expect(other.page.locator("#toast")).to_contain_text("Dibatalkan")


def test_the_field_for_ones_name_is_ready_when_it_opens(planner: Visit) -> None:
    sample(planner)
    page = planner.page
    page.locator("#who summary").click()
    expect(page.locator("#name")).to_be_focused()
    page.keyboard.type("Budi u1")
    page.keyboard.press("Enter")
    expect(page.locator("#who summary")).to_have_text("Budi u1")
    assert labelled(planner) == {}


def test_a_row_that_is_no_program_leaves_the_table_and_can_be_brought_back(planner: Visit) -> None:
    sample(planner)
    page = planner.page
    expect(page.locator("#beside h2")).to_be_visible()
    page.keyboard.press("0")
    expect(page.locator("#beside .answer")).to_contain_text("Bukan program atau kegiatan")
    expect(page.locator("#summary")).to_contain_text("39 baris")
    page.locator("#f-state").select_option("dropped")
    expect(page.locator("#lines tr")).to_have_count(1)
    page.keyboard.press("u")
    expect(page.locator("#summary")).to_contain_text("40 baris")


def delayed(wait_ms: int, route: Route) -> None:
    """A request goes on after a while, as over a slow line."""
    route.request.frame.page.wait_for_timeout(wait_ms)
    route.continue_()


def test_what_is_typed_while_a_row_is_coming_goes_into_its_field(planner: Visit) -> None:
    sample(planner)
    page = planner.page
    expect(page.locator("#beside h2")).to_be_visible()
    page.route("**/rows/*?screen=table", partial(delayed, 600))
    first = current(planner)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("n")
    page.keyboard.type("usulan 2")
    expect(page.locator("#beside h2")).not_to_have_text(first)
    expect(page.locator("#beside .note[name]")).to_have_value("usulan 2")
    assert labelled(planner) == {}


def test_a_row_that_was_closed_while_it_was_coming_stays_closed(planner: Visit) -> None:
    sample(planner)
    page = planner.page
    expect(page.locator("#beside h2")).to_be_visible()
    page.route("**/rows/*?screen=table", partial(delayed, 400))
    page.keyboard.press("ArrowDown")
    page.keyboard.press("0")
    page.keyboard.press("Escape")
    page.wait_for_timeout(1200)
    expect(page.locator("#beside h2")).to_have_count(0)
    assert labelled(planner) == {}
