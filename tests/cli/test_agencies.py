import json
from pathlib import Path
from typing import Any

import pytest

from classifier.cli.main import main
from tests.support.command_line import answered, lines, refused
from tests.support.program_tables import pdf

ROW = {"document": "a.pdf", "level": "program", "text": "A", "subdimension": "environment.tata-kelola-sampah"}


def read(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, Any]]:
    """What a call that reads documents prints, whatever it notes beside."""
    assert main(list(arguments)) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def merged(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What a merge says that ends well."""
    assert main(["agencies", "merge", *arguments]) == 0
    out, err = capsys.readouterr()
    assert out == ""
    return err.removeprefix("petakota: ").rstrip("\n")


def test_the_general_list_and_ones_own_are_listed_with_their_spellings(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines(tmp_path / "a.jsonl", {"name": "Dinas Kebersihan Kota Lama", "aliases": ["DKKL"]})
    listed = answered(capsys, "agencies", "list", "--agencies", "a.jsonl")
    assert listed[0] == {"name": "Dinas Kebersihan Kota Lama", "aliases": ["DKKL"], "list": "own"}
    general = {one["name"]: one for one in listed[1:]}
    assert "Dinkes" in general["Dinas Kesehatan"]["aliases"]
    assert {one["list"] for one in general.values()} == {"general"}
    assert main(["agencies", "list", "--format", "table"]) == 0
    assert "Dinas Kesehatan" in capsys.readouterr().out


def test_names_of_results_are_listed_with_what_they_mean(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = ("DLH", "Dinas Lingkungan Hidup", "Dinas Perairan Contoh", "Bidang Sampah", "")
    lines(tmp_path / "r.jsonl", *(ROW | {"opd": name} for name in (*names, "DLH")))
    lines(tmp_path / "own.csv", {"name": "Dinas Sosial"})
    found = answered(capsys, "agencies", "list", "r.jsonl", "--agencies", "own.csv")
    assert found == [
        {
            "name": "Dinas Lingkungan Hidup",
            "list": "general",
            "sure": True,
            "printed": {"DLH": 2, "Dinas Lingkungan Hidup": 1},
            "n_documents": 1,
        },
        {
            "name": "Dinas Perairan Contoh",
            "list": "unknown",
            "sure": True,
            "printed": {"Dinas Perairan Contoh": 1},
            "n_documents": 1,
        },
        {
            "name": "Bidang Sampah",
            "list": "part of an agency",
            "sure": True,
            "printed": {"Bidang Sampah": 1},
            "n_documents": 1,
        },
        {"name": "Dinas Sosial", "list": "own", "sure": True, "printed": {}, "n_documents": 0},
    ]
    assert main(["agencies", "list", "r.jsonl", "--format", "table"]) == 0
    out = capsys.readouterr().out
    assert "DLH (2); Dinas Lingkungan Hidup (1)" in out
    assert "3 agencies: 2 unknown, 0 not sure." in out


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv"])
def test_spellings_are_added_to_a_file_that_is_made_when_absent(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = merged(capsys, name, "Dinas  Kebersihan Kota Lama", "DKKL", "Dinas Sapu")
    assert said == f"{name}: spellings of Dinas Kebersihan Kota Lama: 2 new."
    before = (tmp_path / name).read_bytes()
    assert merged(capsys, name, "dinas kebersihan kota lama", "dkkl").endswith("nothing new.")
    assert (tmp_path / name).read_bytes() == before
    merged(capsys, name, "Dinas Sosial", "Kantor Sosial")
    assert answered(capsys, "agencies", "list", "--agencies", name)[0] == {
        "name": "Dinas Kebersihan Kota Lama",
        "aliases": ["DKKL", "Dinas Sapu"],
        "list": "own",
    }
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_an_agency_that_is_a_spelling_of_another_becomes_one_with_all_of_its_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines(
        tmp_path / "a.jsonl",
        {"name": "Dinas Sapu", "aliases": ["DS Kota"], "urusan": ["2.11"]},
        {"name": "Dinas Kebersihan", "aliases": ["DK"], "catatan": "sejak 2020"},
        {"name": "Dinas Pasar", "aliases": ["Pasar Kota", "DP"]},
    )
    said = merged(capsys, "a.jsonl", "Dinas Kebersihan", "DINAS SAPU", "Pasar Kota")
    assert said.endswith("3 new; taken from Dinas Sapu, Dinas Pasar.")
    held = [json.loads(line) for line in (tmp_path / "a.jsonl").read_text(encoding="utf-8").splitlines()]
    assert held == [
        {
            "name": "Dinas Kebersihan",
            "aliases": ["DK", "DINAS SAPU", "Pasar Kota", "DS Kota"],
            "catatan": "sejak 2020",
        },
        {"name": "Dinas Pasar", "aliases": ["DP"]},
    ]


def test_a_csv_keeps_its_columns_and_its_delimiter(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Name;Alamat;aliases\nDinas Pasar;Jalan 1;DP|Pasar\n", encoding="utf-8-sig")
    merged(capsys, "a.csv", "Dinas Pasar", "Kantor Pasar")
    assert path.read_text(encoding="utf-8") == (
        "name;alamat;aliases\nDinas Pasar;Jalan 1;DP|Pasar|Kantor Pasar\n"
    )


def test_what_cannot_be_merged_is_said_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "bad.jsonl").write_text('{"aliases": []}\n', encoding="utf-8")
    assert refused(capsys, 5, "agencies", "merge", "bad.jsonl", "A B", "C").startswith("bad.jsonl:1: not an")
    assert "cannot be written" in refused(capsys, 2, "agencies", "merge", "no/a.csv", "Dinas A", "DA")
    assert "without letters" in refused(capsys, 2, "agencies", "merge", "a.csv", "Dinas A", " - ")
    assert "divide spellings" in refused(capsys, 2, "agencies", "merge", "a.csv", "Dinas A", "D;A")
    assert "required: SPELLING" in refused(capsys, 2, "agencies", "merge", "a.csv", "Dinas A")
    itself = ("Dinas Entah", "DINAS ENTAH")
    assert "cannot be merged into itself" in refused(capsys, 2, "agencies", "merge", "a.csv", *itself)
    assert not (tmp_path / "a.csv").exists()
    assert "none.csv: cannot be read" in refused(capsys, 5, "agencies", "list", "--agencies", "none.csv")


def test_documents_are_read_with_own_agencies(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pdf(tmp_path / "renja dksl 2025.pdf")
    lines(tmp_path / "a.jsonl", {"name": "Dinas Kebersihan Sungai Lama", "aliases": ["DKSL"]})
    options = ("--agencies", "a.jsonl", "--format", "jsonl")
    (record,) = read(capsys, "inspect", "renja dksl 2025.pdf", *options)
    assert record["opd"] == "Dinas Kebersihan Sungai Lama"


def test_what_is_said_of_a_document_rules(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pdf(tmp_path / "a.pdf")
    said = ("--kind", "lakip", "--opd", "Dinkes", "--year", "2024-2025", "--region", "Kota Contoh")
    (record,) = read(capsys, "inspect", "a.pdf", *said, "--format", "jsonl")
    assert (record["kind"], record["opd"]) == ("LKIP", "Dinas Kesehatan")
    assert (record["years"], record["region"]) == ([2024, 2025], "Kota Contoh")
    for verb in ("extract", "tag"):
        rows = read(capsys, verb, "a.pdf", *said)
        assert {row["opd"] for row in rows} == {"Dinas Kesehatan"}
    assert "names no years" in refused(capsys, 2, "inspect", "a.pdf", "--year", "dua")
    assert "ends before it begins" in refused(capsys, 2, "tag", "a.pdf", "--year", "2026-2024")
    assert "--kind is empty" in refused(capsys, 2, "extract", "a.pdf", "--kind", " ")
    unknown = refused(capsys, 2, "inspect", "a.pdf", "--kind", "Renjana")
    assert unknown.startswith('--kind "Renjana" is no kind of document; it is one of RPJPD, RPJMD, RKPD, ')


def test_years_for_which_a_document_prints_no_money_are_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pdf(tmp_path / "a.pdf")
    assert main(["inspect", "a.pdf", "--year", "2031", "--format", "jsonl"]) == 0
    out, err = capsys.readouterr()
    assert json.loads(out)["years"] == [2031]
    assert err == (
        "petakota: a.pdf: no row has money of 2031, which --year gives; rows have money of 2025.\n"
    )
