"""Rows put right on the page, in a real browser: changed, split, merged, added, many at once, all undone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from httpx2 import Client
from playwright.sync_api import Browser, Route, expect

from service.settings import Settings
from tests.support import browsing, serving
from tests.support.browsing import Visit

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A service in which the sample Renstra is read; a test leaves its rows as it found them."""
    settings = Settings(data=tmp_path_factory.mktemp("pages"), workers=1, rate=0)
    with serving.listening(settings) as found:
        document = serving.send(found, serving.SAMPLE)
        # Drawn before they are looked at: the first picture waits for its process to start.
        with Client(base_url=found, timeout=60) as client:
            for page in (6, 7):
                client.get(f"/documents/{document}/pages/{page}.png")
        yield found


@pytest.fixture
def planner(browser: Browser, address: str) -> Iterator[Visit]:
    with browsing.visit(browser, address) as found:
        yield found


def sample_id(address: str) -> str:
    document: str = serving.answer(address, "/documents")["documents"][0]["id"]
    return document


def rows(planner: Visit) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = serving.answer(
        planner.address, f"/documents/{sample_id(planner.address)}/rows"
    )["rows"]
    return listed


def sample(planner: Visit, query: str = "") -> None:
    """Open the sample's rows; the first is shown beside them."""
    planner.open(f"/documents/{sample_id(planner.address)}{query}")
    expect(planner.page.locator("#beside h2")).to_be_visible()


def undo(planner: Visit) -> None:
    planner.page.keyboard.press("u")
    expect(planner.page.locator("#toast")).to_contain_text(planner.says("Dibatalkan", "Taken back"))


def grave_faults(planner: Visit) -> list[Any]:
    found = Axe().run(planner.page).response["violations"]
    return [
        (one["id"], [node["html"][:160] for node in one["nodes"]][:3])
        for one in found
        if one["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("language", browsing.LANGUAGES)
def test_a_row_is_changed_in_place_and_undone(browser: Browser, address: str, language: str) -> None:
    with browsing.visit(browser, address, language=language) as planner:
        page, says = planner.page, planner.says
        before = rows(planner)
        sample(planner)
        page.keyboard.press("e")
        expect(page.locator("#row-edit-text")).to_be_focused()
        assert grave_faults(planner) == []
        page.locator("#row-edit-text").fill("PROGRAM YANG BENAR")
        page.locator("#row-edit-kode").fill("9.99.99")
        page.locator("#row-head input[name=amount]").first.fill("Rp 1.250.000.000")
        page.locator("#row-edit-text").press("Enter")
        expect(page.locator("#toast")).to_contain_text(says("baris diubah", "rows changed"))
        expect(page.locator("#beside h2")).to_have_text("PROGRAM YANG BENAR")
        line = page.locator("#lines tr.current")
        expect(line).to_contain_text("PROGRAM YANG BENAR")
        expect(line).to_contain_text("9.99.99")
        # Rows of the program follow its name at once.
        assert rows(planner)[1]["program"] == "PROGRAM YANG BENAR"
        assert 1_250_000_000 in rows(planner)[0]["pagu"].values()
        history = page.locator("#beside .history")
        expect(history).to_contain_text("9.99.99")
        expect(history).to_contain_text(before[0]["text"])
        undo(planner)
        expect(page.locator("#beside h2")).to_have_text(before[0]["text"])
        expect(line).to_contain_text(before[0]["text"])
        assert [one["text"] for one in rows(planner)] == [one["text"] for one in before]


def test_one_fact_is_changed_with_its_pencil_and_undone_from_the_history(planner: Visit) -> None:
    page = planner.page
    before = rows(planner)[0]["opd"]
    sample(planner)
    page.locator("#beside").get_by_role("link", name="Ubah: Perangkat daerah").click()
    expect(page.locator("#row-edit-opd")).to_be_focused()
    expect(page.locator("#row-edit-text")).to_have_count(0)
    page.locator("#row-edit-opd").fill("Dinas Perhubungan")
    page.locator("#row-edit-opd").press("Enter")
    expect(page.locator("#beside .row-facts")).to_contain_text("Dinas Perhubungan")
    page.locator("#beside .history").get_by_role("button", name="Batalkan").click()
    expect(page.locator("#beside .row-facts")).to_contain_text(before)
    assert rows(planner)[0]["opd"] == before


def test_an_amount_that_is_none_is_refused_and_what_was_written_stays(planner: Visit) -> None:
    page = planner.page
    sample(planner)
    page.keyboard.press("e")
    amount = page.locator("#row-head input[name=amount]").first
    amount.fill("banyak sekali")
    page.locator("#row-head").get_by_role("button", name="Simpan").click()
    expect(page.locator("#trouble")).to_contain_text("banyak sekali")
    expect(amount).to_have_value("banyak sekali")
    amount.press("Escape")
    expect(page.locator("#row-head form")).to_have_count(0)


def test_a_name_is_split_at_the_cursor_and_two_rows_are_merged(planner: Visit) -> None:
    page = planner.page
    before = rows(planner)
    name = before[1]["text"]
    at = name.index(" ", 5) + 1
    sample(planner)
    page.keyboard.press("ArrowDown")
    expect(page.locator("#beside h2")).to_have_text(name)
    page.keyboard.press("e")
    page.locator("#row-edit-text").evaluate(f"field => field.setSelectionRange({at}, {at})")
    page.get_by_role("button", name="Pisah di kursor").click()
    expect(page.locator("#lines tr")).to_have_count(41)
    expect(page.locator("#beside h2")).to_have_text(name[:at].strip())
    assert [row["text"] for row in rows(planner)[1:3]] == [name[:at].strip(), name[at:]]
    # The halves are one row again when they are merged.
    page.locator("#beside .repairs summary").click()
    page.locator("#beside").get_by_role("button", name="Gabung").click()
    expect(page.locator("#lines tr")).to_have_count(40)
    expect(page.locator("#beside h2")).to_have_text(name)
    undo(planner)
    expect(page.locator("#lines tr")).to_have_count(41)
    page.locator("#beside .history").get_by_role("button", name="Batalkan").last.click()
    expect(page.locator("#lines tr")).to_have_count(40)
    assert [row["id"] for row in rows(planner)] == [row["id"] for row in before]


def test_a_row_is_removed_and_comes_back(planner: Visit) -> None:
    page = planner.page
    before = rows(planner)
    sample(planner)
    page.locator("#beside .repairs summary").click()
    page.get_by_role("button", name="Hapus baris").last.click()
    expect(page.locator("#toast")).to_contain_text("1 baris dihapus")
    expect(page.locator("#lines tr")).to_have_count(39)
    expect(page.locator("#beside h2")).to_have_text(before[1]["text"])
    undo(planner)
    expect(page.locator("#lines tr")).to_have_count(40)
    expect(page.locator("#beside h2")).to_have_text(before[0]["text"])


def test_rows_that_were_removed_are_listed_and_come_back_from_the_list(planner: Visit) -> None:
    page = planner.page
    before = rows(planner)
    sample(planner)
    page.locator("#beside .repairs summary").click()
    page.get_by_role("button", name="Hapus baris").last.click()
    gone = page.locator("#removed")
    expect(gone).to_contain_text("1 baris dihapus orang")
    # Later too, when nothing else leads to the row.
    sample(planner)
    gone.locator("summary").click()
    assert grave_faults(planner) == []
    expect(gone).to_contain_text(before[0]["text"])
    gone.get_by_role("button", name="Batalkan").click()
    expect(gone).to_have_count(0)
    expect(page.locator("#lines tr")).to_have_count(40)
    assert [row["id"] for row in rows(planner)] == [row["id"] for row in before]


def test_a_row_is_added_by_a_box_that_is_drawn(planner: Visit) -> None:
    page = planner.page
    before = rows(planner)
    wanted = before[1]
    sample(planner)
    expect(page.locator("#beside figure.placed")).to_be_visible()
    page.keyboard.press("b")
    expect(page.locator("#new-row")).to_be_visible()
    assert grave_faults(planner) == []
    place = page.locator(f"#beside .box[data-row='{wanted['id']}']")
    place.scroll_into_view_if_needed()
    frame = place.bounding_box()
    assert frame is not None
    page.mouse.move(frame["x"] - 1, frame["y"] - 1)
    page.mouse.down()
    page.mouse.move(frame["x"] + frame["width"] / 2, frame["y"] + frame["height"] / 2)
    page.mouse.move(frame["x"] + frame["width"] + 1, frame["y"] + frame["height"] + 1)
    page.mouse.up()
    expect(page.locator("#new-text")).to_have_value(wanted["text"])
    expect(page.locator("#new-text")).to_be_focused()
    page.locator("#new-text").fill("Kegiatan yang terlewat")
    page.locator("#new-level").select_option("kegiatan")
    page.locator("#new-text").press("Enter")
    expect(page.locator("#toast")).to_contain_text("Baris ditambahkan")
    expect(page.locator("#lines tr")).to_have_count(41)
    expect(page.locator("#beside h2")).to_have_text("Kegiatan yang terlewat")
    (added,) = [row for row in rows(planner) if row["text"] == "Kegiatan yang terlewat"]
    assert all(abs(got - box) < 4 for got, box in zip(added["bbox"], wanted["bbox"], strict=True))
    undo(planner)
    expect(page.locator("#lines tr")).to_have_count(40)
    assert [row["id"] for row in rows(planner)] == [row["id"] for row in before]


def test_a_row_is_added_without_a_mouse(planner: Visit) -> None:
    page = planner.page
    wanted = rows(planner)[2]
    sample(planner)
    page.keyboard.press("b")
    expect(page.locator("#new-row input[name=x0]")).to_be_focused()
    for name, value in zip(("x0", "top", "x1", "bottom"), wanted["bbox"], strict=True):
        page.locator(f"#new-row input[name={name}]").fill(str(value))
    page.get_by_role("button", name="Ambil teks dalam kotak").press("Enter")
    expect(page.locator("#new-text")).to_have_value(wanted["text"])
    page.locator("#new-text").press("Escape")
    expect(page.locator("#new-row")).to_have_count(0)
    expect(page.locator("#row-head h2")).to_be_visible()


def test_level_and_program_of_many_rows_are_changed_at_once(planner: Visit) -> None:
    page = planner.page
    before = rows(planner)
    sample(planner)
    for i in (1, 2):
        page.locator("#lines .pick input").nth(i).check()
    page.locator(".many-edits summary").click()
    page.locator("#new-levels").select_option("subkegiatan")
    page.locator("#new-programs").fill("Program Lain")
    assert grave_faults(planner) == []
    page.get_by_role("button", name="Ubah", exact=True).click()
    expect(page.locator("#toast")).to_contain_text("2 baris diubah")
    expect(page.locator("#lines tr.subkegiatan").first).to_contain_text("Sub kegiatan")
    after = rows(planner)
    assert [(row["level"], row["program"]) for row in after[1:3]] == [("subkegiatan", "Program Lain")] * 2
    expect(page.locator(".bulk")).to_be_hidden()
    undo(planner)
    assert [(row["level"], row["program"]) for row in rows(planner)] == [
        (row["level"], row["program"]) for row in before
    ]


def test_doubtful_rows_are_confirmed_in_bulk_only_after_a_question(planner: Visit) -> None:
    page = planner.page
    n_doubtful = sum(row["review"] for row in rows(planner))
    sample(planner)
    page.locator("[data-all]").check()
    page.get_by_role("button", name="Terapkan").click()
    dialog = page.locator("#asking")
    expect(dialog).to_contain_text(f"Konfirmasi {n_doubtful} baris yang masih meragukan?")
    assert grave_faults(planner) == []
    dialog.get_by_role("link", name="Batal").click()
    expect(dialog).to_be_hidden()
    assert not any(row["label"] for row in rows(planner))
    page.get_by_role("button", name="Terapkan").click()
    dialog.get_by_role("button", name="Konfirmasi").click()
    expect(page.locator("#toast")).to_contain_text("Disimpan untuk 40 baris")
    expect(dialog).to_be_hidden()
    expect(page.locator("#beside .answer")).to_contain_text("diverifikasi")
    undo(planner)
    # The row beside is one of them.
    expect(page.locator("#beside .answer")).not_to_contain_text("diverifikasi")
    assert not any(row["label"] for row in rows(planner))


def test_who_answers_is_asked_once_before_the_first_answer(browser: Browser, address: str) -> None:
    with browsing.visit(browser, address, asks_name=True) as planner:
        page = planner.page
        sample(planner)
        page.keyboard.press("2")
        expect(page.locator("#naming")).to_be_visible()
        assert grave_faults(planner) == []
        assert not any(row["label"] for row in rows(planner))
        page.keyboard.type("Sari Dewi")
        page.keyboard.press("Enter")
        expect(page.locator("#toast")).to_contain_text("Disimpan")
        expect(page.locator("#who summary")).to_have_text("Sari Dewi")
        expect(page.locator("#lines tr.answered")).to_contain_text("Sari Dewi")
        undo(planner)
        page.keyboard.press("2")
        expect(page.locator("#toast")).to_contain_text("Disimpan")
        expect(page.locator("#naming")).to_be_hidden()
        undo(planner)


def test_after_a_doubtful_row_the_next_doubtful_one_is_shown(planner: Visit) -> None:
    page = planner.page
    texts = [row["text"] for row in rows(planner)]
    sample(planner)
    # As lines look whose rows wait; the sample has one of them.
    page.evaluate(
        """() => { const lines = document.querySelectorAll("#lines tr");
        lines.forEach((line) => line.classList.remove("review"));
        for (const i of [0, 3]) lines[i].classList.add("review"); }"""
    )
    page.keyboard.press("1")
    expect(page.locator("#beside h2")).to_have_text(texts[3])
    expect(page.locator("#lines tr.answered")).to_have_count(1)
    undo(planner)
    expect(page.locator("#beside h2")).to_have_text(texts[0])
    assert not any(row["label"] for row in rows(planner))


def test_a_row_has_an_address_that_opens_the_table_at_it(planner: Visit) -> None:
    row = rows(planner)[12]
    page = planner.open(f"/rows/{row['id']}")
    expect(page.locator("#beside h2")).to_have_text(row["text"])
    expect(page.locator("#lines tr.current")).to_have_attribute("data-row", row["id"])


def test_the_budget_of_a_row_is_boxed_beside_its_name(planner: Visit) -> None:
    sample(planner)
    expect(planner.page.locator("#beside .box.money").first).to_be_attached()
    assert planner.page.locator("#beside .box.money").count() == len(rows(planner)[0]["pagu"])


def test_a_row_that_a_search_has_left_out_is_no_longer_beside(planner: Visit) -> None:
    page = planner.page
    sample(planner)
    page.locator("#text").press_sequentially("persampahan")
    expect(page.locator("#beside h2")).to_contain_text("PERSAMPAHAN")
    page.get_by_role("link", name="Tanpa saringan").click()
    expect(page.locator("#lines tr")).to_have_count(40)
    expect(page.locator("#text")).to_have_value("")


def test_a_picture_that_is_coming_keeps_its_place(planner: Visit) -> None:
    page = planner.page
    sample(planner)
    expect(page.locator("#beside figure.placed")).to_be_visible()
    page.evaluate(
        """() => { const figure = document.querySelector("#beside figure.sheet");
        figure.classList.remove("placed"); figure.querySelector("img").removeAttribute("src"); }"""
    )
    height = page.locator("#beside .canvas").evaluate("canvas => canvas.getBoundingClientRect().height")
    assert height > 300


def test_twelve_rows_fit_on_a_small_screen(planner: Visit) -> None:
    planner.open("/rows")
    heights = planner.page.locator("#lines tr").evaluate_all(
        "lines => lines.map(line => line.getBoundingClientRect().height)"
    )
    assert max(heights) <= 46


def test_rows_are_put_right_without_the_script_too(browser: Browser, address: str, tmp_path: Path) -> None:
    with browsing.visit(browser, address, script=False) as planner:
        page = planner.page
        before = rows(planner)
        planner.open(f"/rows/{before[0]['id']}/edit")
        page.locator("#row-edit-text").fill("PROGRAM TANPA SKRIP")
        page.locator("#row-head").get_by_role("button", name="Simpan").click()
        expect(page.locator("#beside h2")).to_have_text("PROGRAM TANPA SKRIP")
        page.locator("#beside .history").get_by_role("button", name="Batalkan").click()
        expect(page.locator("#beside h2")).to_have_text(before[0]["text"])
        assert [row["text"] for row in rows(planner)] == [row["text"] for row in before]


def test_the_row_asked_for_last_is_shown_however_late_another_comes(planner: Visit) -> None:
    page = planner.page
    first, second = rows(planner)[:2]
    held: list[Route] = []
    page.route(lambda url: f"/rows/{first['id']}?" in url, lambda route: held.append(route))
    planner.open(f"/documents/{sample_id(planner.address)}")
    # The first row is asked for as the page opens; its answer is held back.
    page.locator("#lines a.open", has_text=second["text"]).first.click()
    expect(page.locator("#beside h2")).to_have_text(second["text"])
    assert held
    with page.expect_response(lambda answer: f"/rows/{first['id']}?" in answer.url):
        for one in held:
            one.continue_()
    page.wait_for_load_state("networkidle")
    expect(page.locator("#beside h2")).to_have_text(second["text"])
