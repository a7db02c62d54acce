"""Which documents a mapping counts, and why."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.mapping.selection import document_choice
from classifier.mapping.selection.document_choice import Candidate, Choice, Scope, Why, choices
from classifier.records import Stage

SCOPE = Scope("Kota Contoh", (2026,))


def plan(
    document_id: str, kind: str = "Renja", stage: Stage = "final", opd: str = "Dinas Satu", n_rows: int = 9
) -> Candidate:
    years = (2025, 2026, 2027) if kind in ("Renstra", "RPJMD") else (2026,)
    return Candidate(document_id, kind, stage, "Kota Contoh", opd, years, n_rows)


def region_plan(document_id: str, kind: str = "RKPD") -> Candidate:
    return plan(document_id, kind, opd="")


def whys(*candidates: Candidate, scope: Scope = SCOPE) -> dict[str, str]:
    return {choice.id: choice.why for choice in choices(candidates, scope).values()}


def test_a_document_alone_counts() -> None:
    assert choices([plan("a")], SCOPE) == {"a": Choice("a", (2026,), "only")}


@pytest.mark.parametrize(
    ("first", "second", "why"),
    [
        (plan("a", stage="change"), plan("b"), "behind_change"),
        (plan("a"), plan("b", stage="draft"), "behind_final"),
        (plan("a"), plan("b", "Renstra"), "behind_kind"),
        (plan("a", stage="draft"), plan("b", "Renstra"), "behind_kind"),
        (plan("a", "Renstra"), plan("b", "LKIP"), "behind_kind"),
        (plan("a", "Renja"), plan("b", "Perjanjian Kinerja"), "behind_kind"),
        (plan("a", "Pohon Anggaran"), plan("b", "LKIP"), "behind_kind"),
        (plan("a", n_rows=20), plan("b", n_rows=3), "behind_fuller"),
    ],
)
def test_of_two_documents_of_an_agency_one_counts(first: Candidate, second: Candidate, why: Why) -> None:
    for pair in ([first, second], [second, first]):
        chosen = choices(pair, SCOPE)
        assert chosen["a"] == Choice("a", (2026,), "first")
        assert chosen["b"] == Choice("b", (), why, behind="a")


def test_a_report_counts_where_nothing_else_plans() -> None:
    assert whys(plan("a", "LKIP"), plan("b", opd="Dinas Dua")) == {"a": "report", "b": "only"}


def test_a_document_without_rows_keeps_no_other_back() -> None:
    assert whys(plan("a", n_rows=0), plan("b", "Renstra")) == {"a": "no_rows", "b": "only"}


def test_other_regions_and_years_do_not_count() -> None:
    told = whys(
        replace(plan("a"), region="Kabupaten Contoh"),
        replace(plan("b"), region=""),
        replace(plan("c"), years=(2025,)),
        replace(plan("d"), years=()),
    )
    assert told == {
        "a": "other_region",
        "b": "unknown_region",
        "c": "other_years",
        "d": "unknown_years",
    }


@pytest.mark.parametrize(
    ("name", "other", "is_same"),
    [
        ("Kota Contoh", "KOTA CONTOH", True),
        ("Kota Contoh", "Kabupaten Contoh", False),
        ("Provinsi Jawa Barat", "Jawa Barat", True),
        ("", "", True),
        ("Kota Contoh", "", False),
    ],
)
def test_regions_are_told_apart(name: str, other: str, is_same: bool) -> None:
    assert document_choice.is_same_region(name, other) is is_same


def test_of_several_years_each_has_its_own_plan() -> None:
    chosen = choices([plan("a"), plan("b", "Renstra")], Scope("Kota Contoh", (2025, 2026, 2027)))
    assert chosen["a"].years == (2026,)
    assert chosen["b"].years == (2025, 2027)


def test_the_plan_of_the_region_counts_for_those_without_one_of_their_own() -> None:
    chosen = choices([region_plan("r"), plan("a")], SCOPE)
    assert chosen["r"] == Choice("r", (2026,), "rest", is_rest=True)
    assert chosen["a"].why == "only"


def test_the_plan_of_the_region_counts_whole_where_there_is_no_other() -> None:
    chosen = choices([region_plan("r"), region_plan("s", "RPJMD")], SCOPE)
    assert chosen["r"] == Choice("r", (2026,), "region_plan")
    assert chosen["s"] == Choice("s", (), "behind_kind", behind="r")


def test_documents_of_unknown_agencies_count_each_by_itself() -> None:
    assert whys(plan("a", opd=""), plan("b", opd="")) == {"a": "agency_unknown", "b": "agency_unknown"}


def test_what_a_person_switched_off_makes_room() -> None:
    told = whys(replace(plan("a"), decided=False), plan("b", "Renstra"))
    assert told == {"a": "by_hand_not", "b": "only"}


def test_what_a_person_switched_on_goes_before_the_others_and_beside_others_switched_on() -> None:
    on = replace(plan("b", "Renstra"), decided=True)
    assert whys(plan("a"), on) == {"a": "behind_by_hand", "b": "by_hand"}
    assert whys(replace(plan("a"), decided=True), on) == {"a": "by_hand", "b": "by_hand"}


def test_a_document_of_another_region_and_year_counts_when_it_is_switched_on() -> None:
    other = replace(plan("a"), region="Kota Lain", years=(2019,), decided=True)
    assert choices([other], SCOPE)["a"] == Choice("a", (2026,), "by_hand")


def test_the_region_plan_counts_whole_when_it_is_switched_on() -> None:
    chosen = choices([replace(region_plan("r"), decided=True), plan("a")], SCOPE)
    assert chosen["r"] == Choice("r", (2026,), "by_hand")


def test_most_documents_propose_region_and_year() -> None:
    there = [
        plan("a"),
        plan("b", opd="Dinas Dua"),
        plan("c", "Renstra"),
        replace(plan("d"), years=(2025,)),
        replace(plan("e"), region="Kota Lain", years=(2020,)),
        replace(plan("f"), region="", years=(2020,)),
    ]
    assert document_choice.proposal(there) == Scope("Kota Contoh", (2026,))


def test_plans_of_a_period_alone_propose_the_period() -> None:
    assert document_choice.proposal([plan("a", "Renstra")]) == Scope("Kota Contoh", (2025, 2026, 2027))


def test_documents_without_rows_propose_nothing() -> None:
    assert document_choice.proposal([plan("a", n_rows=0)]) is None


candidates = st.builds(
    Candidate,
    id=st.uuids().map(str),
    kind=st.sampled_from(["", "Renja", "Renstra", "LKIP", "RKPD", "RPJMD"]),
    stage=st.sampled_from(["final", "draft", "change"]),
    region=st.sampled_from(["", "Kota Contoh", "Kota Lain"]),
    opd=st.sampled_from(["", "Dinas Satu", "Dinas Dua"]),
    years=st.sampled_from([(), (2026,), (2025, 2026, 2027), (2027,)]),
    n_rows=st.integers(0, 3),
)


@given(st.lists(candidates, max_size=8), st.sampled_from([(2026,), (2026, 2027)]))
def test_an_agency_has_one_document_a_year_and_every_choice_says_which_goes_before(
    among: list[Candidate], years: tuple[int, ...]
) -> None:
    chosen = choices(among, Scope("Kota Contoh", years))
    assert set(chosen) == {one.id for one in among}
    for year in years:
        owners = [one.opd for one in among if one.opd and year in chosen[one.id].years]
        assert len(owners) == len(set(owners))
    for choice in chosen.values():
        assert choice.why.startswith("behind_") == bool(choice.behind)
        assert not choice.behind or chosen[choice.behind].counts
