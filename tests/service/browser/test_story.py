"""From six documents of the archive to what a planner hands over, and all of it taken back, in a browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pptx
import pytest
from playwright.sync_api import Browser, expect
from pptx.enum.shapes import MSO_SHAPE_TYPE

from service.settings import Settings
from tests.support import browsing, offices, serving
from tests.support.browsing import Visit
from tests.support.paths import REAL
from tests.support.waiting import until

pytestmark = pytest.mark.slow

ARCHIVE = REAL / "archive"
# Short plans of 2016 of five agencies of one province; two are of the same agency.
RKT = "datarenja_rkt_lampiran_ii.pdf"
INSPECTORATE = "bab_iii.pdf"
ENERGY = "tabel_3.1.pdf"
TRANSPORT = "06._bab_ii_perencanaan_kinerja.pdf"
PLANTATIONS = "bab_iii_renja_disbun_2016.pdf"
COOPERATIVES = "rjbab_iii.pdf"
NAMES = (RKT, INSPECTORATE, ENERGY, TRANSPORT, PLANTATIONS, COOPERATIVES)
PLANNER = "Sari Dewi"
_READING_MS = 600_000
# What rows say, without what tells one state of them from the same one later.
_SAID = ("id", "page", "level", "kode", "text", "program", "opd", "pagu", "subdimension", "review", "bbox")
_FACTS = ("kind", "region", "opd", "years", "stage", "set_by_hand", "pagu", "n_programs", "n_rows")
# How the workbook names its sheet of rows and the columns that are written in.
_TITLES = {
    "id": {
        "sheet": "Baris",
        "document": "Dokumen",
        "name": "Nama",
        "level": "Tingkat",
        "label": "Subdimensi",
        "budget": "Pagu 2016",
        "key": "Kunci",
    },
    "en": {
        "sheet": "Rows",
        "document": "Document",
        "name": "Name",
        "level": "Level",
        "label": "Subdimension",
        "budget": "Budget 2016",
        "key": "Key",
    },
}


@dataclass
class Story:
    """A planner's visit, with what she has done so far that has to be taken back."""

    planner: Visit
    ids: dict[str, str] = field(default_factory=dict)
    mapping: int = 0
    reviewed: set[str] = field(default_factory=set)

    @property
    def page(self) -> Any:
        return self.planner.page

    def asked(self, path: str) -> Any:
        return serving.answer(self.planner.address, path)

    def map(self) -> Any:
        return self.asked(f"/mappings/{self.mapping}/map")

    def rows(self, name: str) -> list[dict[str, Any]]:
        """The rows of a document, without those that are no programs."""
        listed: list[dict[str, Any]] = self.asked(f"/documents/{self.ids[name]}/rows")["rows"]
        return listed

    def row(self, name: str, text: str) -> dict[str, Any]:
        (found,) = [row for row in self.rows(name) if row["text"] == text]
        return found

    def counted(self) -> set[str]:
        """The names of the documents that the mapping counts."""
        listed = self.asked(f"/mappings/{self.mapping}")["documents"]
        return {one["name"] for one in listed if one["counts"]}

    def all_said(self) -> dict[str, Any]:
        """All that the map, the documents, their rows and the list of agencies say."""
        said: dict[str, Any] = {"map": self.map(), "agencies": self.asked("/agencies")}
        for name, document_id in self.ids.items():
            document = self.asked(f"/documents/{document_id}")
            counts = [(one["counts"], one["decided"]) for one in document["tables"]]
            said[name] = {key: document[key] for key in _FACTS} | {"counts": counts}
            said[f"rows of {name}"] = [
                {key: row[key] for key in _SAID} | {"label": row["label"]} for row in self.rows(name)
            ]
        return said

    def show(self, name: str, text: str) -> None:
        """Open a row of a document beside the table, its page drawn."""
        self.planner.open(f"/rows/{self.row(name, text)['id']}")
        expect(self.page.locator("#beside h2")).to_have_text(text)
        expect(self.page.locator("#beside figure.placed")).to_be_visible()

    def told(self, indonesian: str, english: str) -> None:
        expect(self.page.locator("#toast")).to_contain_text(self.planner.says(indonesian, english))

    def undone(self) -> None:
        self.page.keyboard.press("u")
        self.told("Dibatalkan", "Taken back")


@pytest.fixture(params=browsing.LANGUAGES)
def story(
    request: pytest.FixtureRequest, browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Story]:
    """A service where nothing is yet, and a planner whose name nobody knows."""
    missing = [name for name in NAMES if not (ARCHIVE / name).is_file()]
    if missing:
        pytest.skip(f"The archive of real documents is not beside the checkout ({ARCHIVE}).")
    settings = Settings(data=tmp_path_factory.mktemp("story"), workers=1, rate=0)
    with (
        serving.listening(settings) as address,
        browsing.visit(browser, address, language=request.param, asks_name=True) as planner,
    ):
        # Deleting from the own list asks first.
        planner.page.on("dialog", lambda dialog: dialog.accept())
        yield Story(planner)


def test_six_documents_become_a_map_that_is_put_right_sent_out_and_taken_back(
    story: Story, tmp_path: Path
) -> None:
    uploaded(story)
    mapped(story)
    before = story.all_said()
    facts_set(story)
    agencies_merged(story)
    table_switched_off(story)
    rows_repaired(story)
    answered_by_keys(story)
    handed = sent_out(story, tmp_path)
    put_back = brought_back(story, handed["xlsx"], tmp_path)
    assert story.all_said() != before
    for taken_back in (put_back, answers_taken_back, repairs_taken_back, facts_taken_back):
        taken_back(story)
    after = story.all_said()
    assert {key: said for key, said in after.items() if said != before[key]} == {}


# ---- from a blank start to a mapping


def uploaded(story: Story) -> None:
    page, says = story.page, story.planner.says
    story.planner.open("/")
    expect(page.locator("#documents .empty")).to_contain_text(says("Belum ada dokumen", "No documents yet"))
    page.locator("#file").set_input_files([ARCHIVE / name for name in NAMES])
    expect(page.locator("#found tbody tr.done")).to_have_count(len(NAMES), timeout=_READING_MS)
    expect(page.locator("#sending li")).to_have_count(0)
    story.ids = {one["name"]: one["id"] for one in story.asked("/documents")["documents"]}
    assert set(story.ids) == set(NAMES)


def mapped(story: Story) -> None:
    page, says = story.page, story.planner.says
    name = says("Pemetaan Provinsi Jawa Barat 2016", "Mapping Provinsi Jawa Barat 2016")
    page.locator("nav").get_by_role("link", name=says("Pemetaan", "Mappings")).first.click()
    page.locator("#main form button.main").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    (mapping,) = story.asked("/mappings")["mappings"]
    story.mapping = mapping["id"]
    # Two plans of one agency and year: the Renja goes before the RKT, and the page says so.
    assert story.counted() == set(NAMES) - {RKT}
    expect(page.locator(f"#d-{story.ids[RKT]} .why")).to_contain_text(
        says(f"Renja “{INSPECTORATE}” didahulukan", f"Renja “{INSPECTORATE}”")
    )


# ---- what documents are


def fact(story: Story, name: str, value: str, shown: str = "") -> None:
    """Change a fact of the document that is shown, with its pencil."""
    page = story.page
    page.locator(f"#edit-{name}").click()
    page.locator(".edit[open] [name=value]").fill(value)
    page.keyboard.press("Enter")
    expect(page.locator(f".fact:has(#edit-{name}) dd")).to_contain_text(shown or value)
    expect(page.locator(f".fact:has(#edit-{name}) .by-person")).to_be_visible()


def facts_set(story: Story) -> None:
    story.planner.open(f"/documents/{story.ids[TRANSPORT]}")
    fact(story, "kind", "Renja")
    fact(story, "years", "2016-2017", "2016–2017")
    story.planner.open(f"/documents/{story.ids[RKT]}")
    fact(story, "opd", "Irda Jabar")
    # As if of another agency, it counts for itself.
    assert story.counted() == set(NAMES)
    transport = story.asked(f"/documents/{story.ids[TRANSPORT]}")
    assert (transport["kind"], transport["years"]) == ("Renja", [2016, 2017])


def agencies_merged(story: Story) -> None:
    page, says = story.page, story.planner.says
    assert {"Irda Jabar", "Inspektorat"} <= set(story.map()["opds"])
    story.planner.open("/agencies")
    for name in ("Irda Jabar", "Inspektorat"):
        page.locator("table.agencies").first.get_by_role("checkbox", name=name).first.check()
    page.locator("#merging [name=other]").fill("Inspektorat")
    page.locator("#merging button").click()
    expect(page.locator(".notice")).to_contain_text(
        says("Digabungkan menjadi Inspektorat", "Merged: Inspektorat")
    )
    assert "Irda Jabar" not in story.map()["opds"]
    assert story.counted() == set(NAMES) - {RKT}


def budget(story: Story) -> int:
    return sum(amount for cell in story.map()["cells"] for amount in cell["pagu"].values())


def figures(story: Story) -> str:
    """The figures over the mapping's map, as the page shows them."""
    story.planner.open(f"/map?mapping={story.mapping}")
    shown: str = story.page.locator(".facts.big").inner_text()
    return shown


def table_switched_off(story: Story) -> None:
    page = story.page
    shown, amount = figures(story), budget(story)
    story.planner.open(f"/documents/{story.ids[PLANTATIONS]}")
    page.locator("#tables summary").click()
    page.locator("#counts-3").click()
    expect(page.locator("#counts-3")).to_have_attribute("aria-checked", "false")
    assert budget(story) == amount - 45_126_133_842
    assert figures(story) != shown


# ---- rows put right

_TORN = "Program Pengembangan Komunikasi, Informasi, Media Massa dan Pemanfaatan Teknologi Informasi"
_HALVES = ("Program Pengembangan Komunikasi, Informasi, Media Massa", "dan Pemanfaatan Teknologi Informasi")
_FIRST = "Penyelenggaraan Administrasi Perkantoran UPTD ESDM Wilayah III Bandung"
_SECOND = "Penyelenggaraan Administrasi Perkantoran UPTD ESDM Wilayah I Cianjur"
_MISSED = "Pengembangan Gedung Laboratorium Balai Pengujian ESDM"


def rows_repaired(story: Story) -> None:
    page, says = story.page, story.planner.says
    n = len(story.rows(ENERGY))
    box = story.row(ENERGY, _MISSED)["bbox"]

    story.show(ENERGY, _TORN)
    page.keyboard.press("e")
    at = len(_HALVES[0]) + 1
    page.locator("#row-edit-text").evaluate(f"field => field.setSelectionRange({at}, {at})")
    page.get_by_role("button", name=says("Pisah di kursor", "Split at the cursor")).click()
    # Asked once, before the first row is changed.
    page.locator("#naming-name").fill(PLANNER)
    page.keyboard.press("Enter")
    story.told("Dipisah", "Split in two rows")
    expect(page.locator("#beside h2")).to_have_text(_HALVES[0])
    assert len(story.rows(ENERGY)) == n + 1

    story.show(ENERGY, _FIRST)
    page.locator("#beside .repairs summary").click()
    page.locator("#beside").get_by_role("button", name=says("Gabung", "Merge")).click()
    story.told("Digabung", "Merged in one row")
    expect(page.locator("#beside h2")).to_have_text(f"{_FIRST} {_SECOND}")
    assert len(story.rows(ENERGY)) == n

    story.show(ENERGY, _MISSED)
    page.locator("#beside .repairs summary").click()
    page.locator("#beside").get_by_role("button", name=says("Hapus baris", "Remove the row")).click()
    story.told("1 baris dihapus", "1 row removed")
    assert len(story.rows(ENERGY)) == n - 1

    # On the same page, where the row was: its text is taken from the document.
    story.show(ENERGY, "Peningkatan Sarana dan Prasarana Aparatur Balai Pengujian ESDM")
    page.keyboard.press("b")
    expect(page.locator("#new-row")).to_be_visible()
    drawn(story, box)
    expect(page.locator("#new-text")).to_have_value(_MISSED)
    expect(page.locator("#new-text")).to_be_focused()
    page.locator("#new-row [name=amount]").first.fill("902.500.000")
    page.locator("#new-text").press("Enter")
    story.told("Baris ditambahkan", "Row added")
    expect(page.locator("#beside h2")).to_have_text(_MISSED)
    assert story.row(ENERGY, _MISSED)["pagu"] == {"2016": 902_500_000}
    assert len(story.rows(ENERGY)) == n


def drawn(story: Story, box: list[float]) -> None:
    """Draw a box, in points from the top left, over the picture of the page."""
    page = story.page
    image = page.locator("#beside figure.drawing img")
    image.evaluate(
        """(image, top) => {
        const paper = image.closest(".paper");
        paper.scrollTop = top * image.clientHeight / (image.naturalHeight * 72 / 110) - 40;
        paper.scrollLeft = 0;
        }""",
        box[1],
    )
    page.locator("#beside figure.drawing .paper").scroll_into_view_if_needed()
    # Left, top and points to pixels of the picture where it now stands.
    left, top, scale = image.evaluate(
        """(image) => { const frame = image.getBoundingClientRect();
        return [frame.left, frame.top, frame.width / (image.naturalWidth * 72 / 110)]; }"""
    )
    x0, y0, x1, y1 = box
    page.mouse.move(left + scale * x0 - 1, top + scale * y0 + 1)
    page.mouse.down()
    page.mouse.move(left + scale * (x0 + x1) / 2, top + scale * (y0 + y1) / 2)
    page.mouse.move(left + scale * x1 + 1, top + scale * y1 - 1)
    page.mouse.up()


# ---- answers


def answered_by_keys(story: Story) -> None:
    """Confirm, correct, take out, leave for later, and change one's mind, with keys alone."""
    story.planner.open("/review")
    first, second = pressed(story, "1"), pressed(story, "2")
    assert {first, second} <= set(labelled(story))
    # Back to the second, which is left for later this time.
    pressed(story, "u")
    assert second not in labelled(story)
    assert pressed(story, "s") == second
    confirmed, dropped = pressed(story, "1"), pressed(story, "0")
    answers = labelled(story)
    assert {first, confirmed, dropped} <= set(answers)
    assert answers[dropped]["subdimension"] == "-"
    assert {answer["by"] for answer in answers.values()} == {PLANNER}


def pressed(story: Story, key: str) -> str:
    """Press a key while a row is reviewed and wait for the row that comes then; the id of the first."""
    shown = story.page.locator("#review article.row")
    row: str = shown.get_attribute("data-row")
    story.page.keyboard.press(key)
    expect(shown).not_to_have_attribute("data-row", row)
    story.reviewed.add(row)
    return row


def labelled(story: Story) -> dict[str, Any]:
    """The answers in force to the rows that were reviewed, by the ids of their rows."""
    labels = {row: story.asked(f"/rows/{row}")["label"] for row in story.reviewed}
    return {row: label for row, label in labels.items() if label}


def answers_taken_back(story: Story) -> None:
    page, says = story.page, story.planner.says
    left = labelled(story)
    while left:
        row = next(iter(left))
        story.planner.open(f"/rows/{row}")
        page.locator("#beside .row-tools").get_by_role("button", name=says("Batalkan", "Undo")).first.click()
        story.told("Dibatalkan", "Taken back")
        left = labelled(story)
        assert row not in left


def repairs_taken_back(story: Story) -> None:
    """The row that was added, then what was removed, merged and split, from histories and from the list."""
    page, says = story.page, story.planner.says
    n = len(story.rows(ENERGY))

    def undo_last() -> None:
        page.locator("#beside .history").get_by_role("button", name=says("Batalkan", "Undo")).last.click()
        story.told("Dibatalkan", "Taken back")

    story.show(ENERGY, _MISSED)
    undo_last()
    until(lambda: len(story.rows(ENERGY)) == n - 1)

    story.planner.open(f"/documents/{story.ids[ENERGY]}")
    page.locator("#removed summary").click()
    gone = page.locator("#removed li", has_text=_MISSED)
    expect(gone).to_contain_text(PLANNER)
    gone.get_by_role("button").click()
    expect(page.locator("#removed")).to_have_count(0)
    assert len(story.rows(ENERGY)) == n

    story.show(ENERGY, f"{_FIRST} {_SECOND}")
    undo_last()
    expect(page.locator("#beside h2")).to_have_text(_FIRST)

    story.show(ENERGY, _HALVES[0])
    undo_last()
    expect(page.locator("#beside h2")).to_have_text(_TORN)


def facts_taken_back(story: Story) -> None:
    """The table, the spelling of the agency and the facts, on the pages where they were changed."""
    page, says = story.page, story.planner.says
    story.planner.open(f"/documents/{story.ids[PLANTATIONS]}")
    page.locator("#tables summary").click()
    page.locator("#tables .link").click()
    expect(page.locator("#counts-3")).to_have_attribute("aria-checked", "true")

    story.planner.open("/agencies")
    page.get_by_role("button", name=says("Hapus dari daftar sendiri", "Delete from the own list")).click()
    expect(page.get_by_role("checkbox", name="Irda Jabar")).to_be_visible()

    for name, facts in ((RKT, ("opd",)), (TRANSPORT, ("kind", "years"))):
        story.planner.open(f"/documents/{story.ids[name]}")
        for one in facts:
            page.locator(f"#edit-{one}").click()
            page.locator(".edit[open] [name=as_read]").click()
            expect(page.locator(f".fact:has(#edit-{one}) .by-person")).to_have_count(0)


# ---- files that go out, and the one that comes back


def sent_out(story: Story, folder: Path) -> Mapping[str, Path]:
    """The workbook, the report and the slides of the mapping, each looked into."""
    page = story.page
    files = {}
    for ending in ("xlsx", "docx", "pptx"):
        story.planner.open(f"/map?mapping={story.mapping}")
        page.locator("details.more > summary").click()
        files[ending] = story.planner.download(page.locator(f'.more a[href*=".{ending}"]'), folder)
    name = story.planner.says("Pemetaan", "Mapping") + "-Provinsi-Jawa-Barat-2016"
    assert all(path.stem.endswith(name) for path in files.values())
    state = story.asked(f"/mappings/{story.mapping}")["state"]
    n, total = state["n_rows"] - state["n_verified"], state["n_rows"]
    stamp = story.planner.says(
        f"DRAF: {n} dari {total} baris belum diverifikasi", f"DRAFT: {n} of {total} rows not yet verified"
    )
    report = docx.Document(str(files["docx"]))
    paragraphs = [paragraph.text for paragraph in report.paragraphs]
    cells = {cell.text for table in report.tables for line in table.rows for cell in line.cells}
    assert "Provinsi Jawa Barat, 2016" in paragraphs
    assert stamp in paragraphs
    assert PLANNER in cells
    assert set(story.map()["opds"]) <= cells
    assert len(report.inline_shapes) >= 1

    slides = pptx.Presentation(str(files["pptx"])).slides
    texts = [
        "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame) for slide in slides
    ]
    assert len(texts) == 6
    assert "Provinsi Jawa Barat, 2016" in texts[0]
    assert all(stamp in text for text in texts)
    assert sum(shape.shape_type == MSO_SHAPE_TYPE.PICTURE for slide in slides for shape in slide.shapes) >= 2

    # As an office program shows them, where there is one.
    if offices.program():
        assert len(offices.pictures(files["pptx"], folder / "slides")) == 6
        assert 6 <= len(offices.pictures(files["docx"], folder / "report")) <= 16
    return files


_NEW_NAME = "Program Pengembangan Komunikasi dan Media Massa"
_ADDED = "Program Kota Cerdas Jawa Barat"
_CORRECTED = "Penciptaan Wirausaha Baru Sektor Energi dan Sumber Daya Mineral"
_COSTED = "Pengembangan Investasi dan Kerjasama Sektor Energi dan Sumber Daya Mineral"


def brought_back(story: Story, path: Path, folder: Path) -> Callable[[Story], None]:
    """Correct the workbook, bring it back, apply what it would change; how that is taken back."""
    page, says = story.page, story.planner.says
    titles = _TITLES[story.planner.language]
    book = openpyxl.load_workbook(path)
    sheet = book[titles["sheet"]]
    header = [cell.value for cell in sheet[1]]
    at = {field: header.index(title) for field, title in titles.items() if field != "sheet"}
    lines = {line[at["key"]].value: line for line in sheet.iter_rows(min_row=2)}

    def cell(text: str, field: str) -> Any:
        return lines[story.row(ENERGY, text)["id"]][at[field]]

    cell(_HALVES[0], "name").value = _NEW_NAME
    cell(_COSTED, "budget").value = 205_000_000
    tourism = says("Smart Branding: pariwisata", "Smart Branding: tourism branding")
    cell(_CORRECTED, "label").value = tourism
    new = {"document": ENERGY, "level": "program", "name": _ADDED, "budget": 75_000_000, "label": tourism}
    below = sheet.max_row + 1
    for title, value in new.items():
        sheet.cell(below, at[title] + 1).value = value
    corrected = folder / "dikoreksi.xlsx"
    book.save(corrected)

    n_programs = len([row for row in story.rows(ENERGY) if row["level"] == "program"])
    story.planner.open(f"/map?mapping={story.mapping}")
    page.locator("details.more > summary").click()
    page.locator('.more a[href="/workbook"]').click()
    page.locator("#main #file").set_input_files(corrected)
    page.locator(".workbook-form button").click()
    difference = page.locator("#difference")
    shown_label, shown_amount = says("Pariwisata", "Tourism branding"), says("205.000.000", "205,000,000")
    for words in (_HALVES[0], _NEW_NAME, shown_amount, shown_label, _ADDED):
        expect(difference).to_contain_text(words)
    expect(difference.locator("input[name=change]")).to_have_count(4)
    # Nothing is in force before it is applied.
    assert len([row for row in story.rows(ENERGY) if row["text"] == _NEW_NAME]) == 0
    difference.locator("button.main").click()
    expect(page.locator(".notice")).to_contain_text(says("4 perubahan", "4 changes"))
    applied = page.url
    story.row(ENERGY, _NEW_NAME)
    assert story.row(ENERGY, _COSTED)["pagu"] == {"2016": 205_000_000}
    assert story.row(ENERGY, _CORRECTED)["subdimension"] == "branding.pariwisata"
    assert story.row(ENERGY, _ADDED)["pagu"] == {"2016": 75_000_000}
    assert len([row for row in story.rows(ENERGY) if row["level"] == "program"]) == n_programs + 1

    def taken_back(story: Story) -> None:
        page.goto(applied)
        page.locator(".undo button").click()
        expect(page.locator(".notice")).to_contain_text(
            says("4 perubahan dibatalkan", "4 changes were taken back")
        )
        story.row(ENERGY, _HALVES[0])

    return taken_back
