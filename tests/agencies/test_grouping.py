import random
import time

import pytest

from classifier.agencies import grouping
from classifier.agencies.grouping import brought_together
from classifier.agencies.registry import Registry

REGISTRY = Registry.packaged()


def groups(*printed: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(group.name, group.printed) for group in brought_together(printed, REGISTRY)]


def test_an_agency_comes_once_however_it_is_spelt() -> None:
    assert groups("Dinas Kominfo", "DISKOMINFO", "Dinas Sosial", "Dinas Kominfo Kab. X") == [
        ("Dinas Komunikasi dan Informatika", ("Dinas Kominfo", "DISKOMINFO", "Dinas Kominfo Kab. X")),
        ("Dinas Sosial", ("Dinas Sosial",)),
    ]


def test_two_orders_of_the_same_words_are_one_agency_under_the_commoner_name() -> None:
    names = ["Dinas Kelautan dan Perikanan", *["Dinas Perikanan dan Kelautan"] * 2]
    assert [name for name, _ in groups(*names)] == ["Dinas Perikanan dan Kelautan"]


def test_an_unknown_agency_is_one_with_a_slip_and_with_its_first_letters() -> None:
    names = ["Badan Urusan Samudra dan Awan Raya"] * 2
    assert groups(*names, "BADAN URUSAN SAMUDRA DAN AWAN RAIA", "BUSAR") == [
        (names[0], (names[0], "BADAN URUSAN SAMUDRA DAN AWAN RAIA", "BUSAR"))
    ]
    assert not brought_together([*names, "BUSAR"], REGISTRY)[0].is_sure


def test_two_names_of_one_agency_are_one_under_the_commoner() -> None:
    names = ["Dinas Pemuda dan Olahraga", *["Dinas Kepemudaan dan Olahraga"] * 2, "Dispora"]
    assert [name for name, _ in groups(*names[:3])] == ["Dinas Kepemudaan dan Olahraga"]
    assert len(groups(*names)) == 1


def test_kecamatan_stay_apart() -> None:
    names = ["Kecamatan Sukamaju", "Kecamatan Sukamulya", "KECAMATAN SUKAMAJU"]
    assert [name for name, _ in groups(*names)] == ["Kecamatan Sukamaju", "Kecamatan Sukamulya"]


def test_a_part_of_an_agency_is_told_apart() -> None:
    (unit, agency) = brought_together(["Bidang Bina Marga", "Bidang Gizi Dinas Kesehatan"], REGISTRY)
    assert (unit.name, unit.is_unit, unit.agency) == ("Bidang Bina Marga", True, None)
    assert (agency.name, agency.is_unit) == ("Dinas Kesehatan", False)


def test_nothing_printed_gives_no_agency() -> None:
    assert groups("", "  ") == []


def test_hundreds_of_unknown_names_are_compared_in_no_time() -> None:
    seeded = random.Random(1)

    def word() -> str:
        return "".join(seeded.choices("bcdfghjklmnprstvwy", k=7)).title()

    names = ["Dinas " + " ".join(word() for _ in range(16)) for _ in range(400)]
    began = time.process_time()
    assert len(groups(*names)) == 400
    assert time.process_time() - began < 5


def test_unknown_names_beyond_the_first_hundreds_stay_as_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grouping, "_MAX_COMPARED", 1)
    names = ["Badan Urusan Samudra dan Awan Raya", "Badan Perihal Angkasa dan Bintang Jauh"]
    slips = ["Badan Urusan Samudra dan Awan Raia", "Badan Perihal Angkasa dan Bintang Jauu"]
    assert [name for name, _ in groups(*names, *slips)] == [*names, slips[1]]
