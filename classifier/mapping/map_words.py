"""Words that every form of the map needs: what it counts, what is uncertain, what would fill its gaps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from classifier.formats import role_words
from classifier.i18n import rupiah
from classifier.i18n.messages import Translator
from classifier.i18n.numbers import grouped
from classifier.mapping.agency_names import NO_OPD
from classifier.mapping.cautions import Doubted, NoMoney, UnmetTotal
from classifier.mapping.counting import LeftOut
from classifier.mapping.matrix import Map
from classifier.mapping.planned_years import Misdated
from classifier.mapping.rival_plans import RivalPlan
from classifier.mapping.suggestions import Title

# Of what may be long a sentence names so many; lists in the workbook have all.
_MAX_NAMED, _MAX_DOCUMENTS_NAMED = 3, 20
_MAX_NAME_CHARS = 80


def counted(city_map: Map, texts: Translator) -> str:
    """What the map counts, several: programs."""
    return texts.gettext("programs") if city_map.counted == "program" else texts.gettext("activities")


def opd_name(opd: str, texts: Translator) -> str:
    """An OPD as the map names it."""
    return texts.gettext("(no OPD named)") if opd == NO_OPD else opd


def no_document(texts: Translator) -> str:
    """What is said of an agency of the installation's list that no document is of."""
    return texts.gettext("no document yet")


def named_documents(documents: Sequence[str], texts: Translator) -> str:
    """The names of documents in a line, the first where they are many."""
    named = "; ".join(documents[:_MAX_DOCUMENTS_NAMED])
    if (more := len(documents) - _MAX_DOCUMENTS_NAMED) > 0:
        named += "; " + texts.ngettext("and %(n)s other", "and %(n)s others", more, n=more)
    return named


def others(city_map: Map, n: int, texts: Translator) -> str:
    """What counts by itself beside what the map counts, with its number."""
    number = grouped(n, texts.language)
    if city_map.counted == "program":
        return texts.ngettext(
            "%(n)s activity whose program was not found",
            "%(n)s activities whose program was not found",
            n,
            n=number,
        )
    return texts.ngettext(
        "%(n)s program or sub-activity without an activity",
        "%(n)s programs and sub-activities without an activity",
        n,
        n=number,
    )


def others_sentence(city_map: Map, texts: Translator) -> str:
    """That these are not counted with the others, and their money is; "" where there are none."""
    if not city_map.n_others:
        return ""
    return texts.gettext(
        "Besides %(others)s: not counted among the %(programs)s, but in the budgets.",
        others=others(city_map, city_map.n_others, texts),
        programs=counted(city_map, texts),
    )


def caution_sentences(city_map: Map, texts: Translator) -> list[str]:
    """What speaks against taking the numbers for the whole truth, a sentence each; [] for nothing."""
    return list(_cautions(city_map, texts))


def _cautions(city_map: Map, texts: Translator) -> Iterator[str]:
    cautions = city_map.cautions
    if doubted_roles := cautions.role_doubted:
        yield texts.ngettext(
            "%(n)s of the %(programs)s counted stands only in tables that are not surely the plan: "
            "%(names)s.",
            "%(n)s of the %(programs)s counted stand only in tables that are not surely the plan: %(names)s.",
            len(doubted_roles),
            n=grouped(len(doubted_roles), texts.language),
            programs=counted(city_map, texts),
            names=_first((doubted(one, texts) for one in doubted_roles), len(doubted_roles), texts),
        )
    if cut := cautions.cut:
        yield texts.ngettext(
            "%(n)s of the %(programs)s counted has a name that may go on: %(names)s.",
            "%(n)s of the %(programs)s counted have names that may go on: %(names)s.",
            len(cut),
            n=grouped(len(cut), texts.language),
            programs=counted(city_map, texts),
            names=_first((doubted(one, texts) for one in cut), len(cut), texts),
        )
    if poor := cautions.without_money:
        yield texts.gettext(
            "Agencies without a budget that could be read: %(agencies)s.",
            agencies=_first((no_money(one, city_map, texts) for one in poor), len(poor), texts),
        )
    if amounts := cautions.left_out:
        yield texts.ngettext(
            "%(n)s impossible amount is left out until a person confirms its row: %(amounts)s.",
            "%(n)s impossible amounts are left out until a person confirms their rows: %(amounts)s.",
            len(amounts),
            n=grouped(len(amounts), texts.language),
            amounts=_first((left_out(amount, texts) for amount in amounts), len(amounts), texts),
        )
    if unmet := cautions.unmet:
        yield texts.ngettext(
            "The rows do not meet %(n)s printed total: %(totals)s.",
            "The rows do not meet %(n)s printed totals: %(totals)s.",
            len(unmet),
            n=grouped(len(unmet), texts.language),
            totals=_first((unmet_total(total, texts) for total in unmet), len(unmet), texts),
        )
    if rivals := cautions.rivals:
        yield texts.ngettext(
            "%(n)s table plans the same programs as another of its document with other money, and does not "
            "count (tables can be switched on and off): %(tables)s.",
            "%(n)s tables plan the same programs as others of their documents with other money, and do not "
            "count (tables can be switched on and off): %(tables)s.",
            len(rivals),
            n=grouped(len(rivals), texts.language),
            tables=_first((rival_plan(rival, texts) for rival in rivals), len(rivals), texts),
        )
    for one in cautions.misdated:
        yield misdated(one, texts)
    by_role: dict[str, list[str]] = {}
    for substitute in cautions.substitutes:
        by_role.setdefault(substitute.role, []).append(shortened(substitute.document))
    for role, documents in by_role.items():
        named = _first(documents, len(documents), texts)
        if role:
            yield texts.gettext(
                "Without a table of the plan that is switched on; counted is %(role)s: %(documents)s.",
                role=role_words.word(role_words.role(role, texts), texts),
                documents=named,
            )
        else:
            yield texts.gettext(
                "No table counts; none is a plan, review or evaluation, or all are switched off: "
                "%(documents)s.",
                documents=named,
            )


def doubted(one: Doubted, texts: Translator) -> str:
    """A program and where it stands: Program Gizi (renja.pdf p. 3)."""
    if not one.page:
        return f"{shortened(one.text)} ({shortened(one.document)})"
    return texts.gettext(
        "%(program)s (%(document)s p. %(page)s)",
        program=shortened(one.text),
        document=shortened(one.document),
        page=one.page,
    )


def no_money(one: NoMoney, city_map: Map, texts: Translator) -> str:
    """An agency none of whose programs has a budget, with their number."""
    return texts.gettext(
        "%(agency)s (%(n)s %(programs)s without a budget that was read)",
        agency=opd_name(one.opd, texts),
        n=grouped(one.n_programs, texts.language),
        programs=counted(city_map, texts),
    )


def left_out(amount: LeftOut, texts: Translator) -> str:
    """An amount that is left out: Program Gizi (2026) Rp 20,0 triliun."""
    year = amount.year or texts.gettext("no year")
    return f"{shortened(amount.text)} ({year}) {rupiah.short(amount.amount, texts.language)}"


def unmet_total(total: UnmetTotal, texts: Translator) -> str:
    """A printed total that the rows do not meet, in words with the difference."""
    return texts.gettext(
        "%(document)s p. %(page)s: printed %(printed)s, read %(read)s (%(difference)s)",
        document=shortened(total.document),
        page=total.first_page,
        printed=rupiah.short(total.printed, texts.language),
        read=rupiah.short(total.read, texts.language),
        difference=_signed(total.difference, texts),
    )


def rival_plan(rival: RivalPlan, texts: Translator) -> str:
    """A plan that does not count, beside the one that does, with the difference."""
    return texts.gettext(
        "%(document)s p. %(page)s: %(printed)s, counted from p. %(counted_page)s: %(counted)s "
        "(%(difference)s)",
        document=shortened(rival.document),
        page=rival.page or "?",
        printed=rupiah.short(rival.amount, texts.language),
        counted_page=rival.counted_page or "?",
        counted=rupiah.short(rival.counted_amount, texts.language),
        difference=_signed(rival.difference, texts),
    )


def misdated(one: Misdated, texts: Translator) -> str:
    """That a document's money is printed for other years than a person says that it plans."""
    return texts.gettext(
        "%(document)s: budgets are printed for %(printed)s, the document's years were set to %(planned)s.",
        document=shortened(one.document),
        printed=_span(one.printed),
        planned=_span(one.planned),
    )


def _span(years: Sequence[int]) -> str:
    """Years as people write them: 2026, or 2025–2029."""
    is_span = len(years) > 1 and years[-1] - years[0] == len(years) - 1
    return f"{years[0]}–{years[-1]}" if is_span else ", ".join(map(str, years))


def _signed(amount: int, texts: Translator) -> str:
    return f"{'+' if amount > 0 else '−'}{rupiah.short(abs(amount), texts.language)}"


def suggestion(title: Title, texts: Translator) -> str:
    """An official program and whose it would be: Program Pengelolaan Persampahan (2.11.11), Dinas ..."""
    named = texts.gettext(
        "%(program)s (%(code)s), %(agency)s", program=title.title, code=title.kode, agency=title.agency
    )
    note = title.note(texts.language)
    return f"{named}: {note}" if note else named


def shortened(text: str) -> str:
    """A name of a document or program as a sentence can hold it."""
    joined = " ".join(text.split())
    return joined if len(joined) <= _MAX_NAME_CHARS else f"{joined[: _MAX_NAME_CHARS - 1]}…"


def _first(parts: Iterable[str], n: int, texts: Translator) -> str:
    """The first of several, and how many more there are."""
    named = [part for part, _ in zip(parts, range(_MAX_NAMED), strict=False)]
    if n > len(named):
        more = n - len(named)
        named.append(
            texts.ngettext("and %(n)s other", "and %(n)s others", more, n=grouped(more, texts.language))
        )
    return "; ".join(named)
