import json
from dataclasses import replace

import pytest

from classifier import taxonomy
from classifier.agencies.registry import Agency, Registry
from classifier.fields import urusan
from classifier.fields.names import fold
from classifier.mapping import matrix, suggestions
from classifier.mapping.programs import outline
from classifier.mapping.suggestions import Government, government_of
from tests.support.paths import OFFICIAL_PROGRAMS
from tests.support.plan_rows import HEALTH, WASTE, built, row

IDS = taxonomy.default().ids
SAFETY, ENERGY = "society.keamanan-keselamatan", "environment.energi-berkelanjutan"
TRANSPORT = "living.transportasi-logistik"


def suggested(
    subdimension: str,
    *,
    opds: tuple[str, ...] = (),
    government: Government = "kabupaten/kota",
    own: tuple[Agency, ...] = (),
) -> list[tuple[str, str, bool]]:
    registry = Registry.packaged().with_own(Registry(own))
    (one,) = suggestions.for_gaps([subdimension], registry=registry, opds=opds, government=government)
    return [(title.kode, title.agency, title.is_known) for title in one.titles]


def test_every_title_is_official_and_was_decided_for_its_subdimension() -> None:
    official = [json.loads(line) for line in OFFICIAL_PROGRAMS.read_text(encoding="utf-8").splitlines()]
    decided = {(one["kode"], fold(one["program"]), one["subdimension"]) for one in official}
    entries = suggestions._entries()
    assert {(entry.kode, fold(entry.title), entry.subdimension) for entry in entries} <= decided
    assert len({entry.kode for entry in entries}) == len(entries)


@pytest.mark.parametrize("government", ["kabupaten/kota", "provinsi"])
def test_every_subdimension_has_one_to_four_titles_with_an_agency(government: Government) -> None:
    made = suggestions.for_gaps(IDS, registry=Registry.packaged(), opds=(), government=government)
    assert [one.subdimension for one in made] == list(IDS)
    for one in made:
        assert 1 <= len(one.titles) <= 4
        for title in one.titles:
            assert urusan.name_of(title.kode[:4])
            assert Registry.packaged().find(title.agency).agency is not None


def test_the_agency_is_the_maps_own_where_it_has_one_of_that_field() -> None:
    assert suggested(WASTE) == [
        ("2.11.11", "Dinas Lingkungan Hidup", False),
        ("1.03.05", "Dinas Pekerjaan Umum dan Penataan Ruang", False),
    ]
    opds = ("Dinas Lingkungan Hidup dan Perhubungan", "Dinas Kesehatan")
    assert suggested(WASTE, opds=opds)[0] == ("2.11.11", "Dinas Lingkungan Hidup dan Perhubungan", True)
    own = (Agency("Dinas Kebersihan", urusan=("2.11",)), Agency("Dinas Bina Marga"))
    assert suggested(WASTE, own=own) == [
        ("2.11.11", "Dinas Kebersihan", True),
        ("1.03.05", "Dinas Pekerjaan Umum dan Penataan Ruang", False),
    ]


def test_an_agency_of_another_part_of_a_field_is_not_named() -> None:
    roads, sewers = "Dinas Bina Marga dan Sumber Daya Air", "Dinas Cipta Karya"
    assert suggested(WASTE, opds=(roads,))[1] == ("1.03.05", "Dinas Pekerjaan Umum dan Penataan Ruang", False)
    assert suggested(WASTE, opds=(roads, sewers))[1] == ("1.03.05", sewers, True)
    assert ("1.03.10", roads, True) in suggested(TRANSPORT, opds=(sewers, roads))
    for name, has_all in (
        ("Dinas Pekerjaan Umum dan Perumahan", True),
        ("Dinas Pekerjaan Umum Bina Marga", False),
    ):
        assert suggested(WASTE, opds=(name,))[1][2] == has_all


def test_order_fires_and_disasters_are_three_agencies_of_one_field() -> None:
    found = suggested(SAFETY, opds=("Badan Penanggulangan Bencana Daerah",))
    assert [agency for _, agency, _ in found] == [
        "Satuan Polisi Pamong Praja",
        "Badan Penanggulangan Bencana Daerah",
        "Dinas Pemadam Kebakaran dan Penyelamatan",
    ]
    assert [is_known for _, _, is_known in found] == [False, True, False]


def test_regional_waste_is_a_provinces() -> None:
    assert "1.03.04" in [kode for kode, _, _ in suggested(WASTE, government="provinsi")]
    (energy,) = suggestions.for_gaps(
        [ENERGY], registry=Registry.packaged(), opds=(), government="kabupaten/kota"
    )
    assert "provinsi" in energy.titles[0].note("id")
    assert "province" in energy.titles[0].note("en")


def test_whose_programs_they_are_is_said_by_codes_and_titles() -> None:
    support = "Program Penunjang Urusan Pemerintahan Daerah"
    for kode, text, expected in (
        ("", "A", "kabupaten/kota"),
        ("", f"{support} Provinsi", "provinsi"),
        ("", f"{support} Kabupaten/Kota", "kabupaten/kota"),
        ("1.02.02.1.01", "A", "provinsi"),
        ("1.02.02.2.01", "A", "kabupaten/kota"),
    ):
        assert government_of(outline([replace(row("program", text), kode=kode)]).programs) == expected


def test_a_map_suggests_for_its_gaps_alone() -> None:
    plan = built(row("program", "A", label=HEALTH))
    assert [one.subdimension for one in plan.suggestions] == list(plan.gaps)
    full = matrix.build([row("program", s, label=s) for s in IDS], taxonomy.default())
    assert full.suggestions == ()
