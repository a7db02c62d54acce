"""Maps as answers show them."""

from __future__ import annotations

from typing import Any

from classifier.mapping import matrix
from classifier.mapping.matrix import Map


def map_json(opd_map: Map) -> dict[str, Any]:
    """A map as answers show it."""
    return {
        "opds": list(opd_map.opds),
        "years": list(opd_map.years),
        "cells": matrix.cell_dicts(opd_map),
        "gaps": list(opd_map.gaps),
        "suggestions": [
            {
                "subdimension": one.subdimension,
                "programs": [
                    {"kode": title.kode, "text": title.title, "opd": title.agency} for title in one.titles
                ],
            }
            for one in opd_map.suggestions
        ],
        "left_out": [
            {"row": one.row, "text": one.text, "year": one.year, "amount": one.amount}
            for one in opd_map.cautions.left_out
        ],
        "n_role_doubted": opd_map.cautions.n_role_doubted,
        "counted_role": next((one.role for one in opd_map.cautions.substitutes), "plan"),
    }
