"""The wheel: what is in it, and that it works where nothing of this checkout is.

The slowest test: it installs the locked requirements, from pip's cache or the index.
"""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.support.paths import ROOT

pytestmark = pytest.mark.slow

DOCUMENTS = ROOT / "tests" / "documents"
INFO = "petakota-0.1.0.dist-info"


def run(*command: str | Path, cwd: Path, env: dict[str, str], timeout_s: float = 60) -> str:
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=env,
        capture_output=True,
        text=True,
        timeout=timeout_s,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    run(
        sys.executable,
        "-m",
        "hatchling",
        "build",
        "-t",
        "wheel",
        "-d",
        folder,
        cwd=ROOT,
        env=dict(os.environ),
    )
    (built,) = folder.iterdir()
    return built


def test_the_wheel_holds_three_packages_their_data_and_the_current_model_and_nothing_else(
    wheel: Path,
) -> None:
    assert wheel.name == "petakota-0.1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    code = {name for name in names if name.endswith(".py")}
    assert code == {
        path.relative_to(ROOT).as_posix()
        for room in ("classifier", "training", "service")
        for path in (ROOT / room).rglob("*.py")
    }
    model = "classifier/models/" + (ROOT / "models" / "current").read_text(encoding="utf-8").strip()
    pages = {
        path.relative_to(ROOT).as_posix()
        for room in ("templates", "static")
        for path in (ROOT / "service" / "web" / room).iterdir()
    }
    assert names - code == {
        *pages,
        *(f"{package}/py.typed" for package in ("classifier", "training", "service")),
        "service/samples/renstra_contoh.pdf",
        "classifier/taxonomy_examples.json",
        "classifier/taxonomy.json",
        "classifier/agencies/general.jsonl",
        "classifier/agencies/provinces.json",
        "classifier/documents/role_signs.tsv",
        "classifier/fields/words.txt",
        "classifier/evidence/name_words.json",
        "classifier/evidence/weights.npz",
        "classifier/rows/doubts.json",
        "classifier/i18n/catalogues/id.po",
        "classifier/mapping/suggestions.json",
        "classifier/models/current",
        "classifier/models/floors.json",
        *(f"{model}/{name}" for name in ("card.json", "model.npz", "CARD.md", "KARTU.md")),
        *(f"{model}/{name}" for name in ("report.md", "report.html")),
        *(f"{model}/{name}.png" for name in ("confusion", "reliability", "coverage", "learning")),
        f"{INFO}/METADATA",
        f"{INFO}/RECORD",
        f"{INFO}/WHEEL",
        f"{INFO}/entry_points.txt",
        f"{INFO}/licenses/LICENSE",
    }


def test_the_wheel_says_what_it_needs_and_how_it_is_called(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        metadata = archive.read(f"{INFO}/METADATA").decode("utf-8")
        scripts = archive.read(f"{INFO}/entry_points.txt").decode("utf-8")
    assert "\nRequires-Python: <3.14,>=3.11\n" in metadata
    assert "\nLicense-Expression: MIT\n" in metadata
    assert "\nRequires-Dist: pdfminer-six>=20251230\n" in metadata
    assert scripts == "[console_scripts]\npetakota = classifier.cli.main:run\n"


def test_an_installed_wheel_reads_labels_and_tells_its_version_far_from_the_checkout(
    wheel: Path, tmp_path: Path
) -> None:
    programs, home = tmp_path / "venv" / "bin", tmp_path / "home"
    home.mkdir()
    run(sys.executable, "-m", "venv", programs.parent, cwd=home, env=dict(os.environ))
    with_index = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    install = (programs / "python", "-m", "pip", "install", "-q", "--disable-pip-version-check")
    lock = ROOT / ".lock" / "run.txt"
    run(*install, "--require-hashes", "-r", lock, cwd=home, env=with_index, timeout_s=900)
    run(*install, "--no-deps", wheel, cwd=home, env=with_index)

    alone = {"PATH": f"{programs}:{os.defpath}", "HOME": str(home), "LANG": "C.UTF-8"}
    assert run("petakota", "--version", cwd=home, env=alone) == "petakota 0.1.0\n"
    answer = json.loads(run("petakota", "classify", "Program Pengelolaan Persampahan", cwd=home, env=alone))
    assert answer["subdimension"] == "environment.tata-kelola-sampah"
    assert answer["review"] is False

    shutil.copy(DOCUMENTS / "renstra_contoh.pdf", home)
    rows = [
        json.loads(line)
        for line in run("petakota", "tag", "renstra_contoh.pdf", cwd=home, env=alone).splitlines()
    ]
    golden = (DOCUMENTS / "renstra_contoh.rows.jsonl").read_text(encoding="utf-8").splitlines()
    fields = ("page", "level", "kode", "text", "program", "pagu")
    assert [[row[name] for name in fields] for row in rows] == [
        [row[name] for name in fields] for row in map(json.loads, golden)
    ]
    labels = {row["text"]: row["subdimension"] for row in rows}
    assert labels["PROGRAM PENGELOLAAN PERSAMPAHAN"] == "environment.tata-kelola-sampah"
    assert labels["PROGRAM PENGENDALIAN PENCEMARAN DAN/ATAU KERUSAKAN LINGKUNGAN HIDUP"] == (
        "environment.perlindungan-lingkungan"
    )
    assert [path.name for path in home.iterdir()] == ["renstra_contoh.pdf"]
