"""`petakota inspect`: what a document is, its tables and their roles, its money, and what was not read."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from classifier.cli import agencies, documents, terminal
from classifier.i18n import rupiah
from classifier.records import Extraction

HELP = "say what documents are: kind, agency, years, tables and their roles, money"
_FORMATS = ("jsonl", "table")
_MAX_CAPTION_CHARS = 60


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Documents and output."""
    documents.add_arguments(parser, formats=_FORMATS)


def run(arguments: argparse.Namespace) -> int:
    """Read the documents and describe each; 1 when some failed, the code of the first error when all did."""

    def prepare() -> documents.Dicts:
        from classifier.mapping import document_record

        registry = agencies.chosen_registry(arguments)

        def described(extraction: Extraction) -> Iterable[dict[str, Any]]:
            yield document_record.as_dict(extraction, document_record.record(extraction, registry=registry))

        return described

    return documents.read(arguments, fields=(), prepare=prepare, show=_show)


def _show(records: Sequence[Mapping[str, Any]]) -> None:
    for record in records:
        years = record["years"]
        span = f"{years[0]}-{years[-1]}" if len(years) > 1 else "".join(map(str, years))
        facts = {
            "document": record["document"],
            "kind": record["kind"] or "-",
            "agency": record["opd"] or "-",
            "region": record["region"] or "-",
            "years": span or "-",
            "programs": record["n_programs"],
            "budget": "; ".join(
                f"{year or 'no year'}: {rupiah.short(amount)}" for year, amount in record["pagu"].items()
            )
            or "-",
            "rows": f"{record['n_rows']}, {record['n_doubtful']} with doubts",
            "pages not read": ", ".join(str(page["page"]) for page in record["pages_not_read"]) or "none",
        }
        terminal.show_facts(facts)
        terminal.show_lines(
            ("pages", "role", "counts", "programs", "kegiatan", "sub", "budget", "total", "missing", "table"),
            [
                (
                    "-".join(map(str, dict.fromkeys(table["pages"]))),
                    table["role"],
                    "yes" if table["counts"] else "",
                    *(str(table[f"n_{level}"] or "") for level in ("program", "kegiatan", "subkegiatan")),
                    rupiah.short(sum(table["pagu"].values())) if table["pagu"] else "",
                    rupiah.short(table["total_printed"]) if table["total_printed"] else "",
                    _missing(table),
                    terminal.plain(terminal.shortened(table["caption"], _MAX_CAPTION_CHARS)),
                )
                for table in record["tables"]
            ],
        )


def _missing(table: Mapping[str, Any]) -> str:
    """What the rows of a table have less than it prints as their total; "" where nothing."""
    if not table["total_printed"]:
        return ""
    difference = table["total_printed"] - sum(table["pagu"].values())
    return rupiah.short(difference) if difference else ""
