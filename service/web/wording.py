"""What the pages write of numbers, levels and certainty, in the language of the page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from classifier.documents import kind_words
from classifier.formats import doubt_words, role_words
from classifier.i18n import moments, numbers, rupiah
from classifier.i18n.messages import gettext_noop, translator
from classifier.mapping.matrix import dimension_name
from classifier.records import Doubt, Prediction, Role, Stage
from classifier.taxonomy import Subdimension, Taxonomy

_LEVELS = {
    "program": gettext_noop("Programme"),
    "kegiatan": gettext_noop("Activity"),
    "subkegiatan": gettext_noop("Sub-activity"),
}
_SOURCES = {
    "table": gettext_noop("table"),
    "list": gettext_noop("numbered list"),
    "ocr": gettext_noop("scan"),
}
_STATUSES = {
    "queued": gettext_noop("Waiting"),
    "running": gettext_noop("Being read"),
    "done": gettext_noop("Done"),
    "failed": gettext_noop("Failed"),
}
_UNITS = {
    1: gettext_noop("rupiah"),
    1000: gettext_noop("thousands of rupiah"),
    1_000_000: gettext_noop("millions of rupiah"),
}
_STAGES: Mapping[Stage, str] = {
    "final": gettext_noop("final plan"),
    "draft": gettext_noop("draft plan"),
    "change": gettext_noop("changed plan"),
}
# What the reader doubts of a row, beside its name in the table: a chip has room for two words.
_DOUBTED: Mapping[Doubt, str] = {
    "name": gettext_noop("name doubtful"),
    "cut": gettext_noop("name cut off?"),
    "level": gettext_noop("level doubtful"),
    "kode": gettext_noop("code doubtful"),
    "program": gettext_noop("parent doubtful"),
    "opd": gettext_noop("agency doubtful"),
    "pagu": gettext_noop("budget doubtful"),
    "unit": gettext_noop("unit of budget doubtful"),
    "role": gettext_noop("kind of table doubtful"),
    "row": gettext_noop("not a programme?"),
}
_FIELDS = {
    "text": gettext_noop("Name"),
    "level": gettext_noop("Level"),
    "kode": gettext_noop("Code"),
    "program": gettext_noop("Parent programme"),
    "indikator": gettext_noop("Indicators"),
    "opd": gettext_noop("Agency"),
    "pagu": gettext_noop("Budget"),
}
# A calibrated probability in words; each bound is the lowest that earns them.
_SURE = (
    (0.95, gettext_noop("very sure")),
    (0.80, gettext_noop("sure")),
    (0.60, gettext_noop("fairly sure")),
    (0.40, gettext_noop("unsure")),
    (0.0, gettext_noop("very unsure")),
)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language."""

    language: str

    def gettext(self, message: str, /, **values: object) -> str:
        """A text by its English, filled in."""
        return translator(self.language).gettext(message, **values)

    def ngettext(self, singular: str, plural: str, n: int, /, **values: object) -> str:
        """A text that depends on a number, filled in."""
        return translator(self.language).ngettext(singular, plural, n, **values)

    def pgettext(self, context: str, message: str, /, **values: object) -> str:
        """A text as meant in a context, filled in."""
        return translator(self.language).pgettext(context, message, **values)

    def number(self, n: int) -> str:
        """A whole number: 1.234."""
        return numbers.grouped(n, self.language)

    def money(self, amount: int) -> str:
        """Rupiah, shortened: Rp 1,2 miliar."""
        # "Rp" and the number stay on one line.
        return rupiah.short(amount, self.language).replace("Rp ", "Rp\N{NO-BREAK SPACE}")

    def money_whole(self, amount: int) -> str:
        """Rupiah to the last: Rp 1.234.567."""
        return f"Rp {self.number(amount)}"

    def share(self, part: float) -> str:
        """A share of one as percent; what a model says is never all or nothing: >99%, <1%."""
        percent = round(part * 100)
        return ">99%" if percent >= 100 else "<1%" if percent == 0 else f"{percent}%"

    def sure(self, confidence: float) -> str:
        """How sure a probability is."""
        return self.gettext(next(words for bound, words in _SURE if confidence >= bound))

    def why_review(self, predicted: Prediction, least: float, reading: str) -> str:
        """Why a row needs review: its label, for which a confidence of `least` would do, or its reading.

        `reading` is what is said of that, "" when nothing is doubted.
        """
        reasons = []
        if predicted.review and predicted.confidence < least:
            reasons.append(self.gettext("label (the model is not sure enough)"))
        elif predicted.review:
            reasons.append(
                self.gettext(
                    "label (it may not be the name of a programme, or the model has not met its words)"
                )
            )
        return ", ".join([*reasons, *([reading] if reading else [])])

    def doubted_reading(self, doubts: Sequence[Doubt]) -> str:
        """That the reading of a row is doubted, and what of it; "" when nothing is."""
        return self.gettext("reading (%(doubts)s)", doubts=self.doubts(doubts)) if doubts else ""

    def doubts(self, doubts: Iterable[Doubt]) -> str:
        """What the reader is unsure of."""
        return doubt_words.words(doubts, translator(self.language))

    def doubted(self, doubt: Doubt) -> str:
        """What the reader is unsure of, in two words."""
        return self.gettext(_DOUBTED[doubt])

    def field(self, field: str) -> str:
        """A field of a row that people change."""
        return self.gettext(_FIELDS[field])

    def field_value(self, field: str, value: Any) -> str:
        """What a field of a row said, in one line; "" for nothing."""
        if field == "level":
            return self.level(value)
        if field == "pagu":
            return "; ".join(f"{self.year(year)}: {self.money_whole(amount)}" for year, amount in value)
        return "; ".join(value) if field == "indikator" else str(value)

    def level(self, level: str) -> str:
        """A row's level."""
        return self.gettext(_LEVELS[level])

    def levels(self, level: str, n: int) -> str:
        """A row's level as it is counted: 2 sub kegiatan, 2 activities."""
        number = self.number(n)
        if level == "program":
            return self.ngettext("%(n)s programme", "%(n)s programmes", n, n=number)
        if level == "kegiatan":
            return self.ngettext("%(n)s activity", "%(n)s activities", n, n=number)
        return self.ngettext("%(n)s sub-activity", "%(n)s sub-activities", n, n=number)

    def source(self, source: str) -> str:
        """Where on a page a row was found."""
        return self.gettext(_SOURCES[source])

    def status(self, status: str) -> str:
        """A document's status."""
        return self.gettext(_STATUSES[status])

    def stage(self, stage: Stage) -> str:
        """Whether a plan is final, a draft (Rancangan) or a change (Perubahan)."""
        return self.gettext(_STAGES[stage])

    def marks(self, report: Mapping[str, Any]) -> list[str]:
        """What of a document's reading should be looked at, in few words each; none most often."""
        kinds = Counter(warning["kind"] for warning in report.get("warnings", ()))
        n_unread = len(report.get("problems", ()))
        n_missed = kinds["perhaps_missed"]
        marks = []
        if n_unread:
            marks.append(
                self.ngettext(
                    "%(n)s page could not be read",
                    "%(n)s pages could not be read",
                    n_unread,
                    n=self.number(n_unread),
                )
            )
        if kinds["damaged_document"] or kinds["damaged_page"]:
            marks.append(self.gettext("parts of the file are damaged"))
        if n_missed:
            marks.append(
                self.ngettext(
                    "rows may be missing on %(n)s page",
                    "rows may be missing on %(n)s pages",
                    n_missed,
                    n=self.number(n_missed),
                )
            )
        return marks

    def year(self, year: str) -> str:
        """A year, or that the table names none."""
        return year or self.gettext("no year")

    def years(self, years: Sequence[int]) -> str:
        """The years of a plan, ascending: 2025–2029; "" for none."""
        is_span = len(years) > 1 and years[-1] - years[0] == len(years) - 1
        return f"{years[0]}–{years[-1]}" if is_span else ", ".join(map(str, years))

    def is_of_region(self, kind: str) -> bool:
        """Whether a kind of document is a whole region's, and no agency's."""
        return kind in kind_words.OF_REGION

    def role(self, role: Role) -> str:
        """What a table is."""
        return role_words.word(role, translator(self.language))

    def unit(self, unit: int) -> str:
        """In what a table prints its money."""
        return self.gettext(_UNITS[unit]) if unit in _UNITS else self.money_whole(unit)

    def difference(self, rows: int, printed: int) -> str:
        """What the rows of a table add up to beside its printed total: as much, or how much more or less."""
        if rows == printed:
            return self.gettext("as the rows")
        amount = self.money(abs(rows - printed))
        if rows > printed:
            return self.gettext("rows: %(amount)s more", amount=amount)
        return self.gettext("rows: %(amount)s less", amount=amount)

    def subdimension(self, subdimension: Subdimension) -> str:
        """A subdimension's name, its first letter a capital."""
        name = subdimension.name(self.language)
        return name[:1].upper() + name[1:]

    def dimension(self, dimension: str) -> str:
        """A dimension's name, which is the same in every language."""
        return dimension_name(dimension)

    def definition(self, subdimension: Subdimension) -> str:
        """A subdimension's definition."""
        return subdimension.definition(self.language)

    def moment(self, at: str) -> str:
        """A time of ours (2026-11-24T16:00:00Z) for people, in UTC; the page's script makes it local."""
        return moments.moment(at, self.language)


def names(taxonomy: Taxonomy, words: Words) -> dict[str, str]:
    """The names of all subdimensions by id."""
    return {subdimension.id: words.subdimension(subdimension) for subdimension in taxonomy.subdimensions}
