"""The installation's own agencies: added, merged, deleted, and what names mean with them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from classifier.agencies.registry import Agency, Registry
from classifier.mapping import matrix
from service.settings import Settings
from service.storage import agencies
from service.storage.agencies import (
    Agencies,
    ChangedSince,
    MergedIntoItself,
    TooMany,
    UnknownAgency,
    n_documents,
    with_documents,
)
from service.storage.database import Database

OF_FILE = (Agency("Dinas Kebersihan", ("DK",), kind="dinas"), Agency("Dinas Contoh", kind="dinas"))


@pytest.fixture
def database(settings: Settings) -> Iterator[Database]:
    opened = Database(settings)
    opened.migrate()
    yield opened
    opened.close()


@pytest.fixture
def own(database: Database) -> Agencies:
    return Agencies(database, OF_FILE)


def names(own: Agencies) -> list[tuple[str, tuple[str, ...], str]]:
    return [(one.agency.name, one.agency.aliases, one.origin) for one in own.listed()]


def test_an_agency_is_added_once_and_gets_more_spellings(own: Agencies) -> None:
    added, is_new = own.add("Dinas  Contoh Raya", ["DCR", "dcr", "Dinas Contoh Raya"], by="Sari")
    assert is_new
    again, is_new_again = own.add("DINAS CONTOH RAYA", ["Dinas CR"], by="Budi")
    assert (again.id, is_new_again) == (added.id, False)
    assert again.agency == Agency("Dinas Contoh Raya", ("DCR", "Dinas CR"), kind="dinas")


def test_the_list_holds_the_files_agencies_under_its_own(own: Agencies) -> None:
    own.add("Dinas Contoh", ["DC"], by="")
    assert names(own) == [("Dinas Contoh", ("DC",), "own"), ("Dinas Kebersihan", ("DK",), "file")]
    general = own.listed(with_general=True)
    assert general[:2] == own.listed()
    assert {one.origin for one in general[2:]} == {"general"}
    assert len({one.agency.name for one in general}) == len(general) > 400


def test_names_mean_what_the_list_says_at_once(own: Agencies) -> None:
    assert own.official("DK") == "Dinas Kebersihan"
    before = own.registry()
    assert own.registry() is before
    other = "Dinas Kebersihan dan Taman"
    own.merge([other], "Dinas Kebersihan", by="", printed={other})
    assert own.registry() is not before
    assert own.official("DINAS KEBERSIHAN DAN TAMAN KOTA CONTOH") == "Dinas Kebersihan"
    assert own.official("Dinas Entah Apa") == "Dinas Entah Apa"
    assert own.official("") == ""


def test_a_change_by_another_service_is_seen(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(agencies, "_LOOK_EVERY_S", 0.0)
    first, second = Agencies(database), Agencies(database)
    assert first.official("Dinas CR") == "Dinas CR"
    second.add("Dinas Contoh Raya", ["Dinas CR"], by="")
    assert first.official("Dinas CR") == "Dinas Contoh Raya"


def test_what_is_merged_brings_its_spellings_and_leaves_the_list(own: Agencies) -> None:
    own.add("Dinas Sampah", ["Dinsam"], by="")
    merged = own.merge(["Dinas Sampah", "DK Kota"], "Dinas Kebersihan", by="Sari", printed={"DK KOTA"})
    assert merged.agency.aliases == ("DK", "Dinas Sampah", "Dinsam", "DK Kota")
    assert names(own) == [
        ("Dinas Contoh", (), "file"),
        ("Dinas Kebersihan", ("DK", "Dinas Sampah", "Dinsam", "DK Kota"), "own"),
    ]
    assert own.merge(["Dinas Kebersihan"], "Dinas Kebersihan", by="").agency == merged.agency


def test_an_agency_of_the_general_list_keeps_what_is_known_of_it(own: Agencies) -> None:
    (general,) = Registry.packaged().called("Dinas Lingkungan Hidup")
    merged = own.merge(["Dinas LH Kita"], "Dinas Lingkungan Hidup", by="")
    assert merged.agency.urusan == general.urusan
    assert set(merged.agency.aliases) == {*general.aliases, "Dinas LH Kita"}
    assert own.remove(merged.id)
    assert not own.remove(merged.id)
    assert own.official("Dinas LH Kita") != "Dinas Lingkungan Hidup"


def test_the_list_is_bounded(own: Agencies, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(agencies, "MAX_AGENCIES", 1)
    monkeypatch.setattr(agencies, "MAX_ALIASES", 2)
    own.add("Dinas Satu", ["D1", "D2"], by="")
    for add in (("Dinas Dua", ()), ("Dinas Satu", ("D3",))):
        with pytest.raises(TooMany):
            own.add(*add, by="")
    assert ("Dinas Satu", ("D1", "D2"), "own") in names(own)


def test_documents_are_counted_by_the_official_names_that_they_name(own: Agencies) -> None:
    named = [{"DK", "Dinas Kebersihan"}, {"DINAS KEBERSIHAN", "Dinas Entah Apa", ""}]
    assert n_documents(named, own.registry()) == {"Dinas Kebersihan": 2, "Dinas Entah Apa": 1}


def test_a_spelling_is_one_agencys_the_last_that_it_was_given_to(own: Agencies) -> None:
    own.add("Dinas Satu", ["DS", "D1"], by="")
    own.add("Dinas Dua", ["ds"], by="")
    own.merge(["D1"], "Dinas Tiga", by="")
    assert [(name, aliases) for name, aliases, origin in names(own) if origin == "own"] == [
        ("Dinas Dua", ("ds",)),
        ("Dinas Satu", ()),
        ("Dinas Tiga", ("D1",)),
    ]
    assert (own.official("DS"), own.official("D1")) == ("Dinas Dua", "Dinas Tiga")


def test_an_agency_of_the_file_that_the_table_calls_another_is_none(own: Agencies) -> None:
    own.merge(["Dinas Kebersihan"], "Dinas Sampah", by="")
    assert names(own) == [
        ("Dinas Contoh", (), "file"),
        ("Dinas Sampah", ("Dinas Kebersihan", "DK"), "own"),
    ]
    assert (own.official("DK"), own.official("Dinas Kebersihan")) == ("Dinas Sampah", "Dinas Sampah")


def test_a_name_that_nobody_knows_is_not_merged_into_itself(own: Agencies) -> None:
    with pytest.raises(MergedIntoItself):
        own.merge(["Dinas Lain", "dinas entah apa"], "Dinas Entah Apa", by="")
    assert len(names(own)) == 2


def test_a_name_that_no_list_and_no_document_has_is_no_agencys(own: Agencies) -> None:
    with pytest.raises(UnknownAgency):
        own.merge(["DK", "Dinas Entah Apa"], "Dinas Contoh", by="", printed={"Dinas Entah"})
    assert names(own) == [("Dinas Contoh", (), "file"), ("Dinas Kebersihan", ("DK",), "file")]
    merged = own.merge(["Dinas Entah Apa"], "Dinas Contoh", by="", printed={"DINAS ENTAH APA"})
    assert merged.agency.aliases == ("Dinas Entah Apa",)


def test_agencies_of_no_list_stand_behind_those_that_are_listed_once_each(own: Agencies) -> None:
    named = [{"Dinas Entah Apa", "DK"}, {"DINAS ENTAH APA", "Bidang Tata Usaha"}]
    counted = with_documents(own.listed(), named, own.registry())
    assert [(one.agency.name, one.origin, n) for one, n in counted] == [
        ("Dinas Contoh", "file", 0),
        ("Dinas Kebersihan", "file", 1),
        ("Dinas Entah Apa", "unknown", 2),
    ]


def test_a_merge_is_taken_back_with_all_that_it_changed(own: Agencies) -> None:
    own.add("Dinas Satu", ["DS"], by="Sari")
    own.add("Dinas Dua", ["DD", "Dinas Tiga"], by="Sari")
    before = names(own)
    own.merge(["Dinas Dua", "Dinas Antah"], "Dinas Satu", by="Budi", printed=["Dinas Antah"])
    (merge,) = own.merges(limit=5)
    assert (merge.names, merge.into, merge.by) == (("Dinas Dua", "Dinas Antah"), "Dinas Satu", "Budi")
    assert own.official("Dinas Tiga") == "Dinas Satu"
    assert own.undo_merge(merge.id, by="Sari")
    assert names(own) == before
    assert (own.official("Dinas Tiga"), own.official("Dinas Antah")) == ("Dinas Dua", "Dinas Antah")
    assert own.merges(limit=5) == []
    assert not own.undo_merge(merge.id, by="Sari")


def test_a_merge_of_agencies_that_were_changed_since_is_not_taken_back(own: Agencies) -> None:
    own.merge(["Dinas Antah"], "Dinas Satu", by="", printed=["Dinas Antah"])
    (first,) = own.merges(limit=5)
    own.merge(["Dinas Entah"], "Dinas Satu", by="", printed=["Dinas Entah"])
    with pytest.raises(ChangedSince):
        own.undo_merge(first.id, by="")
    assert own.undo_merge(own.merges(limit=1)[0].id, by="")
    assert own.undo_merge(first.id, by="")
    assert [one.origin for one in own.listed()] == ["file", "file"]


def test_an_agency_that_only_names_spellings_needs_no_document(own: Agencies) -> None:
    merged = own.merge(["Dinas Antah"], "Dinas Satu", by="", printed=["Dinas Antah"])
    assert not merged.agency.needs_document
    assert "Dinas Satu" not in matrix.without_document(own.registry(), [])
    added, _ = own.add("Dinas Satu", [], by="")
    assert added.agency.needs_document
    assert "Dinas Satu" in matrix.without_document(own.registry(), [])
    assert own.merge(["Dinas Satu"], "Dinas Lain", by="").agency.needs_document
