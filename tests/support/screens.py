"""Every screen of the page and every state it can be in: for tests of all of them, and to look at them.

A screen is an address, and what is done there before it is looked at; what was changed for it is given back.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import openpyxl
from httpx2 import Client
from playwright.sync_api import FilePayload, Page, expect
from sqlalchemy import create_engine, insert

from service.messages import Message
from service.settings import Settings
from service.storage.schema import documents
from tests.support import serving
from tests.support.browsing import Visit
from tests.support.paths import DOCUMENTS
from tests.support.returned_workbooks import Corrected
from tests.support.serving import API

HOSTILE = "<img src=x onerror=\"document.title='taken'\">.pdf"
_FAR_AWAY_S = 4e9
Step = Callable[[Page], None]


def _nothing(_page: Page) -> None:
    """The page as it comes."""


@dataclass(frozen=True, slots=True)
class Screen:
    """A state of a page; ids of the service that is filled stand in `path` by their names.

    `then` brings it about where the address alone does not, `back` gives back what that changed.
    """

    name: str
    path: str
    then: Step = _nothing
    back: Step = _nothing

    def show(self, planner: Visit, ids: Mapping[str, str]) -> Page:
        """Open it, and wait for what comes after the page itself."""
        page = planner.open(self.path.format(**ids))
        # Of documents that are being read the page asks for ever.
        if not any(self.path.startswith(f"/documents/{{{name}}}") for name in ("running", "queued")):
            page.wait_for_load_state("networkidle")
        self.then(page)
        return page


# ---- what is done on a page


def _opened(*queries: str) -> Step:
    """Click these, one after the other."""

    def then(page: Page) -> None:
        for query in queries:
            page.locator(query).first.click()

    return then


def _key(key: str, awaited: str) -> Step:
    def then(page: Page) -> None:
        expect(page.locator("#beside h2")).to_be_visible()
        page.keyboard.press(key)
        expect(page.locator(awaited).first).to_be_visible()

    return then


def _all_details(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")


def _chosen(page: Page) -> None:
    for i in (1, 2):
        page.locator("#lines .pick input").nth(i).check()


def _many_changed(page: Page) -> None:
    _chosen(page)
    page.locator(".many-edits summary").click()
    expect(page.locator("#new-levels")).to_be_visible()


def _asked_in_bulk(page: Page) -> None:
    # Hidden on a telephone, where rows are ticked one by one.
    page.locator("[data-all]").evaluate("every => every.click()")
    page.locator(".bulk > button.main").click()
    expect(page.locator("#asking")).to_be_visible()


def _asked_for_name(page: Page) -> None:
    page.evaluate("document.querySelector('#naming').showModal()")


def _answered(page: Page) -> None:
    expect(page.locator("#beside h2")).to_be_visible()
    page.keyboard.press("2")
    expect(page.locator("#toast .undo")).to_be_visible()


def _taken_back(page: Page) -> None:
    page.locator("#toast .undo button").click()
    expect(page.locator("#toast .undo")).to_have_count(0)


def _refused(page: Page) -> None:
    pdf = "application/pdf"
    no_pdf = FilePayload(name="bukan.pdf", mimeType=pdf, buffer=b"halo")
    known = FilePayload(name="ada.pdf", mimeType=pdf, buffer=serving.SAMPLE.read_bytes())
    page.locator("#file").set_input_files([no_pdf, known])
    expect(page.locator("#sending li")).to_have_count(2)
    expect(page.locator("#sending li.over")).to_have_count(2)


def _wrong_amount(page: Page) -> None:
    _key("e", "#row-edit-text")(page)
    page.locator("#row-head input[name=amount]").first.fill("banyak sekali")
    page.locator("#row-head button.main").click()
    expect(page.locator("#trouble")).to_contain_text("banyak sekali")


def _escaped(page: Page) -> None:
    page.keyboard.press("Escape")


SCREENS = (
    Screen("home", "/"),
    Screen("home, files refused", "/", _refused),
    Screen("home, nothing matches", "/?q=zzzz"),
    Screen("name", "/", _opened("#who summary")),
    Screen("help", "/", _opened(".help summary")),
    Screen("keys", "/", _opened(".help summary", "[data-open=keys]")),
    Screen("mappings", "/mappings"),
    Screen("mapping", "/mappings/{mapping}", _all_details),
    Screen("mapping without documents", "/mappings/{bare_mapping}"),
    Screen("document", "/documents/{sample}"),
    Screen("document, a row beside", "/documents/{sample}?row={row}"),
    Screen("document, a row answered", "/documents/{sample}?row={answered}"),
    Screen("document, a row edited", "/documents/{sample}?row={edited}"),
    Screen("document, nothing matches", "/documents/{sample}?text=zzzz"),
    Screen("document, filtered", "/documents/{sample}?text=program&level=program&state=sure"),
    Screen("document, parts", "/documents/{sample}?size=25&p=2"),
    Screen("document, facts and tables", "/documents/{sample}", _all_details),
    Screen("document, a fact changed", "/documents/{sample}", _opened("#edit-opd")),
    Screen("document, years changed", "/documents/{sample}", _opened("#edit-years")),
    Screen("document, download", "/documents/{sample}", _opened(".tabs details.drop > summary")),
    Screen("document, more", "/documents/{sample}", _opened("details.more > summary")),
    Screen("document, rows chosen", "/documents/{sample}", _chosen),
    Screen("document, many changed", "/documents/{sample}", _many_changed),
    Screen("document, bulk asked", "/documents/{sample}", _asked_in_bulk),
    Screen("document, name asked", "/documents/{sample}", _asked_for_name),
    Screen("row changed", "/documents/{sample}?row={row}", _key("e", "#row-edit-text")),
    Screen("row changed, refused", "/documents/{sample}?row={row}", _wrong_amount),
    Screen("row repaired", "/documents/{sample}?row={row}", _opened("#beside .repairs summary")),
    Screen("row added", "/documents/{sample}?row={row}", _key("b", "#new-row")),
    Screen("row, subdimensions", "/documents/{sample}?row={row}", _opened("#beside .combo"), _escaped),
    Screen("row answered now", "/documents/{sample}?row={row}", _answered, _taken_back),
    Screen("meaning", "/documents/{sample}?row={row}", _opened("#beside .answer a.label")),
    Screen("row added alone", "/documents/{sample}/rows/new?page=7"),
    Screen("rows of all", "/rows"),
    Screen("inbox", "/review"),
    Screen("inbox, row changed", "/review", _key("e", "#row-edit-text")),
    Screen("map", "/map"),
    Screen("map, all open", "/map", _all_details),
    Screen("map of a mapping", "/map?mapping={mapping}"),
    Screen("map of budgets", "/map?value=budget"),
    Screen("map by kegiatan", "/map?by=kegiatan"),
    Screen("map, download", "/map", _opened("details.more > summary")),
    Screen("map for print", "/map/print"),
    Screen(
        "cell of the map", "/map/cell?document={sample}&cell_subdimension=governance.birokrasi-pemerintah"
    ),
    Screen("compare, nothing chosen", "/compare"),
    Screen("compare", "/compare?a={sample}&b={other}"),
    Screen("agencies", "/agencies"),
    Screen("an agency", "/rows?document={sample}"),
    Screen("agencies merged", "/agencies?merged=Dinas+Baru"),
    Screen("workbook", "/workbook"),
    Screen("workbook, difference", "/workbook?id={workbook}"),
    Screen("workbook, applied", "/workbook/applied?id={workbook}&n=1&edits=1"),
    Screen("taxonomy", "/taxonomy"),
    Screen("model", "/model"),
    Screen("no rows", "/documents/{prose}"),
    Screen("failed", "/documents/{failed}"),
    Screen("queued", "/documents/{queued}"),
    Screen("running", "/documents/{running}"),
    Screen("hostile name", "/documents/{hostile}"),
)
# Of a service where nothing is yet.
EMPTY_SCREENS = tuple(
    Screen(f"blank {name}", path)
    for name, path in {
        "home": "/",
        "mappings": "/mappings",
        "inbox": "/review",
        "map": "/map",
        "compare": "/compare",
        "agencies": "/agencies",
        "rows": "/rows",
    }.items()
)


# ---- a service to show them


@contextmanager
def empty(data: Path) -> Iterator[str]:
    """The address of a service where nothing is yet."""
    with serving.listening(Settings(data=data, workers=1, rate=0)) as address:
        yield address


@contextmanager
def filled(data: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """A service with documents in every state and what people made of them: its address, ids by name."""
    with serving.listening(Settings(data=data, workers=1, rate=0)) as address:
        ids = {
            "sample": serving.send(address, serving.SAMPLE),
            "other": serving.send(address, DOCUMENTS / "rupiah_below_a_head_of_thousands.pdf"),
            "prose": serving.send(address, DOCUMENTS / "no_rows_in_prose.pdf"),
            "hostile": serving.send(address, DOCUMENTS / "money_in_units.pdf", HOSTILE),
        }
        with Client(base_url=address, timeout=60) as client:
            ids |= _worked_on(client, ids["sample"])
        ids |= _states(data / "petakota.db")
        yield address, ids


def _worked_on(client: Client, sample: str) -> dict[str, str]:
    """What people make of the sample: mappings, an answer, edits, an agency, a workbook that differs."""

    def asked(method: str, path: str, **body: object) -> dict[str, object]:
        answer = client.request(method, API + path, json=body)
        assert answer.status_code < 300, answer.text
        made: dict[str, object] = answer.json()
        return made

    rows = client.get(f"{API}/documents/{sample}/rows").json()["rows"]
    region = client.get(f"{API}/documents/{sample}").json()["region"]
    mapping = asked("POST", "/mappings", region=region, years=[2025], by="Sari Dewi")
    bare = asked("POST", "/mappings", name="Rapat Maret", region="Kabupaten Lain", years=[2030])
    asked("POST", "/agencies", name="Dinas Ketahanan Pangan dan Perikanan", aliases=["DKPP"], by="Sari Dewi")
    content = client.get("/map.xlsx", params={"document": sample}).content
    asked(
        "POST", f"/rows/{rows[5]['id']}/label", subdimension="branding.pariwisata", note="hlm. 6", by="Sari"
    )
    asked("PATCH", f"/rows/{rows[7]['id']}", kode="9.99.99", text=f"{rows[7]['text']} DAERAH", by="Budi")
    asked("DELETE", f"/rows/{rows[11]['id']}")
    book = Corrected(openpyxl.load_workbook(io.BytesIO(content)))
    book.set(rows[1]["id"], "text", "Perencanaan yang dibetulkan")
    book.set(rows[1]["id"], "2026", 1_234_567_000)
    book.set(rows[2]["id"], "level", "urusan")
    book.set(rows[7]["id"], "kode", "1.11")
    book.add(level="program", text="Program Tambahan dari Berkas Excel")
    out = io.BytesIO()
    book.book.save(out)
    sent = client.post(f"{API}/workbooks", files={"file": ("peta.xlsx", out.getvalue())})
    assert sent.status_code == 200, sent.text
    return {
        "row": rows[9]["id"],
        "answered": rows[5]["id"],
        "edited": rows[7]["id"],
        "mapping": str(mapping["id"]),
        "bare_mapping": str(bare["id"]),
        "workbook": str(sent.json()["id"]),
    }


def _states(database: Path) -> dict[str, str]:
    """Documents that wait, are read, and have failed, as no test could hold them; their ids."""
    common = {"n_bytes": 1, "created_at": "2026-11-24T16:00:00Z", "token": "x", "lease_until": _FAR_AWAY_S}
    failed = {"status": "failed", "error": Message("scan").stored(), "pages_total": 0, "pages_done": 0}
    running = {"status": "running", "pages_done": 120, "pages_total": 310, "error": ""}
    # Another service holds it: a queued one would be read.
    queued = {"status": "running", "pages_done": 0, "pages_total": 0, "error": ""}
    states = {"failed": failed, "running": running, "queued": queued}
    engine = create_engine(f"sqlite:///{database}")
    with engine.begin() as connection:
        for name, state in states.items():
            values = common | state | {"id": f"{name:0<16}", "sha256": name, "name": f"{name}.pdf"}
            connection.execute(insert(documents).values(**values))
    engine.dispose()
    return {name: f"{name:0<16}" for name in states}
