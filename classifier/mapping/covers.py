"""What stands on everything that is handed on: of what it is, from when, by whom, and whether it is a draft.

Workbook, report, slides and picture say it in the same words.
"""

from __future__ import annotations

from dataclasses import dataclass

from classifier.i18n import moments
from classifier.i18n.messages import Translator
from classifier.i18n.numbers import grouped


@dataclass(frozen=True, slots=True)
class Cover:
    """What is handed on: `title` ("" for the map of programs), `region`, `years`, `documents` by name.

    `day` begins with a date (2026-11-29); `author` is a person's name, "" when nobody said it. Of `n_rows`
    rows people verified `n_verified`.
    """

    title: str = ""
    region: str = ""
    years: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    day: str = ""
    author: str = ""
    n_rows: int = 0
    n_verified: int = 0

    @property
    def is_draft(self) -> bool:
        """Whether there are rows that nobody verified."""
        return self.n_verified < self.n_rows


def heading(cover: Cover, texts: Translator) -> str:
    """What it is called."""
    return " ".join(cover.title.split()) or texts.gettext("Map of smart-city programs")


def stamp(cover: Cover, texts: Translator) -> str:
    """What marks a draft, with the rows not yet verified; "" when all are."""
    if not cover.is_draft:
        return ""
    return texts.gettext(
        "DRAFT: %(n)s of %(total)s rows not yet verified",
        n=grouped(cover.n_rows - cover.n_verified, texts.language),
        total=grouped(cover.n_rows, texts.language),
    )


def state(cover: Cover, texts: Translator) -> str:
    """The stamp, or that every row is verified; "" when nothing is known of rows."""
    if not cover.n_rows or cover.is_draft:
        return stamp(cover, texts)
    return texts.gettext("all %(n)s rows verified", n=grouped(cover.n_rows, texts.language))


def scope(cover: Cover, texts: Translator) -> str:
    """Region and years: Kota Contoh, 2026–2030; "" when neither is known."""
    return ", ".join(part for part in (cover.region.strip(), span(cover.years)) if part)


def span(years: tuple[str, ...]) -> str:
    """Years in words: 2026–2030; "" for none."""
    named = sorted(year for year in years if year)
    return "–".join(dict.fromkeys((named[0], named[-1]))) if named else ""


def day(cover: Cover, texts: Translator) -> str:
    """The date in words: 29 November 2026; "" for none."""
    return moments.day(cover.day, texts.language) if cover.day else ""


def made(cover: Cover, texts: Translator) -> str:
    """When and by whom: 29 November 2026, by Sari; "" when neither is known."""
    author = " ".join(cover.author.split())
    parts = (day(cover, texts), texts.gettext("by %(author)s", author=author) if author else "")
    return ", ".join(part for part in parts if part)


def line(cover: Cover, texts: Translator) -> str:
    """Stamp, date and author in a line, for the foot of pages and pictures; "" when nothing is known."""
    parts = (stamp(cover, texts), scope(cover, texts), made(cover, texts))
    return " · ".join(part for part in parts if part)
