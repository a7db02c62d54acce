"""The model in a service: texts labelled, a promoted model taken up, documents labelled anew."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from classifier.formats import results
from classifier.inference import predict
from classifier.inference.model_store import default_models_folder, find, load
from classifier.records import Query
from classifier.taxonomy import default
from service.settings import Settings
from tests.support import small_model
from tests.support.paths import DOCUMENTS
from tests.support.serving import API, SAMPLE, Served, served
from training.promotion import registry

TEXTS = ["Program Pengelolaan Persampahan", "", "Rehabilitasi jembatan", "xyzzy"]


def test_texts_are_labelled_in_order_as_on_the_command_line(served: Served) -> None:
    model = load(find(default_models_folder()))
    answer = served.client.post(f"{API}/classify", json={"texts": TEXTS})
    expected = [results.prediction_dict(p) for p in predict.predictions(model, [Query(t) for t in TEXTS])]
    assert answer.json() == {"predictions": expected}


def test_rows_are_labelled_with_what_stands_around_them(served: Served) -> None:
    model = load(find(default_models_folder()))
    row = {"text": "Rapat koordinasi", "program": "Program Pendidikan", "opd": "Dinas", "indikator": ["APK"]}
    answer = served.client.post(f"{API}/classify", json={"rows": [row]})
    (expected,) = predict.predictions(
        model, [Query("Rapat koordinasi", program="Program Pendidikan", opd="Dinas", indikator=("APK",))]
    )
    assert answer.json() == {"predictions": [results.prediction_dict(expected)]}


def test_the_taxonomy_and_the_model_are_told(served: Served) -> None:
    assert [one["id"] for one in served.get("/taxonomy")["subdimensions"]] == list(default().ids)
    assert served.get("/models/current")["id"] == find(default_models_folder()).name


@pytest.mark.slow
def test_a_promoted_model_answers_without_a_restart_and_repredicts_on_demand(
    empty_database: Callable[[], str], tmp_path: Path
) -> None:
    folder = tmp_path / "models"
    card, _ = small_model.train_small(tmp_path)
    registry.promote(folder, card.id)
    settings = Settings(
        data=tmp_path / "data", database_url=empty_database(), models=folder, workers=1, rate=0
    )
    with served(settings) as service:
        assert service.client.post(f"{API}/classify", json={"texts": ["a"]}).status_code == 200
        document = service.sample = service.upload(SAMPLE)
        service.wait(document)
        rows = service.rows()
        assert {row["model"] for row in rows} == {card.id}
        corrected = rows[3]["id"]
        service.label(corrected, "branding.pariwisata")

        better = find(default_models_folder())
        (folder / better.name).symlink_to(better)
        registry.promote(folder, better.name)
        answer = service.client.post(f"{API}/classify", json={"texts": TEXTS[:1]})
        assert answer.json()["predictions"][0]["model"] == better.name
        assert {row["model"] for row in service.rows()} == {card.id}

        answer = service.client.post(f"{API}/documents/{document}/repredict")
        assert answer.json() == {"rows": 40, "model": better.name}
        again = service.rows()
        assert {row["model"] for row in again} == {better.name}
        assert [row["id"] for row in again] == [row["id"] for row in rows]
        assert [row["subdimension"] for row in again] != [row["subdimension"] for row in rows]
        assert again[3]["subdimension"] == "branding.pariwisata"
        (entry,) = service.get(f"/rows/{corrected}/labels")["entries"]
        assert entry["seen_model"] == card.id
        # Readers take it up as well.
        other = service.upload(DOCUMENTS / "program_over_indicators.pdf")
        assert service.wait(other)["summary"]["models"] == [better.name]

        # One that cannot be loaded does not push out the one that answers.
        (folder / "current").write_text("2026-01-01-000000\n", encoding="utf-8")
        answer = service.client.post(f"{API}/classify", json={"texts": TEXTS[:1]})
        assert answer.json()["predictions"][0]["model"] == better.name


@pytest.mark.slow
def test_without_a_model_the_service_is_not_ready_and_documents_wait(tmp_path: Path) -> None:
    folder = tmp_path / "models"
    card, _ = small_model.train_small(tmp_path)
    (folder / "current").unlink(missing_ok=True)
    with served(Settings(data=tmp_path / "data", models=folder, workers=1, rate=0)) as service:
        assert service.client.get("/healthz").status_code == 200
        ready = service.client.get("/readyz")
        assert (ready.status_code, ready.json()["model"], ready.json()["database"]) == (503, False, True)
        answer = service.client.post(f"{API}/classify", json={"texts": ["a"]})
        assert answer.status_code == 503
        assert answer.headers["content-type"] == "application/problem+json"
        document = service.upload(SAMPLE)
        time.sleep(3)
        assert service.get(f"/documents/{document}")["status"] in ("queued", "running")
        registry.promote(folder, card.id)
        assert service.wait(document)["status"] == "done"


def test_pages_are_drawn_with_their_rows_and_kept(served: Served) -> None:
    row = served.rows()[0]
    address = f"{API}/documents/{served.sample}/pages/{row['page']}.png"
    plain = served.client.get(address)
    assert plain.headers["content-type"] == "image/png"
    assert plain.content.startswith(b"\x89PNG")
    chosen = served.client.get(address, params={"row": row["id"]})
    assert chosen.content != plain.content
    n_drawn = served.app.state.service.page_images._n_drawn
    assert served.client.get(address).content == plain.content
    assert served.app.state.service.page_images._n_drawn == n_drawn


def test_a_picture_shows_the_rows_boxes_where_the_text_stands(served: Served) -> None:
    import io

    from PIL import Image

    row = next(row for row in served.rows() if row["level"] == "program")
    address = f"{API}/documents/{served.sample}/pages/{row['page']}.png"
    image = Image.open(io.BytesIO(served.client.get(address).content)).convert("RGB")
    x0, top, x1, _ = (round(value * 110 / 72) for value in row["bbox"])
    assert image.getpixel(((x0 + x1) // 2, top)) == (0xCF, 0x22, 0x2E)


def test_figures_are_told_to_prometheus(served: Served) -> None:
    served.client.post(f"{API}/classify", json={"texts": TEXTS})
    text = served.client.get("/metrics").text
    for name in (
        'petakota_requests_total{method="POST"',
        'petakota_documents{status="done"}',
        "petakota_pages_total",
        "petakota_rows_total",
        "petakota_rows_review_total",
        'petakota_confidence_bucket{le="0.9",of="row"}',
        "petakota_texts_total",
        "petakota_request_seconds_bucket",
    ):
        assert f"\n{name}" in text, name
    # Addresses hold ids, which would make a series each.
    assert served.sample not in text


WEB = """
import json, logging, sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
if __name__ == "__main__":
    from tests.support.serving import API, SAMPLE, served
    from service import log
    from service.settings import Settings
    log.to_stderr()
    with served(Settings(data=Path(sys.argv[1]), workers=1, rate=0)) as service:
        document = service.upload(SAMPLE, "rahasia.pdf")
        assert service.wait(document)["status"] == "done"
        for path in ("/rows?format=xlsx", "/map?format=xlsx", "/pages/6.png"):
            assert service.client.get(f"{API}/documents/{document}{path}").status_code == 200
    print(json.dumps(sorted(sys.modules)))
"""


@pytest.mark.slow
def test_the_web_process_loads_no_pdf_library_and_logs_no_text(tmp_path: Path) -> None:
    script = tmp_path / "web.py"
    script.write_text(WEB, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, script, tmp_path / "data", Path(__file__).parent],
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    loaded = {name.split(".")[0] for name in json.loads(done.stdout.splitlines()[-1])}
    assert not loaded & {"pypdfium2", "pypdfium2_raw", "pdfplumber", "pdfminer", "PIL"}
    lines = [json.loads(line) for line in done.stderr.splitlines() if line.startswith("{")]
    assert {"at", "level", "from", "message"} <= lines[0].keys()
    requests = [line for line in lines if line["message"] == "request"]
    assert any(line["method"] == "POST" and line["status"] == 202 for line in requests)
    for secret in ("rahasia", "PROGRAM", "sampah"):
        assert secret not in done.stderr
