"""What other programs import: `from classifier import extract, load_model, predict, build_map`."""

import json
import multiprocessing
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import classifier
from classifier import build_map, extract, load_model, predict, rows_frame
from classifier.errors import DataError, DocumentError, ModelError, UsageError
from classifier.extraction.page_tasks import in_process
from classifier.extraction.reader_pool import Readers
from classifier.formats import results
from classifier.inference.model import Model
from classifier.records import Extraction, Query, TaggedRow
from classifier.taxonomy import default
from tests.support import golden
from tests.support.command_line import small_models
from tests.support.paths import DOCUMENTS, ROOT
from tests.support.result_rows import ROW
from tests.support.small_model import small_model

PUBLIC = ("build_map", "extract", "load_model", "predict", "rows_frame")
PDF = DOCUMENTS / "renstra_contoh.pdf"
TEN_LINES = """\
from classifier import build_map, extract, load_model, predict, rows_frame

extraction = extract("tests/documents/renstra_contoh.pdf")     # in child processes, with limits
model = load_model()                                           # the packaged model
tagged = predict(model, extraction.rows)                       # each row with its prediction
print(tagged[0].row.text, "->", tagged[0].prediction.subdimension)
print(predict(model, ["Program Pengelolaan Persampahan"])[0].subdimension)
city = build_map(tagged)
print(len(city.opds), "OPD,", len(city.gaps), "subdimensions without any program")
print(rows_frame(tagged).groupby("dimension").size().to_dict())  # pip install petakota[pandas]
print(city.to_frame().shape)                                   # OPD x 18
"""
PRINTED = """\
PROGRAM PENUNJANG URUSAN PEMERINTAHAN DAERAH KABUPATEN/KOTA -> governance.birokrasi-pemerintah
environment.tata-kelola-sampah
1 OPD, 14 subdimensions without any program
{'environment': 34, 'governance': 6}
(1, 18)
"""


def python(*arguments: str | Path) -> str:
    """What a Python of its own prints, from the checkout's root."""
    done = subprocess.run(
        [sys.executable, "-W", "error", *map(str, arguments)],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT), "PATH": ""},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.fixture(scope="module")
def extraction() -> Extraction:
    return extract(PDF, mapper=in_process)


@pytest.fixture(scope="module")
def model() -> Model:
    return small_model()


@pytest.fixture(scope="module")
def tagged(extraction: Extraction, model: Model) -> list[TaggedRow]:
    return predict(model, extraction.rows)


@pytest.mark.slow
def test_the_ten_lines_run_as_a_script_without_a_main_guard(tmp_path: Path) -> None:
    script = tmp_path / "ten_lines.py"
    script.write_text(TEN_LINES, encoding="utf-8")
    assert python(script) == PRINTED


def test_the_package_names_what_is_public() -> None:
    assert classifier.__all__ == PUBLIC
    assert set(PUBLIC) < set(dir(classifier))
    with pytest.raises(AttributeError, match="module 'classifier' has no attribute 'extrakt'"):
        _ = classifier.extrakt  # type: ignore[attr-defined]


def test_no_public_name_is_that_of_a_room() -> None:
    rooms = {path.stem for path in (ROOT / "classifier").iterdir()}
    assert rooms & set(PUBLIC) == set()


def test_a_public_name_is_the_function_also_when_a_module_of_that_name_is_loaded() -> None:
    code = (
        "import classifier.inference.predict, classifier.extraction.extract\n"
        "from classifier import extract, predict\n"
        "print(callable(extract), callable(predict))"
    )
    assert python("-c", code) == "True True\n"


def test_importing_the_package_and_its_functions_loads_no_library() -> None:
    code = (
        "import sys\nfrom classifier import build_map, extract, load_model, predict, rows_frame\n"
        "heavy = {'numpy', 'sklearn', 'skops', 'spacy', 'pypdfium2', 'pdfplumber', 'pandas', 'xlsxwriter'}\n"
        "print(sorted(heavy & sys.modules.keys()))"
    )
    assert python("-c", code) == "[]\n"


def test_each_package_says_that_it_is_typed() -> None:
    assert all((ROOT / package / "py.typed").is_file() for package in ("classifier", "training", "service"))


def test_a_document_is_read_by_its_name_or_path_in_child_processes(extraction: Extraction) -> None:
    assert extract(str(PDF)) == extraction
    rows = [json.loads(line) for line in PDF.with_suffix(".rows.jsonl").read_text("utf-8").splitlines()]
    assert golden.differences(rows, [golden.fields(row) for row in extraction.rows]) == []


def test_readers_that_are_started_once_read_many_documents() -> None:
    with Readers(1) as readers:
        names = ("papers_mixed.pdf", "rules_double.pdf")
        extractions = [extract(DOCUMENTS / name, mapper=readers.answers) for name in names]
    assert [extraction.document for extraction in extractions] == ["papers_mixed.pdf", "rules_double.pdf"]


def test_a_range_of_pages_gives_the_rows_that_begin_in_it(extraction: Extraction) -> None:
    part = extract(PDF, pages=(6, 6), mapper=in_process)
    assert part.rows == tuple(row for row in extraction.rows if row.page == 6)
    with pytest.raises(UsageError, match="900-901 lies outside it"):
        extract(PDF, pages=(900, 901), mapper=in_process)


def test_a_document_that_is_missing_is_an_error_that_names_it() -> None:
    with pytest.raises(DocumentError, match=r"missing\.pdf"):
        extract("missing.pdf", mapper=in_process)


@pytest.mark.slow
def test_a_model_is_found_by_its_id_in_a_folder_of_models(tmp_path: Path) -> None:
    folder = small_models(tmp_path)
    current = load_model(folder=str(folder))
    assert load_model(current.card.id, folder).card == current.card
    with pytest.raises(ModelError, match="is no model id"):
        load_model("newest", folder)


def test_texts_queries_and_dicts_are_answered_in_order(model: Model) -> None:
    expected = ["environment.tata-kelola-sampah", "society.sistem-edukasi"]
    texts = ["Pengangkutan sampah bank sampah", "Beasiswa siswa miskin"]
    queries = [Query(text) for text in texts]
    dicts = [{"text": text, "indikator": None, "page": 7} for text in texts]
    assert [p.subdimension for p in predict(model, texts)] == expected
    assert predict(model, texts) == predict(model, queries) == predict(model, iter(dicts))
    assert predict(model, []) == []


def test_what_stands_around_a_text_helps_to_label_it() -> None:
    row = {"text": "Pemeliharaan"}
    alone, in_context = predict(None, [row, {**row, "program": "Program Pengelolaan Persampahan"}])
    assert alone.subdimension != "environment.tata-kelola-sampah"
    assert in_context.subdimension == "environment.tata-kelola-sampah"


def test_rows_come_back_with_their_predictions(
    extraction: Extraction, tagged: list[TaggedRow], model: Model
) -> None:
    assert tuple(row.row for row in tagged) == extraction.rows
    shapes = [results.row_dict(row) for row in extraction.rows]
    assert [row.prediction for row in tagged] == predict(model, shapes)


def test_without_a_model_the_packaged_one_answers() -> None:
    (prediction,) = predict(None, ["Program Pengelolaan Persampahan"])
    assert prediction.subdimension == "environment.tata-kelola-sampah"
    assert prediction.model == (ROOT / "models" / "current").read_text("utf-8").strip()


def test_a_single_text_is_not_taken_for_a_list_of_letters(model: Model) -> None:
    with pytest.raises(UsageError, match="put a single one into a list"):
        predict(model, "Jalan")


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (7, r"rows\[1\]: a int; predict takes texts, queries, rows, and dicts with a text\."),
        ({"name": "Jalan"}, r'rows\[1\]: the object has no "text"'),
        ({"text": "Jalan", "opd": 7}, r"rows\[1\]: opd is not a string"),
        ({"text": "Jalan", "indikator": [7]}, r"rows\[1\]: indikator is not a list of strings"),
    ],
)
def test_what_cannot_be_labelled_is_named_by_its_place(value: Any, message: str, model: Model) -> None:
    with pytest.raises(UsageError, match=message):
        predict(model, ["Jalan", value])


def test_the_map_of_tagged_rows_is_that_of_their_dicts(tagged: list[TaggedRow]) -> None:
    city = build_map(tagged)
    assert city == build_map(map(results.tagged_dict, tagged), taxonomy=default())
    assert sum(cell.count for cell in city.cells.values()) == 13
    assert build_map([]).gaps == default().ids


def test_a_whole_extraction_or_frame_is_no_sequence_of_rows(
    extraction: Extraction, tagged: list[TaggedRow], model: Model
) -> None:
    frame = rows_frame(tagged)
    functions: tuple[Callable[[Any], object], ...] = (lambda rows: predict(model, rows), build_map)
    for refusing in functions:
        with pytest.raises(UsageError, match=r"give it extraction\.rows"):
            refusing(extraction)
        with pytest.raises(UsageError, match=r'give it frame\.to_dict\("records"\)'):
            refusing(frame)
    with pytest.raises(UsageError, match="rows_frame takes rows"):
        rows_frame(frame)


def test_rows_that_were_not_labelled_have_no_map_and_say_where(extraction: Extraction) -> None:
    with pytest.raises(DataError, match=r"rows\[0\]: a Row carries no label; call predict first"):
        build_map(extraction.rows)  # type: ignore[arg-type]


def test_what_pandas_writes_where_a_text_is_missing_is_no_text(model: Model) -> None:
    missing = {"text": "Imunisasi", "program": float("nan"), "indikator": float("nan")}
    assert predict(model, [missing]) == predict(model, [{"text": "Imunisasi"}])


@pytest.mark.slow
def test_a_worker_of_a_pool_is_told_how_to_read() -> None:
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        with pytest.raises(UsageError, match="in a worker of a pool"):
            pool.apply(extract, (PDF,))
        assert len(pool.apply(extract, (PDF,), {"mapper": in_process}).rows) == 40


def test_rows_without_a_label_have_no_map() -> None:
    with pytest.raises(DataError, match=r"rows\[0\]: the rows carry no label"):
        build_map([{"text": "Jalan", "level": "program"}])


def test_rows_as_a_data_frame_have_the_contracts_columns(
    extraction: Extraction, tagged: list[TaggedRow]
) -> None:
    plain, labelled = rows_frame(extraction), rows_frame(tagged)
    assert tuple(plain.columns) == results.ROW_FIELDS
    assert tuple(labelled.columns) == results.TAGGED_FIELDS
    assert len(plain) == len(labelled) == len(extraction.rows)
    assert labelled["review"].dtype == bool
    assert labelled["pagu"][0] == dict(extraction.rows[0].pagu)
    assert tuple(rows_frame([]).columns) == results.ROW_FIELDS


def test_a_data_frame_goes_back_to_a_map(tagged: list[TaggedRow]) -> None:
    assert build_map(rows_frame(tagged).to_dict("records")) == build_map(tagged)
    assert rows_frame([ROW]).to_dict("records") == [ROW]


def test_the_map_as_a_data_frame_has_a_line_for_each_opd_and_a_column_for_each_subdimension() -> None:
    city = build_map([ROW])
    counts, budgets = city.to_frame(), city.to_frame("pagu")
    assert counts.index.name == "opd"
    assert tuple(counts.columns) == default().ids
    assert counts.to_dict("index") == {
        "Dinas Kesehatan": {s: int(s == "living.pelayanan-kesehatan") for s in default().ids}
    }
    assert budgets.loc["Dinas Kesehatan", "living.pelayanan-kesehatan"] == 1_250_000_000_001
    assert build_map([]).to_frame().shape == (0, 18)


def test_without_pandas_a_frame_says_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch, extraction: Extraction
) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(UsageError, match=r"`pip install petakota\[pandas\]` adds it"):
        rows_frame(extraction)
    with pytest.raises(UsageError, match="needs pandas, which is not installed"):
        build_map([ROW]).to_frame()
