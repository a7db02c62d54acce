"""`petakota agencies`: which agencies there are, which names mean them; and the option `--agencies`."""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from classifier.cli import terminal

if TYPE_CHECKING:
    from classifier.agencies.grouping import Group
    from classifier.agencies.registry import Registry

HELP = "list agencies with their spellings, or bring spellings to one agency"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to do, and with which names."""
    actions = parser.add_subparsers(metavar="list|merge", dest="action", required=True)
    listing = actions.add_parser(
        "list",
        help="agencies with their spellings; with results, the names that documents print and what they mean",
    )
    listing.add_argument(
        "results", nargs="*", metavar="RESULTS", help="what `petakota tag` wrote: files, folders, -"
    )
    add_option(listing)
    listing.add_argument("--format", choices=("jsonl", "table"), help="default: a table on a terminal")
    merging = actions.add_parser("merge", help="add spellings to an agency of a file, made when absent")
    merging.add_argument("file", type=Path, metavar="FILE", help="agencies, as JSON lines or .csv")
    merging.add_argument("name", metavar="NAME", help="the agency's official name")
    merging.add_argument("spellings", nargs="+", metavar="SPELLING", help="what also means it")


def add_option(parser: argparse.ArgumentParser) -> None:
    """Add `--agencies`."""
    parser.add_argument(
        "--agencies",
        type=Path,
        metavar="FILE",
        help="your agencies, added to the general list: JSON lines or CSV with name and aliases",
    )


def chosen_registry(arguments: argparse.Namespace) -> Registry:
    """The general list, with the agencies of `--agencies` where it is given."""
    from classifier.agencies.registry import Registry

    general = Registry.packaged()
    return general if arguments.agencies is None else general.with_own(Registry.read(arguments.agencies))


def run(arguments: argparse.Namespace) -> int:
    """List agencies, or names of results; or add spellings to a file."""
    if arguments.action == "merge":
        _merge(arguments)
        return 0
    registry = chosen_registry(arguments)
    lines = list(_names(arguments.results, registry)) if arguments.results else list(_agencies(registry))
    if not terminal.wants_table(arguments.format):
        for line in lines:
            print(json.dumps(line, ensure_ascii=False))
    elif arguments.results:
        _show_names(lines)
    else:
        terminal.show_lines(
            ("agency", "list", "spellings"),
            [(_plain(line["name"]), line["list"], _plain("; ".join(line["aliases"]))) for line in lines],
        )
    return 0


def _merge(arguments: argparse.Namespace) -> None:
    from classifier.agencies import agency_files

    merged = agency_files.merge(arguments.file, arguments.name, arguments.spellings)
    told = f"{len(merged.added)} new" if merged.added else "nothing new"
    from_others = f"; taken from {', '.join(merged.taken_from)}" if merged.taken_from else ""
    terminal.note(f"{arguments.file}: spellings of {merged.name}: {told}{from_others}.")


def _agencies(registry: Registry) -> Iterator[dict[str, Any]]:
    own = set(registry.own)
    for agency in registry.agencies:
        yield {
            "name": agency.name,
            "aliases": list(agency.aliases),
            "list": "own" if agency in own else "general",
        }


def _names(sources: Sequence[str], registry: Registry) -> Iterator[dict[str, Any]]:
    """Every agency that results name, the known ones first; own ones without a document last."""
    from classifier.agencies.grouping import brought_together
    from classifier.formats import result_files

    n_rows: Counter[str] = Counter()
    documents: defaultdict[str, set[str]] = defaultdict(set)
    for source in sources:
        for _, lines in result_files.files(source):
            for line in lines:
                printed = str(line.get("opd") or "")
                n_rows[printed] += 0 if result_files.is_record(line) else 1
                documents[printed].add(f"{line.get('document') or ''} {line.get('sha256') or ''}")
    own = set(registry.own)
    groups = brought_together((name for name, n in n_rows.items() for _ in range(max(n, 1))), registry)
    for group in sorted(groups, key=lambda group: group.agency is None):
        held = set().union(*(documents[printed] for printed in group.printed))
        yield {
            "name": group.name,
            "list": _list_of(group, own),
            "sure": group.is_sure,
            "printed": {printed: n_rows[printed] for printed in group.printed},
            "n_documents": len(held),
        }
    named = {group.name for group in groups}
    for agency in registry.own:
        if agency.name not in named:
            yield {"name": agency.name, "list": "own", "sure": True, "printed": {}, "n_documents": 0}


def _list_of(group: Group, own: set[Any]) -> str:
    """The list that knows an agency; what is known of a name that none knows."""
    if group.agency is not None:
        return "own" if group.agency in own else "general"
    return "part of an agency" if group.is_unit else "unknown"


def _show_names(lines: Sequence[dict[str, Any]]) -> None:
    terminal.show_lines(
        ("agency", "list", "", "documents", "printed as (rows)"),
        [
            (
                _plain(line["name"]),
                line["list"],
                "" if line["sure"] else "not sure",
                str(line["n_documents"]) if line["printed"] else "no document",
                _plain("; ".join(f"{printed} ({n})" for printed, n in line["printed"].items())),
            )
            for line in lines
        ],
    )
    n_unknown = sum(line["list"] in ("unknown", "part of an agency") for line in lines)
    n_unsure = sum(not line["sure"] for line in lines)
    print(
        f"{len(lines)} agencies: {n_unknown} unknown, {n_unsure} not sure. "
        "`petakota agencies merge FILE NAME SPELLING` brings a spelling to its agency."
    )


def _plain(text: str) -> str:
    return terminal.plain(text[:400])
