from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifier import taxonomy
from classifier.comparison.matching import Comparison, Pair, comparison
from classifier.errors import DataError
from classifier.formats.results import Placed
from classifier.mapping import matrix
from classifier.mapping.matrix import NO_OPD, Program

HEALTH, SCHOOL, WASTE = (
    "living.pelayanan-kesehatan",
    "society.sistem-edukasi",
    "environment.tata-kelola-sampah",
)


def program(
    text: str = "Program Imunisasi",
    *,
    opd: str = "Dinas A",
    level: str = "program",
    kode: str = "",
    label: str = HEALTH,
    **pagu: int,
) -> Program:
    """A program with its budget by year as `y2025=100`, without a year as `y=100`."""
    return Program("a.pdf", opd, level, kode, text, label, {year[1:]: v for year, v in pagu.items()})


def compared(before: list[Program], after: list[Program]) -> Comparison:
    return comparison(before, after, taxonomy.default())


def is_matched(one: Program, other: Program) -> bool:
    """True when two documents of one program each have it in common, whichever is the first."""
    there, back = compared([one], [other]), compared([other], [one])
    assert len(there.pairs) == len(back.pairs)
    return bool(there.pairs)


def are_one(one: str, other: str, **shared: str) -> bool:
    return is_matched(program(one, **shared), program(other, **shared))  # type: ignore[arg-type]


def budgets(one: dict[str, int], other: dict[str, int]) -> Pair:
    """The pair of a program with these budgets by year."""
    before, after = (program(**{f"y{year}": v for year, v in pagu.items()}) for pagu in (one, other))  # type: ignore[arg-type]
    (pair,) = compared([before], [after]).pairs
    return pair


def texts(programs: tuple[Program, ...]) -> list[str]:
    return [one.text for one in programs]


# Which programs are one


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Program Pengelolaan Sampah", "PROGRAM  PENGELOLAAN SAMPAH."),
        ("Program Pengelolaan Sampah", "Pengelolaan Sampah"),
        ("Sub Kegiatan Pengelolaan Sampah", "Kegiatan: Pengelolaan Sampah"),
        ("Program Pengembangan Data/Informasi Daerah", "Prgram Pengembangan Data / Informasi Daerah"),
        ("PENYELENGGARAAN JALAN", "PENYELENGGA RAAN JALAN"),
        ("Pembinaan Sumber Daya Air", "Pembinaan Sumberdaya Air"),
    ],
)
def test_case_spaces_signs_and_level_words_make_no_other_name(one: str, other: str) -> None:
    assert are_one(one, other)
    (pair,) = compared([program(one)], [program(other)]).pairs
    assert not pair.is_renamed
    assert pair.is_unchanged


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Peningkatan Sarana dan Prasarana Aparatur", "Peningkatan Sarana Prasarana Aparatur"),
        ("Peningkatan Sarana dan Prasarana Aparatur", "Peningkatan Prasarana dan Sarana Aparatur"),
        ("Pengelolaan Persampahan", "Pengelolaan Persampahan Kabupaten/Kota"),
        ("Pengelolaan Persampahan Kab/Kota", "Pengelolaan Persampahan Kabupaten/Kota"),
        ("Pelayanan Administrasi Perkantoran", "Pelayanan Administrasi Pertkantoran"),
        ("Pelayanan Administrasi Perkantoran", "Pelayanan Adminitrasi Perkantoan"),
        ("Penyelenggaraan Jalan", "Penyelengaraan Jalan"),
        ("PENYELENGGARAAN DAN PENATAAN JALAN", "PENYELENGGA RAAN PENATAAN JALAN KOTA"),
        ("Penyusunan RKPD Tahun 2025", "Penyusunan RKPD Tahun 2026"),
    ],
)
def test_slips_fillers_order_regions_and_years_leave_a_program_one_and_renamed(one: str, other: str) -> None:
    assert are_one(one, other)
    (pair,) = compared([program(one)], [program(other)]).pairs
    assert pair.is_renamed
    assert not pair.is_unchanged


@pytest.mark.parametrize("kode", ["", "1.02.02"])
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Peningkatan Sarana Prasarana Aparatur", "Peningkatan Sarana Prasarana Olahraga"),
        ("Pengelolaan Pendidikan Dasar", "Pengelolaan Pendidikan Menengah"),
        ("Pengelolaan Layanan Kesehatan Ibu Hamil", "Pengelolaan Layanan Kesehatan Ibu Bersalin"),
        ("Pengelolaan A", "Pengelolaan B"),
        ("Pengelolaan Sampah", "Pengelolaan Limbah"),
        ("Penataan Penduduk", "Pendataan Penduduk"),
        ("Pemeliharaan Jalan Wilayah I", "Pemeliharaan Jalan Wilayah II"),
        ("Pemeliharaan Jalan Lingkungan Tahap Lanjutan", "Pemeliharaan Jalan Lingkungan Tahap Lanjutan 2"),
        ("Pelayanan Kesehatan Penyakit Menular", "Pelayanan Kesehatan Penyakit Tidak Menular"),
        ("Pembangunan Jalan Desa Sukamidi", "Pembangunan Jalan Desa Sukamudi"),
        ("Program Penunjang", "Program"),
        ("Dan", "Untuk"),
    ],
)
def test_one_decisive_word_keeps_programs_apart_under_one_code_too(one: str, other: str, kode: str) -> None:
    assert not are_one(one, other, kode=kode)


def test_a_word_more_is_another_program_unless_the_code_is_the_same() -> None:
    short, long = "Pemeliharaan Sarana dan Prasarana", "Pemeliharaan Sarana dan Prasarana Aparatur"
    assert not are_one(short, long)
    assert not is_matched(program(short, kode="1.20.62"), program(long, kode="1.20.61"))
    assert are_one(short, long, kode="1.20.62")


def test_under_one_code_a_long_name_may_have_a_word_replaced() -> None:
    old = "Perencanaan, Pengendalian dan Evaluasi Kinerja Pembangunan Ekonomi Daerah"
    assert are_one(old, old.replace("Evaluasi", "Pengawasan"), kode="1.06.29")
    assert not are_one(old, old.replace("Evaluasi", "Pengawasan"))


def test_a_code_alone_never_matches() -> None:
    assert not are_one("Program Upaya Kesehatan", "Program Kurikulum Sekolah", kode="1.02.02")


def test_a_code_that_all_programs_have_says_nothing() -> None:
    words = [f"{a}{b}" for a in ("bina", "tata", "olah", "guna") for b in "abcdefghijklmno"]
    before = [program(f"Sarana Prasarana Umum {word}", kode="1") for word in words]
    after = [program(f"Sarana Prasarana Umum {word} Baru", kode="1") for word in words]
    assert compared(before, after).pairs == ()


def test_levels_are_never_mixed() -> None:
    assert not is_matched(program(level="program"), program(level="kegiatan"))


def test_one_program_has_one_match_and_the_likest_gets_it() -> None:
    name = "Pelayanan Administrasi Perkantoran"
    before = [program("Pelayanan Adminitrasi Perkantoan"), program("Pelayanan Adminitrasi Perkantoran")]
    found = compared(before, [program(name)])
    assert [(pair.before, pair.after.text) for pair in found.pairs] == [(before[1], name)]
    assert found.dropped == (before[0],)


def test_an_equal_name_goes_before_a_like_one() -> None:
    before = [program("Penyelenggaraan Jalan Kota"), program("Penyelenggaraan Jalan")]
    found = compared(before, [program("Penyelenggaraan Jalan")])
    assert [pair.before for pair in found.pairs] == [before[1]]


def test_names_without_a_latin_letter_are_told_apart() -> None:
    assert not are_one("計画", "教育")
    assert are_one("計画", "計画")


def test_a_page_taken_for_a_name_is_one_only_with_its_equal() -> None:
    page = "Pembangunan Jalan " * 5_000
    assert are_one(page, page.upper())
    assert not are_one(page, f"{page} Kota")


# OPDs


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Dinas Lingkungan Hidup", "DINAS LINGKUNGAN HIDUP KAB. SUKAMAJU"),
        ("Dinas Perindustrian dan Perdagangan", "DINAS PERINDUSTRIAN & PERDAGANGAN"),
        ("Inspektorat", "Inspektorat Kabupaten Sukamaju"),
        ("Dinas Lingkungan Hidup", NO_OPD),
    ],
)
def test_an_opd_spelled_otherwise_or_not_at_all_has_not_lost_its_programs(one: str, other: str) -> None:
    before = [program("Program Penunjang", opd=one), program("Pengelolaan Persampahan", opd=one)]
    after = [program("Program Penunjang", opd=other), program("Pengelolaan Prsampahan Kota", opd=other)]
    found = compared(before, after)
    assert [(pair.before, pair.after) for pair in found.pairs] == list(zip(before, after, strict=True))
    assert not any(pair.is_moved for pair in found.pairs)


def test_a_name_that_every_opd_has_stays_with_its_own() -> None:
    offices = ["Dinas A", "Dinas B", "Kecamatan Kota Lama", "Kecamatan Kota Baru"]
    before = [program("Program Penunjang", opd=opd) for opd in offices]
    found = compared(before, before[::-1])
    assert (
        [pair.before.opd for pair in found.pairs] == [pair.after.opd for pair in found.pairs] == offices[::-1]
    )
    assert all(pair.is_unchanged for pair in found.pairs)


def test_a_program_of_another_opd_has_moved() -> None:
    # Documents of several OPDs, as an RPJMD is.
    others = [program("Program Gizi", opd="Dinas C"), program("Program Pasar", opd="Dinas D")]
    before, after = program(opd="Dinas A", y2025=1), program(opd="Dinas B", y2025=1)
    pair = compared([*others, before], [*others, after]).pairs[-1]
    assert (pair.before, pair.after) == (before, after)
    assert pair.is_moved
    assert not pair.is_renamed
    assert not pair.is_unchanged


def test_documents_of_two_opds_have_no_program_in_common() -> None:
    names = ("Pelayanan Administrasi Perkantoran", "Peningkatan Sarana Aparatur")
    before = [program(name, opd="Dinas Peternakan") for name in names]
    after = [program(name, opd="DINAS PERINDUSTRIAN DAN PERDAGANGAN") for name in names]
    found = compared(before, after)
    assert found.owners == ("Dinas Peternakan", "DINAS PERINDUSTRIAN DAN PERDAGANGAN")
    assert found.pairs == ()
    assert (found.dropped, found.added) == (tuple(before), tuple(after))


def test_a_program_that_names_no_opd_is_found_in_the_document_of_another() -> None:
    before = [program("Program Gizi", opd="Dinas Kesehatan"), program("Program Pasar", opd=NO_OPD)]
    after = [program("Program Lele", opd="Dinas Perikanan"), program("Program Pasar", opd="Dinas Perikanan")]
    found = compared(before, after)
    assert found.owners
    assert texts(tuple(pair.after for pair in found.pairs)) == ["Program Pasar"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Badan Lingkungan Hidup", "Dinas Lingkungan Hidup"),
        ("Dinas Kesehatan", "Dinas Kesehatan, Pengendalian Penduduk dan Keluarga Berencana"),
        ("Dinas Kesehatan Kota Contoh", "DINAS KESEHATAN"),
    ],
)
def test_an_opd_that_was_renamed_or_merged_keeps_its_programs(one: str, other: str) -> None:
    found = compared([program(opd=one)], [program(opd=other)])
    assert found.owners == ()
    assert len(found.pairs) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("Sekretariat Daerah", "Sekretariat DPRD"), ("Kecamatan Sukajadi", "Kecamatan Coblong")],
)
def test_two_offices_of_one_kind_are_two(one: str, other: str) -> None:
    assert compared([program(opd=one)], [program(opd=other)]).owners == (one, other)


def test_a_document_of_many_opds_has_no_owner() -> None:
    before = [program(str(n), opd=f"Dinas {n}") for n in "ABCDEFGHIJ"]
    assert compared(before, [program("A", opd="Dinas Z")]).owners == ()


def test_a_name_that_two_opds_could_have_given_has_not_moved() -> None:
    before = [program(opd="Dinas A"), program(opd="Dinas B")]
    found = compared(before, [program(opd="Dinas C")])
    assert found.pairs == ()
    assert found.dropped == tuple(before)


def test_like_names_of_two_opds_are_two_programs() -> None:
    one, other = "Pelayanan Administrasi Perkantoran", "Pelayanan Administrasi Pertkantoran"
    assert not is_matched(program(one, opd="Dinas A"), program(other, opd="Dinas B"))
    assert is_matched(program(one, opd="Dinas A"), program(other, opd=NO_OPD))


# What changed


def test_another_subdimension_is_relabelled() -> None:
    (pair,) = compared([program(label=HEALTH)], [program(label=SCHOOL)]).pairs
    assert pair.is_relabelled
    assert not pair.is_unchanged


def test_a_change_is_told_by_total_and_by_year() -> None:
    pair = budgets({"2026": 5, "2025": 100}, {"2025": 70, "2026": 0})
    assert (pair.change, pair.change_in_common) == (-35, -35)
    assert list(pair.by_year.items()) == [("2025", -30), ("2026", -5)]
    assert not pair.is_unchanged


def test_plans_without_a_year_in_common_are_compared_by_their_totals() -> None:
    pair = budgets({"2025": 100}, {"2026": 120})
    assert pair.is_comparable
    assert (pair.change, dict(pair.by_year), pair.change_in_common) == (20, {}, 0)
    assert budgets({"2025": 100}, {"2026": 100}).is_unchanged


def test_plans_that_overlap_have_the_change_over_the_common_years_beside_that_of_the_totals() -> None:
    pair = budgets({"2025": 100, "2026": 100, "2027": 100}, {"2026": 130})
    assert (pair.change, dict(pair.by_year), pair.change_in_common) == (-170, {"2026": 30}, 30)


def test_money_shifted_between_years_is_a_change_though_the_total_is_the_same() -> None:
    pair = budgets({"2025": 10, "2026": 20}, {"2025": 20, "2026": 10})
    assert pair.change == 0
    assert not pair.is_unchanged


@pytest.mark.parametrize("untold", [{}, {"2025": 0}, {"2025": 0, "2026": 0}])
def test_a_budget_that_is_not_told_has_not_moved_to_zero(untold: dict[str, int]) -> None:
    for pair in (budgets({"2025": 100}, untold), budgets(untold, {"2025": 100})):
        assert not pair.is_comparable
        assert (pair.change, dict(pair.by_year), pair.change_in_common) == (0, {}, 0)
        assert not pair.is_unchanged
    assert budgets(untold, {}).is_unchanged
    assert not budgets(untold, {}).is_comparable


# The whole


def test_pairs_and_added_programs_come_as_after_reads_and_dropped_ones_as_before_reads() -> None:
    before = [program(name) for name in ("Gizi", "Sanitasi", "Imunisasi", "Irigasi")]
    after = [program(name) for name in ("Terminal", "Irigasi", "Arsip", "Gizi")]
    found = compared(before, after)
    assert [pair.after.text for pair in found.pairs] == ["Irigasi", "Gizi"]
    assert texts(found.added) == ["Terminal", "Arsip"]
    assert texts(found.dropped) == ["Sanitasi", "Imunisasi"]


def test_totals_are_those_of_all_programs_in_the_order_of_the_taxonomy() -> None:
    found = compared(
        [program("Gizi", y2025=100), program("Sampah", label=WASTE, y2025=7)],
        [program("Gizi", y2025=60, y2026=50), program("Imunisasi"), program("Guru", label=SCHOOL, y2025=3)],
    )
    assert [one.subdimension for one in found.totals] == list(taxonomy.default().ids)
    told = {
        one.subdimension: (one.before.count, one.before.total, one.after.count, one.after.total)
        for one in found.totals
        if one.before.count or one.after.count
    }
    assert told == {HEALTH: (1, 100, 2, 110), SCHOOL: (0, 0, 1, 3), WASTE: (1, 7, 0, 0)}
    assert (found.before.years, found.after.years) == (("2025",), ("2025", "2026"))
    assert found.common_years == ("2025",)


def test_documents_without_programs_compare_too() -> None:
    assert compared([], []).pairs == ()
    assert texts(compared([], [program()]).added) == ["Program Imunisasi"]
    assert texts(compared([program()], []).dropped) == ["Program Imunisasi"]
    assert compared([program(y2025=1)], []).common_years == ()


def test_a_subdimension_that_the_taxonomy_lacks_is_an_error() -> None:
    with pytest.raises(DataError, match=r'unknown subdimension "living\.zzz"'):
        compared([], [program(label="living.zzz")])


def test_documents_are_compared_as_the_map_counts_their_rows() -> None:
    def rows(name: str, amount: int) -> list[Placed]:
        return [
            Placed("a.pdf", "program", name, "", "Dinas A", (), HEALTH),
            Placed("a.pdf", "kegiatan", "Penyuluhan", name, "Dinas A", (("2025", amount),), SCHOOL),
        ]

    found = compared(
        matrix.programs(rows("Program Gizi", 40)),
        matrix.programs(rows("PROGRAM GIZI", 50)),
    )
    assert [(pair.change, pair.is_relabelled) for pair in found.pairs] == [(10, False)]
    assert found.added == found.dropped == ()


def test_many_programs_are_matched_each_with_its_own() -> None:
    actions = ("Pembangunan", "Rehabilitasi", "Pemeliharaan", "Pengawasan", "Penataan")
    objects = ("Jalan", "Jembatan", "Irigasi", "Puskesmas", "Sekolah", "Pasar", "Terminal", "Drainase")
    names = [f"{a} {b} Ruas {n}" for a in actions for b in objects for n in range(40)]
    before = [program(name, y2025=1) for name in names[:1500]]
    slipped = [program(one.text.replace("Pem", "Pwm"), y2025=3) for one in before[100:]]
    found = compared(before, [*slipped, *(program(name) for name in names[1500:])])
    assert [pair.before for pair in found.pairs] == before[100:]
    assert {pair.change for pair in found.pairs} == {2}
    assert sum(pair.is_renamed for pair in found.pairs) == 540
    assert texts(found.added) == names[1500:]
    assert texts(found.dropped) == names[:100]


PROGRAMS = st.lists(
    st.builds(
        Program,
        st.just("x.pdf"),
        st.sampled_from([NO_OPD, "Dinas A", "DINAS A KOTA X", "Dinas B", "Dinas C"]),
        st.sampled_from(["program", "program", "kegiatan"]),
        st.sampled_from(["", "1.01", "1.02"]),
        st.sampled_from(
            [
                "Program Pelayanan Administrasi Perkantoran",
                "Pelayanan Administrasi Perkantoran Daerah",
                "Pelayanan Administrasi Pertkantoran",
                "Pelayanan dan Adminitrasi Perkantoran Kota",
                "Pelayanan Administrasi Perkantoran Dinas",
                "Pelayanan Administrasi Keuangan",
                "Penyediaan Jasa",
                "Program",
                "",
                "—",
            ]
        ),
        st.sampled_from([HEALTH, SCHOOL, WASTE]),
        st.dictionaries(st.sampled_from(["", "2025", "2026"]), st.integers(0, 3)),
    ),
    max_size=14,
)


@settings(deadline=None)
@given(PROGRAMS)
@pytest.mark.slow
def test_a_document_compared_with_itself_has_not_changed(programs: list[Program]) -> None:
    found = compared(programs, programs)
    assert [(pair.before, pair.after) for pair in found.pairs] == [(one, one) for one in programs]
    assert all(pair.is_unchanged for pair in found.pairs)
    assert found.added == found.dropped == ()
    assert all(one.before == one.after for one in found.totals)


@settings(deadline=None)
@given(PROGRAMS, PROGRAMS)
@pytest.mark.slow
def test_a_comparison_turned_round_is_its_mirror(first: list[Program], second: list[Program]) -> None:
    there, back = compared(first, second), compared(second, first)
    assert (there.added, there.dropped) == (back.dropped, back.added)
    turned = [
        (repr(pair.after), repr(pair.before), -pair.change, -pair.change_in_common) for pair in back.pairs
    ]
    assert Counter(turned) == Counter(
        (repr(pair.before), repr(pair.after), pair.change, pair.change_in_common) for pair in there.pairs
    )


@settings(deadline=None)
@given(PROGRAMS, PROGRAMS)
@pytest.mark.slow
def test_every_program_is_told_once(first: list[Program], second: list[Program]) -> None:
    found = compared(first, second)
    assert Counter(map(repr, first)) == Counter(map(repr, [*(p.before for p in found.pairs), *found.dropped]))
    assert Counter(map(repr, second)) == Counter(map(repr, [*(p.after for p in found.pairs), *found.added]))
    assert all(pair.before.level == pair.after.level for pair in found.pairs)
