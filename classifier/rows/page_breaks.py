"""Rows cut by a page end: is the first band of a page the rest of a row, and what the row is then."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from classifier.fields import amounts, codes, names
from classifier.fields.dehyphenation import Words
from classifier.rows.columns import Head
from classifier.rows.row_fields import Said

_OPEN_END = re.compile(
    r"(?:[,/(-]|\b(?:dan|atau|yang|untuk|dengan|di|ke|dari|pada|serta|bagi|dalam|oleh|tentang|melalui|terhadap))$",
    re.IGNORECASE,
)


def is_rest(before: str, rest: str) -> bool:
    """True when `rest` reads like the end of a text that `before` began."""
    return rest[:1].islower() or rest[:1] in "()/,-" or bool(_OPEN_END.search(before))


def is_cut(head: Head, begun: Sequence[str], row_kode: str, texts: Mapping[int, str], said: Said) -> bool:
    """True when a page's first band ends the row that the page before began.

    `begun` are the texts that the band's names may end, `texts` the row's cells by
    column. A band with a number, a code or a whole
    amount of its own where the row has one begins a row; a name alone in its
    band, with number and money empty, ends one.
    """
    if said.number or codes.level_of_code(said.kode) or _own_amount(texts, said):
        return False
    if said.kode and not _is_code_rest(row_kode, said.kode):
        return False
    if not said.named:
        return True
    found = [names.parsed(named.text) for named in said.named]
    if any(name.kode or name.number or names.is_no_row(name.text) for name in found):
        return False
    if len(found) > 1:
        read_on = all(is_rest(text, name.text) for text, name in zip(begun, found, strict=True))
        return read_on or _is_alone(head, texts, said)
    name = found[0]
    if names.level_of_text(name.text) == "program" and name.text[:1].isupper():
        return False
    if is_rest(begun[0], name.text):
        return True
    if any(c.role == "kode" for c in head.columns) and row_kode:
        return True
    return _is_alone(head, texts, said)


def is_second_line(said: Said) -> bool:
    """True for a name in small letters and nothing else: spreadsheets give each line of a long name a row."""
    if said.number or said.kode or len(said.named) != 1 or not said.is_bare:
        return False
    name = names.parsed(said.named[0].text)
    return name.text[:1].islower() and not name.number and not name.kode


def _own_amount(texts: Mapping[int, str], said: Said) -> bool:
    """True when the band has a whole amount in a column where the row has one already."""
    return any(
        said.columns[i].role == "pagu" and amounts.is_grouped(text) and amounts.is_grouped(texts.get(i, ""))
        for i, text in said.texts.items()
    )


def _is_code_rest(row_kode: str, rest: str) -> bool:
    """True when the digits complete the last part of the row's code (`...2.02.000` and `1`)."""
    last = row_kode.rsplit(".", 1)[-1]
    return row_kode.count(".") >= 2 and rest.isdigit() and len(last) + len(rest) in (2, 4)


def _is_alone(head: Head, texts: Mapping[int, str], said: Said) -> bool:
    """True for a name without any money in a table whose rows carry it."""
    money = [i for i, c in enumerate(head.columns) if c.role in ("pagu", "realisasi", "target")]
    return (
        any(re.search(r"\d", texts.get(i, "")) for i in money)
        and not any(said.texts.get(i, "").strip() for i in money)
        and not said.indikator
    )


def joined_indicators(before: list[str], rest: list[str], words: Words) -> list[str]:
    """The row's indicators with those of the rest: continued, or new ones."""
    out = list(before)
    for indicator in rest:
        if out and is_rest(out[-1], indicator):
            out[-1] = words.joined([out[-1], indicator])
        elif indicator not in out:
            out.append(indicator)
    return out
