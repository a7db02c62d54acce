"""What the pages write of numbers, levels and certainty, in Indonesian or English."""

from __future__ import annotations

from dataclasses import dataclass

from classifier import rupiah
from classifier.mapping.matrix import dimension_name
from classifier.taxonomy import Subdimension, Taxonomy

_LEVELS = {
    "program": ("Program", "Programme"),
    "kegiatan": ("Kegiatan", "Activity"),
    "subkegiatan": ("Sub kegiatan", "Sub-activity"),
}
_MANY = {"program": "programmes", "kegiatan": "activities", "subkegiatan": "sub-activities"}
_SOURCES = {
    "table": ("tabel", "table"),
    "list": ("daftar bernomor", "numbered list"),
    "ocr": ("hasil pindai", "scan"),
}
_STATUSES = {
    "queued": ("Menunggu giliran", "Waiting"),
    "running": ("Sedang dibaca", "Being read"),
    "done": ("Selesai", "Done"),
    "failed": ("Gagal", "Failed"),
}
# A calibrated probability in words; each bound is the lowest that earns them.
_SURE = (
    (0.95, "sangat yakin", "very sure"),
    (0.80, "yakin", "sure"),
    (0.60, "cukup yakin", "fairly sure"),
    (0.40, "ragu", "unsure"),
    (0.0, "sangat ragu", "very unsure"),
)
_MONTHS = (
    "Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des",
)  # fmt: skip
_MONTHS_EN = (
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language, `id` or `en`."""

    language: str

    def __call__(self, indonesian: str, english: str) -> str:
        """The one of two texts that is in this language."""
        return english if self.language == "en" else indonesian

    def number(self, n: int) -> str:
        """A whole number: 1.234."""
        return rupiah.grouped(n, self.language)

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
        return next(self(id_, en) for bound, id_, en in _SURE if confidence >= bound)

    def why_review(self, confidence: float, least: float) -> str:
        """Why a row wants a look that the model gave this confidence, of which `least` would do."""
        if confidence < least:
            return self("model kurang yakin", "the model is not sure enough")
        return self(
            "mungkin bukan nama program, atau kata-katanya belum dikenal model",
            "it may not be the name of a programme, or the model has not met its words",
        )

    def level(self, level: str) -> str:
        """A row's level."""
        return self(*_LEVELS[level])

    def levels(self, level: str, n: int) -> str:
        """A row's level as it is counted: 2 sub kegiatan, 2 activities."""
        one, other = _LEVELS[level]
        return f"{self.number(n)} {self(one, other if n == 1 else _MANY[level]).lower()}"

    def source(self, source: str) -> str:
        """Where on a page a row was found."""
        return self(*_SOURCES[source])

    def status(self, status: str) -> str:
        """A document's status."""
        return self(*_STATUSES[status])

    def year(self, year: str) -> str:
        """A year, or that the table names none."""
        return year or self("tanpa tahun", "no year")

    def subdimension(self, one: Subdimension) -> str:
        """A subdimension's name, its first letter a capital."""
        name = self(one.name_id, one.name_en)
        return name[:1].upper() + name[1:]

    def dimension(self, dimension: str) -> str:
        """A dimension's name, as its programme writes it in both languages."""
        return dimension_name(dimension)

    def definition(self, one: Subdimension) -> str:
        """A subdimension's definition."""
        return self(one.definition_id, one.definition_en)

    def moment(self, at: str) -> str:
        """A time of ours (2026-11-24T16:00:00Z) for people, in UTC; the page's script makes it local."""
        months = _MONTHS_EN if self.language == "en" else _MONTHS
        day, hour = at[:10], at[11:16]
        return (
            f"{int(day[8:])} {months[int(day[5:7]) - 1]} {day[:4]}, {self(hour.replace(':', '.'), hour)} UTC"
        )


def names(taxonomy: Taxonomy, words: Words) -> dict[str, str]:
    """The names of all subdimensions by id."""
    return {one.id: words.subdimension(one) for one in taxonomy.subdimensions}
