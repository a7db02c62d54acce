"""The rules of the house: which room may see which, and through which door outside libraries come in."""

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("classifier", "training", "service")
COMMAND_LINE = {"classifier.cli", "classifier.commands", "classifier.maintenance"}
DOORS = {
    "pypdfium2": {"classifier.screen", "classifier.drawn", "classifier.strokes"},
    "pypdfium2_raw": {"classifier.screen", "classifier.drawn", "classifier.strokes"},
    "pdfplumber": {"classifier.tables"},
    "pdfminer": set(),
    "spacy": {"classifier.texts"},
    "Stemmer": {"classifier.texts"},
    "skops": {"classifier.model"},
    "xlsxwriter": {"classifier.workbook", "classifier.mapbook", "classifier.mapsummary"},
    "python_calamine": {"classifier.workbook"},
    "matplotlib": {"classifier.paint", "training.pictures"},
    "rich": {"classifier.terminal"},
    "PIL": {"classifier.explain", "service.pictures"},
    "alembic": {
        "service.store",
        "service.migrations.env",
        "service.migrations.versions.r0001_documents",
        "service.migrations.versions.r0002_searched",
    },
    "jinja2": {"service.pages"},
    "markdown_it": {"service.pages"},
    "prometheus_client": {"service.metrics"},
    "uvicorn": {"service.serve"},
}
PICKLES = {"pickle", "_pickle", "cPickle", "cloudpickle", "dill", "shelve", "marshal"}


def modules() -> dict[str, Path]:
    """Every module of the three rooms by its dotted name."""
    found = {}
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            found[".".join(parts).removesuffix(".__init__")] = path
    return found


def imports(tree: ast.AST, *, top_only: bool = False) -> Iterator[str]:
    """Dotted names that a module imports; for `from a import b` both `a` and `a.b`."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            assert node.module is not None
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif not (top_only and isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)):
            yield from imports(node, top_only=top_only)


def imported(name: str, *, top_only: bool = False) -> set[str]:
    return set(imports(ast.parse(modules()[name].read_text(encoding="utf-8")), top_only=top_only))


def rooms(names: set[str]) -> set[str]:
    return {name.split(".")[0] for name in names} & set(ROOMS)


def test_the_three_rooms_are_found() -> None:
    assert {"classifier.cli", "classifier.rows", "training.train", "service"} <= modules().keys()


def test_the_classifier_sees_neither_training_nor_service() -> None:
    assert {
        name: rooms(imported(name)) - {"classifier"}
        for name in modules()
        if name.startswith("classifier")
        and name not in COMMAND_LINE
        and rooms(imported(name)) - {"classifier"}
    } == {}


def test_the_command_line_imports_training_and_service_inside_functions_only() -> None:
    assert {name: rooms(imported(name, top_only=True)) for name in sorted(COMMAND_LINE)} == {
        "classifier.cli": {"classifier"},
        "classifier.commands": {"classifier"},
        "classifier.maintenance": {"classifier"},
    }


def test_training_and_service_never_see_each_other() -> None:
    for name in modules():
        if name.startswith("training"):
            assert "service" not in rooms(imported(name)), name
        if name.startswith("service"):
            assert "training" not in rooms(imported(name)), name


def test_nothing_imports_the_command_line_or_the_terminal_but_the_command_line() -> None:
    outermost = COMMAND_LINE | {"classifier.terminal"}
    assert {
        name: imported(name) & outermost
        for name in modules()
        if name not in COMMAND_LINE and imported(name) & outermost
    } == {}


@pytest.mark.parametrize("library", sorted(DOORS))
def test_each_outside_library_has_its_door(library: str) -> None:
    users = {name for name in modules() if library in {one.split(".")[0] for one in imported(name)}}
    assert users <= DOORS[library]


def test_scikit_learn_is_seen_by_features_model_and_training_alone() -> None:
    users = {name for name in modules() if "sklearn" in {one.split(".")[0] for one in imported(name)}}
    assert {name for name in users if not name.startswith("training.")} <= {
        "classifier.features",
        "classifier.model",
    }


def test_no_module_is_longer_than_300_lines() -> None:
    lengths = {name: len(path.read_text(encoding="utf-8").splitlines()) for name, path in modules().items()}
    assert {name: n for name, n in lengths.items() if n > 300} == {}


def test_nothing_is_unpickled() -> None:
    for name, path in modules().items():
        assert not {one.split(".")[0] for one in imported(name)} & PICKLES, name
        assert not {"joblib.load", "joblib.dump", "numpy.load"} & imported(name), name
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                assert (node.value.id, node.attr) not in {("joblib", "load"), ("np", "load")}, name


def test_no_inner_module_makes_a_pool() -> None:
    pools = {"concurrent.futures", "multiprocessing", "multiprocessing.pool", "joblib", "dask", "distributed"}
    users = {name for name in modules() if imported(name) & pools}
    # Folds are the one thing that training does at once, as many as its caller says; the service hands
    # documents to processes of its own.
    training, service = {"training.heldout", "training.search"}, {"service.hands", "service.worker"}
    assert users <= {"classifier.readers", "classifier.batch", *training, *service}


def loaded_by(arguments: list[str]) -> set[str]:
    """Modules that a call of the command line has loaded when it ends."""
    code = (
        "import sys, json\n"
        "from classifier.cli import main\n"
        "try:\n    main(json.loads(sys.argv[1]))\nexcept SystemExit:\n    pass\n"
        "print('\\n' + json.dumps(sorted(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code, json.dumps(arguments)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return {name.split(".")[0] for name in json.loads(done.stdout.splitlines()[-1])}


HEAVY = {
    "numpy",
    "scipy",
    "sklearn",
    "skops",
    "spacy",
    "pypdfium2",
    "pdfplumber",
    "rich",
    "xlsxwriter",
    "matplotlib",
    "joblib",
}


@pytest.mark.parametrize(
    "arguments", [["--help"], ["tag", "--help"], ["nonsense"], ["extract", "--pages", "0"]]
)
def test_help_and_wrong_calls_load_no_heavy_library(arguments: list[str]) -> None:
    assert loaded_by(arguments) & HEAVY == set()


def test_the_taxonomy_and_the_version_load_no_heavy_library() -> None:
    assert loaded_by(["taxonomy", "--format", "jsonl"]) & HEAVY == set()
    assert loaded_by(["--version"]) & HEAVY == set()


def test_finding_rows_loads_neither_a_model_nor_training() -> None:
    assert (
        loaded_by(["extract", "missing.pdf"]) & {"sklearn", "skops", "spacy", "training", "service"} == set()
    )
