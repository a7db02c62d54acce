"""What is stored of a reading: faults as kinds with values, pages as numbers, and not too much of either."""

from __future__ import annotations

import json

from classifier.faults import Fault, UnmetSum
from classifier.records import Problem
from service.jobs import reading_report
from tests.support.extractions import extraction


def test_a_report_counts_pages_by_outcome_and_names_their_ranges() -> None:
    assert reading_report.report(extraction("nnnstnu")) == {
        "pages": 7,
        "pages_with_text": 5,
        "problems": [],
        "warnings": [{"page": 0, "kind": "no_rows", "pages": 5}],
        "pages_by_outcome": {
            "with_rows": 0,
            "table_without_rows": 0,
            "no_program_column": 0,
            "no_table": 1,
            "perhaps_missed": 0,
            "names_no_program": 4,
            "no_text": 1,
            "unreadable": 1,
            "not_asked": 0,
        },
        "ranges_by_outcome": {
            "no_table": [[5, 5]],
            "names_no_program": [[1, 3], [6, 6]],
            "no_text": [[4, 4]],
            "unreadable": [[7, 7]],
        },
    }


def test_a_report_of_three_thousand_bad_pages_stays_small() -> None:
    problems = [
        Problem(page, Fault("page_unreadable", detail="Failed to load page.")) for page in range(1, 3001)
    ]
    report = reading_report.report(extraction("nutsbc" * 500, problems=problems, warnings=problems))
    assert len(json.dumps(report)) < 60_000
    assert report["problems"][-1] == {"page": 0, "kind": "not_listed", "others": 2800}
    assert report["problems"][0] == {"page": 1, "kind": "page_unreadable", "detail": "Failed to load page."}
    assert len(report["problems"]) == 201
    assert report["ranges_by_outcome"]["no_text"][:3] == [[4, 4], [10, 10], [16, 16]]
    assert len(report["ranges_by_outcome"]["no_text"]) == 20
    assert report["pages_by_outcome"]["no_text"] == 500


def test_a_total_that_is_not_met_is_stored_with_its_sums() -> None:
    fault = Fault("total_not_met", sums=(UnmetSum("2025", 400_000, 350_000),))
    report = reading_report.report(extraction("b", warnings=[Problem(1, fault)]))
    assert report["warnings"][0] == {
        "page": 1,
        "kind": "total_not_met",
        "sums": [{"year": "2025", "printed": 400_000, "rows": 350_000}],
    }


def test_one_fault_stays_small_however_much_it_holds() -> None:
    sums = tuple(UnmetSum(str(year), 1, 2) for year in range(1000, 2000))
    faults = [Fault("page_unreadable", detail="x" * 5000), Fault("total_not_met", sums=sums)]
    report = reading_report.report(extraction("uu", problems=[Problem(1, fault) for fault in faults]))
    assert len(report["problems"][0]["detail"]) == 1000
    assert [unmet["year"] for unmet in report["problems"][1]["sums"]] == [str(n) for n in range(1000, 1012)]
