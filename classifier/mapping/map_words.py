"""Words that every form of the map needs: what it counts, and an OPD where none is named."""

from __future__ import annotations

from classifier.i18n.messages import Translator
from classifier.mapping.agency_names import NO_OPD
from classifier.mapping.matrix import Map


def counted(city_map: Map, texts: Translator) -> str:
    """What the map counts, several: programs."""
    return texts.gettext("programs") if city_map.counted == "program" else texts.gettext("activities")


def opd_name(opd: str, texts: Translator) -> str:
    """An OPD as the map names it."""
    return texts.gettext("(no OPD named)") if opd == NO_OPD else opd
