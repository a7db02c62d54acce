"""Moments as people write them: names of months from CLDR, the order by the catalogue."""

from __future__ import annotations

from functools import cache
from typing import Literal

from classifier.i18n.messages import translator


def moment(at: str, language: str = "id") -> str:
    """A time of ours (2026-11-24T16:00:00Z) for people: 24 Nov 2026, 16.00 UTC."""
    return translator(language).gettext(
        "%(day)s %(month)s %(year)s, %(hour)s:%(minute)s UTC",
        day=int(at[8:10]),
        month=_months(language)[int(at[5:7])],
        year=at[:4],
        hour=at[11:13],
        minute=at[14:16],
    )


def day(at: str, language: str = "id") -> str:
    """The day of a time or date of ours, its month in full: 24 November 2026."""
    return translator(language).gettext(
        "%(day)s %(month)s %(year)s",
        day=int(at[8:10]),
        month=_months(language, "wide")[int(at[5:7])],
        year=at[:4],
    )


@cache
def _months(language: str, width: Literal["abbreviated", "wide"] = "abbreviated") -> dict[int, str]:
    from babel.dates import get_month_names

    return dict(get_month_names(width, locale=language))
