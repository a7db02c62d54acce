"""What report and slides say of a map, in sentences: what there is, what is empty, what to do next."""

from __future__ import annotations

from collections.abc import Iterator

from classifier.i18n import rupiah
from classifier.i18n.messages import Translator
from classifier.i18n.numbers import decimal, grouped
from classifier.mapping import analysis, covers, map_words
from classifier.mapping.agency_names import NO_OPD
from classifier.mapping.analysis import CountedMap
from classifier.mapping.covers import Cover
from classifier.mapping.matrix import Cell, Map, dimension_name, name, names, total

# Empty subdimensions that the next steps name; the gaps name all.
_MAX_STEPS = 4


def percent(share: float, texts: Translator) -> str:
    """A share in per cent: 12,5%."""
    return f"{decimal(100 * share, texts.language)}%"


def number_of(city_map: Map, n: int, texts: Translator) -> str:
    """So many of what the map counts, in words."""
    if city_map.counted == "program":
        return texts.ngettext("%(n)s program", "%(n)s programs", n, n=grouped(n, texts.language))
    return texts.ngettext("%(n)s activity", "%(n)s activities", n, n=grouped(n, texts.language))


def money(amount: int, texts: Translator) -> str:
    """Rupiah in words, or that none was read."""
    return rupiah.short(amount, texts.language) if amount else texts.gettext("budget not read")


def years(counted: CountedMap, texts: Translator) -> str:
    """Of which years the rupiah are."""
    return covers.span(counted.map.years) or texts.gettext("tables that name no year")


def summary(counted: CountedMap, cover: Cover, texts: Translator) -> list[str]:
    """What the map shows, in a few sentences."""
    return list(_summary(counted, cover, texts))


def _summary(counted: CountedMap, cover: Cover, texts: Translator) -> Iterator[str]:
    city_map = counted.map
    whole = total(city_map.cells.values())
    n_documents = len(cover.documents or counted.by_document)
    yield texts.gettext(
        "This mapping covers %(documents)s and %(agencies)s: %(programs)s with a budget of %(money)s "
        "(%(years)s).",
        documents=texts.ngettext(
            "%(n)s document", "%(n)s documents", n_documents, n=grouped(n_documents, texts.language)
        ),
        agencies=texts.ngettext(
            "%(n)s agency",
            "%(n)s agencies",
            city_map.n_named_opds,
            n=grouped(city_map.n_named_opds, texts.language),
        ),
        programs=number_of(city_map, whole.count, texts),
        money=money(whole.total, texts),
        years=years(counted, texts),
    )
    shares = analysis.shares(analysis.by_dimension(city_map))
    if whole.count:
        most = max(shares, key=lambda dimension: shares[dimension].programs)
        yield texts.gettext(
            "Most %(programs)s serve %(dimension)s: %(n)s (%(share)s).",
            programs=map_words.counted(city_map, texts),
            dimension=dimension_name(most),
            n=grouped(shares[most].cell.count, texts.language),
            share=percent(shares[most].programs, texts),
        )
    if whole.total:
        most = max(shares, key=lambda dimension: shares[dimension].budget)
        yield texts.gettext(
            "The most budget goes to %(dimension)s: %(money)s (%(share)s).",
            dimension=dimension_name(most),
            money=money(shares[most].cell.total, texts),
            share=percent(shares[most].budget, texts),
        )
    yield empty(city_map, texts)
    if others := map_words.others_sentence(city_map, texts):
        yield others
    if cover.is_draft:
        yield texts.gettext(
            "The result is a draft: %(n)s of %(total)s rows have not been verified by a person.",
            n=grouped(cover.n_rows - cover.n_verified, texts.language),
            total=grouped(cover.n_rows, texts.language),
        )
    elif cover.n_rows:
        yield texts.gettext(
            "All %(n)s rows have been verified by people.", n=grouped(cover.n_rows, texts.language)
        )


def empty(city_map: Map, texts: Translator) -> str:
    """Which subdimensions no agency plans anything for."""
    n = len(city_map.gaps)
    if not n:
        return texts.gettext("No subdimension is empty.")
    return texts.ngettext(
        "%(n)s of %(total)s subdimensions is empty: %(names)s.",
        "%(n)s of %(total)s subdimensions are empty: %(names)s.",
        n,
        n=n,
        total=len(city_map.taxonomy.ids),
        names=names((city_map.taxonomy[gap] for gap in city_map.gaps), texts.language),
    )


def of_dimension(counted: CountedMap, dimension: str, texts: Translator) -> list[str]:
    """What a dimension has, by whom, and which of its subdimensions are empty."""
    city_map = counted.map
    share = analysis.shares(analysis.by_dimension(city_map))[dimension]
    called, cell = dimension_name(dimension), share.cell
    theirs = [one for one in city_map.taxonomy.subdimensions if one.dimension == dimension]
    if cell.is_empty:
        return [
            texts.gettext(
                "%(dimension)s has no %(programs)s yet.",
                dimension=called,
                programs=map_words.counted(city_map, texts),
            )
        ]
    opds = [
        opd
        for opd in city_map.opds
        if opd != NO_OPD and any(not city_map.cell(opd, one.id).is_empty for one in theirs)
    ]
    sentences = [
        texts.gettext(
            "%(dimension)s has %(programs)s (%(share)s of all) with a budget of %(money)s (%(part)s), "
            "planned by %(agencies)s.",
            dimension=called,
            programs=number_of(city_map, cell.count, texts),
            share=percent(share.programs, texts),
            money=money(cell.total, texts),
            part=percent(share.budget, texts),
            agencies=texts.ngettext(
                "%(n)s agency", "%(n)s agencies", len(opds), n=grouped(len(opds), texts.language)
            ),
        )
    ]
    having = [(one.name(texts.language), city_map.column(one.id)) for one in theirs]
    parts = [f"{called_so} ({_few(city_map, one, texts)})" for called_so, one in having if not one.is_empty]
    sentences.append(texts.gettext("By subdimension: %(parts)s.", parts="; ".join(parts)))
    if lacking := [called_so for called_so, one in having if one.is_empty]:
        sentences.append(texts.gettext("Still empty: %(names)s.", names=", ".join(lacking)))
    return sentences


def _few(city_map: Map, cell: Cell, texts: Translator) -> str:
    return f"{number_of(city_map, cell.count, texts)}, {money(cell.total, texts)}"


def next_steps(counted: CountedMap, cover: Cover, texts: Translator) -> list[str]:
    """What is to be done before and after the map is decided on."""
    return list(_next_steps(counted, cover, texts))


def _next_steps(counted: CountedMap, cover: Cover, texts: Translator) -> Iterator[str]:
    city_map, cautions = counted.map, counted.map.cautions
    if cover.is_draft:
        yield texts.gettext(
            "Verify the %(n)s rows that nobody has verified yet, those with doubts first.",
            n=grouped(cover.n_rows - cover.n_verified, texts.language),
        )
    if n := len(cautions.unmet) + len(cautions.left_out):
        yield texts.gettext(
            "Compare %(n)s amounts with the documents: totals that rows do not meet, and impossible amounts.",
            n=grouped(n, texts.language),
        )
    if counted.torn:
        yield texts.gettext(
            "Decide which budget holds for %(n)s that documents print with different amounts.",
            n=number_of(city_map, len(counted.torn), texts),
        )
    if city_map.without_document:
        yield texts.gettext(
            "Ask for the documents of agencies without one: %(names)s.",
            names=map_words.named_documents(city_map.without_document, texts),
        )
    for suggestion in city_map.suggestions[:_MAX_STEPS]:
        if suggestion.titles:
            yield texts.gettext(
                "Discuss %(subdimension)s, which is empty: %(suggestion)s.",
                subdimension=name(city_map.taxonomy[suggestion.subdimension], texts.language),
                suggestion=map_words.suggestion(suggestion.titles[0], texts),
            )
    if (more := len(city_map.suggestions) - _MAX_STEPS) > 0:
        yield texts.ngettext(
            "Discuss %(n)s other empty subdimension; the report names what would serve it.",
            "Discuss %(n)s other empty subdimensions; the report names what would serve them.",
            more,
            n=grouped(more, texts.language),
        )
    yield texts.gettext("Let the agencies agree to the result before it is fixed.")
