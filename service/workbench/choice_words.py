"""Why a mapping counts a document or not, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from classifier.i18n.messages import Translator, gettext_noop
from classifier.mapping.selection.document_choice import Scope, Why
from service.workbench.mapped import Mapped, MappedDocument

_SENTENCES: Mapping[Why, str] = {
    "by_hand": gettext_noop("Counted: switched on by hand."),
    "only": gettext_noop("Counted: the only document of its agency for these years."),
    "first": gettext_noop("Counted: goes before the other documents of its agency."),
    "report": gettext_noop(
        "Counted, though a report or agreement: nothing else of its agency plans these years."
    ),
    "agency_unknown": gettext_noop("Counted, but its agency is not known: set it, or it may count twice."),
    "region_plan": gettext_noop(
        "Counted: the plan of the whole region; no agency has a document of its own."
    ),
    "rest": gettext_noop("Counted for the agencies that have no document of their own."),
    "by_hand_not": gettext_noop("Not counted: switched off by hand."),
    "no_rows": gettext_noop("Not counted: no programme rows were found in it."),
    "other_region": gettext_noop("Not counted: of another region (%(region)s)."),
    "unknown_region": gettext_noop("Not counted: its region is not known; set it on the document's page."),
    "other_years": gettext_noop("Not counted: of other years (%(years)s)."),
    "unknown_years": gettext_noop("Not counted: its years are not known; set them on the document's page."),
    "behind_by_hand": gettext_noop("Not counted: “%(first)s” was switched on by hand instead."),
    "behind_kind": gettext_noop("Not counted: the %(kind)s “%(first)s” goes before a %(own)s."),
    "behind_change": gettext_noop("Not counted: the change “%(first)s” goes before the plan it changes."),
    "behind_final": gettext_noop("Not counted: the final “%(first)s” goes before a draft."),
    "behind_fuller": gettext_noop("Not counted: “%(first)s”, of the same kind, holds more rows."),
}


def years(of: Sequence[int]) -> str:
    """Years, ascending, in a line: 2025–2029."""
    is_span = len(of) > 1 and of[-1] - of[0] == len(of) - 1
    return f"{of[0]}–{of[-1]}" if is_span else ", ".join(map(str, of))


def default_name(scope: Scope, texts: Translator) -> str:
    """The name of a mapping to which nobody gave one: Pemetaan Kota Contoh 2026."""
    named = texts.gettext("Mapping %(region)s %(years)s", region=scope.region, years=years(scope.years))
    return " ".join(named.split())


def why(of: MappedDocument, within: Mapped, texts: Translator) -> str:
    """A sentence that says why a document counts or not."""
    by_id = {one.document.id: one.document for one in within.documents}
    first = by_id.get(of.choice.behind)
    facts = of.document.facts
    return texts.gettext(
        _SENTENCES[of.choice.why],
        region=facts.region,
        years=years(facts.years),
        first=first.name if first else "",
        kind=first.facts.kind if first else "",
        own=facts.kind or texts.gettext("document of another kind"),
    )
