import json
import re
from pathlib import Path

import pytest

from classifier import taxonomy
from classifier.cli.main import main
from classifier.errors import DataError

IDS = (
    "governance.pelayanan-publik",
    "governance.birokrasi-pemerintah",
    "governance.kebijakan-publik",
    "branding.pariwisata",
    "branding.daya-saing-bisnis",
    "branding.penataan-wajah-kota",
    "economy.penataan-industri",
    "economy.kesejahteraan-masyarakat",
    "economy.ekosistem-keuangan",
    "living.lingkungan-nyaman",
    "living.pelayanan-kesehatan",
    "living.transportasi-logistik",
    "society.masyarakat-smart",
    "society.sistem-edukasi",
    "society.keamanan-keselamatan",
    "environment.perlindungan-lingkungan",
    "environment.tata-kelola-sampah",
    "environment.energi-berkelanjutan",
)
ENTRY = {"id": "a.b", "name_id": "nama", "name_en": "name", "definition": "arti", "definition_en": "meaning"}


def written(path: Path, value: object) -> Path:
    path.write_text(json.dumps(value), encoding="utf-8")
    return path


def test_the_packaged_taxonomy_has_these_18_subdimensions_in_this_order() -> None:
    assert taxonomy.default().ids == IDS


def test_it_has_six_dimensions_of_three_in_the_order_of_the_file() -> None:
    assert taxonomy.default().dimensions == (
        "governance",
        "branding",
        "economy",
        "living",
        "society",
        "environment",
    )
    for dimension in taxonomy.default().dimensions:
        assert sum(s.dimension == dimension for s in taxonomy.default().subdimensions) == 3


def test_every_subdimension_has_names_definitions_and_scope() -> None:
    for s in taxonomy.default().subdimensions:
        assert re.fullmatch(r"[a-z]+\.[a-z-]+", s.id)
        assert s.name_id.strip()
        assert s.name_en.strip()
        assert s.definition_id.endswith(".")
        assert s.definition_en.endswith(".")
        assert s.includes


def test_every_subdimension_has_its_scope_in_english_other_names_and_agencies() -> None:
    for s in taxonomy.default().subdimensions:
        assert len(s.includes_en) == len(s.includes), s.id
        assert s.aliases, s.id
        assert s.typical_opd, s.id


def test_what_is_excluded_goes_to_the_same_place_in_both_languages() -> None:
    def places(text: str) -> list[str]:
        return re.findall(r"[a-z]+\.(?:\*|[a-z]+(?:-[a-z]+)*)", text)

    for s in taxonomy.default().subdimensions:
        assert [places(text) for text in s.excludes_en] == [places(text) for text in s.excludes], s.id
        for place in (place for text in s.excludes for place in places(text)):
            dimension, _, name = place.partition(".")
            assert place in IDS or (name == "*" and dimension in taxonomy.default().dimensions), place


def test_a_subdimension_is_found_by_its_id() -> None:
    health = taxonomy.default()["living.pelayanan-kesehatan"]
    assert health.name_id == "pelayanan kesehatan"
    assert health.dimension == "living"


def test_an_unknown_id_is_an_error_that_names_the_nearest() -> None:
    with pytest.raises(DataError, match=r'did you mean "living\.transportasi-logistik"'):
        taxonomy.default()["living.trasportasi-logistik"]


def test_an_id_like_no_other_is_an_error_without_a_guess() -> None:
    with pytest.raises(DataError, match=r'unknown subdimension "zzz"\. `petakota taxonomy` lists them\.'):
        taxonomy.default()["zzz"]


def test_another_taxonomy_of_the_same_shape_is_read(tmp_path: Path) -> None:
    second = ENTRY | {"id": "c.d", "scope_includes": ["x"], "scope_excludes": ["y -> a.b"], "further": 1}
    loaded = taxonomy.load(written(tmp_path / "t.json", [ENTRY, second]))
    assert loaded.ids == ("a.b", "c.d")
    assert loaded["a.b"].definition_id == "arti"
    assert loaded["a.b"].includes == ()
    assert loaded["a.b"].aliases == ()
    assert loaded["c.d"].includes == ("x",)
    assert loaded["c.d"].excludes == ("y -> a.b",)


@pytest.mark.parametrize("field", ["id", "name_id", "name_en", "definition", "definition_en"])
def test_a_missing_field_is_named(tmp_path: Path, field: str) -> None:
    entry = {name: value for name, value in ENTRY.items() if name != field}
    with pytest.raises(DataError, match=rf"t\.json: not a taxonomy \('{field}'\)"):
        taxonomy.load(written(tmp_path / "t.json", [ENTRY, entry]))


@pytest.mark.parametrize("value", [[], {}, 1, None, "a", [1], ["a"], [None], {"id": "a"}])
def test_what_is_no_list_of_entries_is_no_taxonomy(tmp_path: Path, value: object) -> None:
    with pytest.raises(DataError, match="not a taxonomy"):
        taxonomy.load(written(tmp_path / "t.json", value))


@pytest.mark.parametrize(
    "content", [b"", b"{", b"\xff\xfe", b"[" * 100_000], ids=["empty", "cut", "utf-16", "deep"]
)
def test_what_is_no_json_is_no_taxonomy(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "t.json").write_bytes(content)
    with pytest.raises(DataError, match="not a taxonomy"):
        taxonomy.load(tmp_path / "t.json")


def test_a_taxonomy_that_gives_an_id_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"a\.b"):
        taxonomy.load(written(tmp_path / "t.json", [ENTRY, ENTRY]))


@pytest.mark.parametrize("name", ["missing.json", "."])
def test_a_taxonomy_that_cannot_be_read_is_an_error(tmp_path: Path, name: str) -> None:
    with pytest.raises(DataError, match="cannot be read"):
        taxonomy.load(tmp_path / name)


def test_the_verb_prints_the_subdimensions_in_their_order(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["taxonomy"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert tuple(line["id"] for line in lines) == IDS
    assert list(lines[0]) == ["id", "dimension", "name_id", "name_en", "definition_id", "definition_en"]
    assert main(["taxonomy", "--format", "table"]) == 0
    assert "pelayanan kesehatan" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("given", "subdimension"),
    [
        ("Tata Kelola Sampah", "environment.tata-kelola-sampah"),
        ("ENVIRONMENT.TATA-KELOLA-SAMPAH", "environment.tata-kelola-sampah"),
        ("Pengelolaan sampah dan limbah", "environment.tata-kelola-sampah"),
        ("public service", "governance.pelayanan-publik"),
        ("sampah", ""),
        ("", ""),
    ],
)
def test_a_subdimension_is_known_by_its_names(given: str, subdimension: str) -> None:
    assert taxonomy.default().called(given) == subdimension
