"""The rules of the house: which room may see which, and through which door outside libraries come in."""

import ast
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.support.paths import ROOT

PACKAGES = ("classifier", "training", "service")
# A room imports only rooms before it; a module outside the rooms is one by itself.
ROOMS = (
    "classifier.i18n",
    "classifier.faults",
    "classifier.records",
    "classifier.errors",
    "classifier.taxonomy",
    "classifier.taxonomy_examples",
    "classifier.labels",
    "classifier.fields",
    "classifier.agencies",
    "classifier.documents",
    "classifier.pdf",
    "classifier.tables",
    "classifier.evidence",
    "classifier.rows",
    "classifier.scans",
    "classifier.extraction",
    "classifier.inference",
    "classifier.formats",
    "classifier.mapping",
    "classifier.comparison",
    "classifier.api",
    "training",
    "service.settings",
    "service.messages_pages",
    "service.messages",
    "service.refusals",
    "service.log",
    "service.storage",
    "service.current_model",
    "service.jobs",
    "service.workbooks",
    "service.reading_notes",
    "service.metrics",
    "service.security_headers",
    "service.problem_details",
    "service.limits",
    "service.access_log",
    "service.state",
    "service.dependencies",
    "service.workbench",
    "service.downloads",
    "service.api",
    "service.web",
    "service.app",
    "service.connections",
    "service.server",
    "classifier.cli",
    "classifier.__main__",
)
# Where outside libraries come in: one room each, and one more where reading and writing are two.
DOORS = {
    "pypdfium2": {"classifier.pdf"},
    "pypdfium2_raw": {"classifier.pdf"},
    "pdfplumber": {"classifier.tables"},
    "pdfminer": set(),
    "cv2": {"classifier.scans"},
    "spacy": {"classifier.inference"},
    "Stemmer": {"classifier.inference"},
    "sklearn": {"classifier.inference", "training"},
    "xlsxwriter": {"classifier.formats", "classifier.mapping"},
    "docx": {"classifier.mapping"},
    "pptx": {"classifier.mapping"},
    "python_calamine": {"classifier.formats"},
    "pandas": {"classifier.formats"},
    "matplotlib": {"classifier.mapping", "training"},
    "rich": {"classifier.cli"},
    "babel": {"classifier.i18n"},
    "gettext": {"classifier.i18n"},
    # Boxes drawn on pages: for those who work on the reader, and for planners.
    "PIL": {"classifier.extraction", "service.jobs"},
    "sqlalchemy": {"service.storage"},
    "alembic": {"service.storage"},
    "jinja2": {"service.web"},
    "markdown_it": {"service.web"},
    "prometheus_client": {"service.metrics"},
    "uvicorn": {"service.server", "service.connections"},
}
# Most modules a folder may hold, its `__init__` left out.
MAX_MODULES = 18
PICKLES = {"pickle", "_pickle", "cPickle", "cloudpickle", "dill", "shelve", "marshal"}


@cache
def modules() -> dict[str, Path]:
    """Every module of the three packages by its dotted name."""
    by_name = {}
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            by_name[".".join(parts).removesuffix(".__init__")] = path
    return by_name


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
        elif not (
            top_only and (isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) or is_for_types(node))
        ):
            yield from imports(node, top_only=top_only)


def is_for_types(node: ast.AST) -> bool:
    """Whether a node is `if TYPE_CHECKING:`, which no running program enters."""
    return isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"


@cache
def parsed(name: str) -> ast.AST:
    return ast.parse(modules()[name].read_text(encoding="utf-8"))


@cache
def imported(name: str, *, top_only: bool = False) -> set[str]:
    return set(imports(parsed(name), top_only=top_only))


def room_of(name: str) -> str:
    """The room that a module of ours lies in, "" for a package itself and for what is not ours."""
    return next((room for room in ROOMS if name == room or name.startswith(f"{room}.")), "")


def libraries(name: str) -> set[str]:
    return {one.split(".")[0] for one in imported(name)}


def test_every_module_lies_in_a_room() -> None:
    homeless = [name for name in modules() if not room_of(name)]
    assert homeless == ["classifier", "service"]


def test_a_room_imports_only_rooms_before_it() -> None:
    backwards = {
        (name, target)
        for name in modules()
        for target in imported(name)
        if room_of(name) and room_of(target) and ROOMS.index(room_of(target)) > ROOMS.index(room_of(name))
    }
    assert backwards == set()


def test_training_and_service_never_see_each_other() -> None:
    for name in modules():
        seen = {one.split(".")[0] for one in imported(name)}
        assert not (name.startswith("training") and "service" in seen), name
        assert not (name.startswith("service") and "training" in seen), name


def test_the_command_line_imports_training_and_service_inside_functions_only() -> None:
    for name in modules():
        if name.startswith("classifier.cli"):
            seen = {one.split(".")[0] for one in imported(name, top_only=True)}
            assert not seen & {"training", "service"}, name


def test_no_import_of_ours_is_given_another_name() -> None:
    renamed = [
        f"{name}: {node.module} {alias.name} as {alias.asname}"
        for name in modules()
        for node in ast.walk(parsed(name))
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] in PACKAGES
        for alias in node.names
        if alias.asname
    ]
    assert renamed == []


def is_route_module(name: str) -> bool:
    """Whether a module makes a router of FastAPI's."""
    return any(
        isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "APIRouter"
        for node in ast.walk(parsed(name))
    )


def test_routes_lend_each_other_nothing() -> None:
    route_modules = {name for name in modules() if is_route_module(name)}
    assert len(route_modules) > 10
    lending = {(name, lent) for name in route_modules for lent in imported(name) & route_modules}
    assert lending == set()


def test_no_folder_holds_more_modules_than_a_person_overlooks() -> None:
    folders = Counter(path.parent for path in modules().values() if path.name != "__init__.py")
    assert {str(folder): n for folder, n in folders.items() if n > MAX_MODULES} == {}


@pytest.mark.parametrize("library", sorted(DOORS))
def test_each_outside_library_has_its_door(library: str) -> None:
    assert {room_of(name) for name in modules() if library in libraries(name)} <= DOORS[library]


def test_nothing_is_unpickled() -> None:
    for name, path in modules().items():
        assert not {one.split(".")[0] for one in imported(name)} & PICKLES, name
        assert not {"joblib.load", "joblib.dump", "numpy.load"} & imported(name), name
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
            assert called != "joblib.load", name
            # Plain arrays alone: numpy must be forbidden the rest.
            assert called != "np.load" or "allow_pickle=False" in ast.unparse(node), name


def test_no_inner_module_makes_a_pool() -> None:
    pools = {"concurrent.futures", "multiprocessing", "multiprocessing.pool", "joblib", "dask", "distributed"}
    users = {name for name in modules() if imported(name) & pools}
    # Folds are the one thing that training does at once, as many as its caller says; the service hands
    # documents to processes of its own.
    training = {"training.cross_validation", "training.recipe_search", "training.reading.__main__"}
    service = {"service.jobs.worker_pool", "service.jobs.worker"}
    # The folder that such processes use starts none.
    readers = {"classifier.extraction.reader_pool", "classifier.extraction.socket_folder"}
    assert users <= {*readers, *training, *service}


def loaded_by(arguments: list[str]) -> set[str]:
    """Modules that a call of the command line has loaded when it ends."""
    code = (
        "import sys, json\n"
        "from classifier.cli.main import main\n"
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
    "babel",
    "numpy",
    "scipy",
    "sklearn",
    "skops",
    "spacy",
    "pypdfium2",
    "pdfplumber",
    "cv2",
    "rich",
    "xlsxwriter",
    "docx",
    "pptx",
    "lxml",
    "matplotlib",
    "joblib",
    "pandas",
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
