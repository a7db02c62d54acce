import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.agencies.printed_names import key
from classifier.agencies.registry import Agency, Registry
from classifier.errors import DataError

KOMINFO = "Dinas Komunikasi dan Informatika"
PEOPLE = "Dinas Pemberdayaan Perempuan, Perlindungan Anak dan Keluarga Berencana"


@pytest.fixture(scope="module")
def registry() -> Registry:
    return Registry.packaged()


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Dinas Komunikasi dan Informatika", KOMINFO),
        ("DINAS KOMUNIKASI DAN INFORMATIKA", KOMINFO),
        ("Dinas Komunikasi & Informatika", KOMINFO),
        ("Dinas Kominfo", KOMINFO),
        ("Diskominfo", KOMINFO),
        ("DINAS KOMUNI KASI DAN INFORMATIKA", KOMINFO),
        ("DinasKomunikasi danInformatika", KOMINFO),
        ("Disnakertrans", "Dinas Tenaga Kerja dan Transmigrasi"),
        ("DPSDA", "Dinas Pengelolaan Sumber Daya Air"),
        ("Dinas PSDA", "Dinas Pengelolaan Sumber Daya Air"),
        ("Dinas Pengelolaan Sumberdaya Air", "Dinas Pengelolaan Sumber Daya Air"),
        ("Bakesbangpol", "Badan Kesatuan Bangsa dan Politik"),
        ("BPMPT", "Badan Penanaman Modal dan Perijinan Terpadu"),
        ("Badan Penanaman Modal dan Perizinan Terpadu", "Badan Penanaman Modal dan Perijinan Terpadu"),
        ("PUPR", "Dinas Pekerjaan Umum dan Penataan Ruang"),
        ("DP3AKB", PEOPLE),
        ("Badan Kesatuan Bangsa dan Politik Daerah", "Badan Kesatuan Bangsa dan Politik"),
        ("Setwan", "Sekretariat Dewan Perwakilan Rakyat Daerah"),
        ("Satpol PP", "Satuan Polisi Pamong Praja"),
        ("Biro Pemum", "Biro Pemerintahan Umum"),
        ("Inspektorat", "Inspektorat"),
    ],
)
def test_a_name_or_short_form_is_the_official_name(registry: Registry, printed: str, name: str) -> None:
    match = registry.find(printed)
    assert (match.name, match.is_sure, match.is_unit) == (name, True, False)
    assert match.agency is not None


@pytest.mark.parametrize(
    "printed",
    [
        "Dinas Kominfo s/d",
        "Dinas Kominfo Kabupaten Contoh",
        "Dinas Kominfo Provinsi Jawa Barat",
        "Dinas Kominfo Prov. Jabar",
        "Dinas Kominfo Sumut",
        "Dinas Kominfo, dengan alokasi anggaran",
        "Dinas Kominfo dan Pencapaian Renstra",
        "Dinas Kominfo Tahun 2016",
        "Nama OPD : Dinas Kominfo Lembar 01 dari 15",
        "Rencana Kerja Dinas Kominfo 2016",
        "DINAS KOMINFO P R O V I N S I  J A M B I",
        "Dinas Kominfo dan Dinas Sosial",
        "Kepala Dinas Kominfo",
        "DINAS KOMUNIKASI DAN INFORMATIKA\nPENDAHULUAN",
    ],
)
def test_what_is_no_part_of_a_name_is_taken_off(registry: Registry, printed: str) -> None:
    match = registry.find(printed)
    assert (match.name, match.is_sure) == (KOMINFO, True)


def test_a_name_that_goes_on_is_not_the_shorter_one(registry: Registry) -> None:
    longer = registry.find("Dinas Perhubungan, Komunikasi dan Informatika")
    assert longer.name == "Dinas Perhubungan, Komunikasi dan Informatika"
    unknown = registry.find("Dinas Kesehatan, Sosial dan Perpustakaan Kabupaten Contoh")
    assert (unknown.name, unknown.agency) == ("Dinas Kesehatan, Sosial dan Perpustakaan", None)


def test_a_slip_of_the_pen_is_found_but_not_sure(registry: Registry) -> None:
    for printed in ("Dinas Petenakan", "Dinas Petemakan", "DINAS PERHUBUNGN PROVINSI CONTOH"):
        match = registry.find(printed)
        assert match.agency is not None
        assert not match.is_sure
    assert registry.find("Dinas Petemakan").name == "Dinas Peternakan"


def test_another_agency_is_no_slip(registry: Registry) -> None:
    names = [registry.find(name).name for name in ("Dinas Pertanian", "Dinas Pertanahan", "Dinas Perikanan")]
    assert names == ["Dinas Pertanian", "Dinas Pertanahan", "Dinas Perikanan"]
    assert registry.find("Dinas Permukaan").agency is None


def test_a_place_behind_a_name_leaves_a_doubt(registry: Registry) -> None:
    match = registry.find("Dinas Kesehatan Sukamaju")
    assert (match.name, match.is_sure) == ("Dinas Kesehatan", False)


def test_a_short_form_of_several_agencies_is_not_sure(registry: Registry) -> None:
    assert not registry.find("BKD").is_sure


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Kecamatan Sukamaju", "Kecamatan Sukamaju"),
        ("KECAMATAN SUKAMAJU KABUPATEN CONTOH", "Kecamatan Sukamaju"),
        ("Kec. Sukamaju", "Kecamatan Sukamaju"),
        ("Kelurahan Baru 2026", "Kelurahan Baru"),
        ("RSUD dr. Contoh Kota Muara Indah", "RSUD dr. Contoh"),
        ("Rumah Sakit Umum Daerah Sehat Provinsi Jawa Barat", "RSUD Sehat"),
    ],
)
def test_agencies_with_a_proper_name_keep_it(registry: Registry, printed: str, name: str) -> None:
    match = registry.find(printed)
    assert (match.name, match.is_sure) == (name, True)
    assert match.agency is not None
    assert match.agency.name == name


@pytest.mark.parametrize(
    ("printed", "name", "agency"),
    [
        ("Bidang Bina Marga", "Bidang Bina Marga", None),
        ("Kepala Sub Bagian Perencanaan", "Sub Bagian Perencanaan", None),
        ("UPTD Puskesmas Contoh", "UPTD Puskesmas Contoh", None),
        ("Balai Benih Ikan", "Balai Benih Ikan", None),
        ("Sekretariat", "Sekretariat", None),
        ("Kepala Seksi Gizi pada Dinas Kesehatan", "Dinas Kesehatan", "Dinas Kesehatan"),
        ("UPTD Puskesmas Contoh Dinas Kesehatan", "Dinas Kesehatan", "Dinas Kesehatan"),
        ("Sekretariat Dinas Sosial", "Dinas Sosial", "Dinas Sosial"),
    ],
)
def test_a_part_of_an_agency_is_none_itself(
    registry: Registry, printed: str, name: str, agency: str | None
) -> None:
    match = registry.find(printed)
    assert (match.name, match.is_unit) == (name, True)
    assert (match.agency.name if match.agency else None) == agency


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Dinas Terkait", "Dinas Terkait"),
        ("DINAS PER", "DINAS PER"),
        ("Badan Urusan Kosmos, Samudra dan Awan Kota Contoh", "Badan Urusan Kosmos, Samudra dan Awan"),
        ("masyarakat", "masyarakat"),
        ("", ""),
    ],
)
def test_what_is_unknown_stays_as_printed(registry: Registry, printed: str, name: str) -> None:
    match = registry.find(printed)
    assert (match.name, match.agency, match.is_sure) == (name, None, False)


def test_an_own_list_wins(tmp_path: Path) -> None:
    path = tmp_path / "agencies.jsonl"
    path.write_text(
        json.dumps({"name": "Badan Kepegawaian Daerah", "aliases": ["BKD", "Kantor Pegawai"]}) + "\n",
        encoding="utf-8",
    )
    registry = Registry.packaged().with_own(Registry.read(path))
    assert registry.find("BKD").name == "Badan Kepegawaian Daerah"
    assert registry.find("BKD").is_sure
    assert registry.find("Kantor Pegawai").name == "Badan Kepegawaian Daerah"
    assert registry.find("Diskominfo").name == KOMINFO


def test_an_own_agency_keeps_what_it_is_called_elsewhere() -> None:
    own = Registry(
        [Agency("Dinas Kepemudaan dan Olahraga", ("DKO",)), Agency("Dinas Kominfo Raya", ("DKR",))]
    )
    registry = Registry.packaged().with_own(own)
    for printed in ("DKO", "Dispora", "Dinas Pemuda dan Olahraga", "Dinas Kepemudaan dan Olahraga"):
        match = registry.find(printed)
        assert (match.name, match.is_sure) == ("Dinas Kepemudaan dan Olahraga", True)
        assert match.agency is not None
        assert match.agency.urusan == ("2.19",)
    assert registry.find("DKR").name == "Dinas Kominfo Raya"
    assert registry.find("Diskominfo").name == KOMINFO


def test_a_variant_has_its_own_name_and_shares_the_short_form(registry: Registry) -> None:
    assert registry.find("DINAS KEPEMUDAAN DAN OLAH RAGA").name == "Dinas Kepemudaan dan Olahraga"
    assert [agency.name for agency in registry.called("Dispora")][:2] == [
        "Dinas Pemuda dan Olahraga",
        "Dinas Kepemudaan dan Olahraga",
    ]


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_a_list_may_be_csv(tmp_path: Path, delimiter: str) -> None:
    path = tmp_path / "agencies.csv"
    path.write_text(f"name{delimiter}aliases\nDinas Contoh Raya{delimiter}DCR|Dinas CR\n", encoding="utf-8")
    assert Registry.read(path).agencies == (Agency("Dinas Contoh Raya", ("DCR", "Dinas CR"), kind="dinas"),)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('{"name": 3}', ":1: not an agency"),
        ('{"aliases": []}', ":1: not an agency"),
        ('{"name": "Dinas X", "aliases": "DX"}', ":1: not an agency"),
        ("{", ":1: not an agency"),
        ("nama,alias\nDinas X,DX\n", "no column `name`"),
        ("", "no column `name`"),
        ("name,aliases\n", "names no agency"),
    ],
)
def test_a_bad_list_is_refused_in_one_sentence(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "agencies.txt"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(DataError, match=message) as refused:
        Registry.read(path)
    assert str(path) in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_missing_or_foreign_list_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="cannot be read"):
        Registry.read(tmp_path / "none.csv")
    (tmp_path / "latin.csv").write_bytes(b"name,aliases\nDinas \xe9\n")
    with pytest.raises(DataError, match="UTF-8"):
        Registry.read(tmp_path / "latin.csv")


def test_every_packaged_name_finds_itself(registry: Registry) -> None:
    assert len(registry.agencies) > 400
    astray = [agency.name for agency in registry.agencies if registry.find(agency.name).agency != agency]
    assert astray == []


def test_every_packaged_short_form_finds_an_agency_that_has_it(registry: Registry) -> None:
    astray = [
        (alias, registry.find(alias).name)
        for agency in registry.agencies
        for alias in agency.aliases
        if key(alias) not in map(key, getattr(registry.find(alias).agency, "aliases", ()))
    ]
    assert astray == []


@given(
    st.text(max_size=80), st.sampled_from(["Dinas ", "Kepala Bidang ", "Kab. ", "RSUD ", "Biro Umum, ", ""])
)
def test_any_print_has_an_answer(text: str, begins: str) -> None:
    match = Registry.packaged().find(begins + text)
    assert match.agency is None or match.name == match.agency.name


def test_a_page_of_text_in_a_cell_is_read_at_its_beginning(registry: Registry) -> None:
    assert registry.find("Dinas Sosial, " + "dengan uraian " * 5000).name == "Dinas Sosial"


def test_a_short_form_of_two_letters_is_known_when_it_stands_alone() -> None:
    registry = Registry([Agency("Dinas Kebersihan", ("DK",), kind="dinas")])
    assert registry.find("DK").name == "Dinas Kebersihan"
    assert registry.find("dk").agency is None
    assert registry.find("DK dan lainnya").agency is None


def test_an_own_agency_keeps_the_short_forms_and_fields_that_the_general_list_knows() -> None:
    registry = Registry.packaged().with_own(Registry((Agency("Dinas Sosial", ("DSos",)),)))
    assert [registry.find(name).name for name in ("DSos", "Dinsos")] == ["Dinas Sosial"] * 2
    (own,) = registry.own
    assert (own.name, own.urusan, own.aliases[0]) == ("Dinas Sosial", ("1.06",), "DSos")


def test_the_general_list_is_nobodys_own() -> None:
    assert Registry.packaged().own == ()
