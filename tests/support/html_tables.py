"""The tables of a page as its reader sees them: their cells' text and links, by the table's classes."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Cell:
    text: str = ""
    links: list[str] = field(default_factory=list)


Rows = list[list[Cell]]


class _Tables(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, Rows] = {}
        self.links: dict[str, str] = {}
        self._open: list[Rows] = []
        self._cell: list[Cell] = []
        self._link = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "table":
            self._open.append(self.found.setdefault(given.get("class", ""), []))
        elif tag == "tr" and self._open:
            self._open[-1].append([])
        elif tag in ("td", "th") and self._open:
            self._cell.append(Cell())
            self._open[-1][-1].append(self._cell[-1])
        elif tag == "a":
            self._link = given.get("href", "")
            if self._cell:
                self._cell[-1].links.append(self._link)

    def handle_endtag(self, tag: str) -> None:
        if tag == "table":
            self._open.pop()
        elif tag in ("td", "th") and self._cell:
            cell = self._cell.pop()
            cell.text = " ".join(cell.text.split())
        elif tag == "a":
            self._link = ""

    def handle_data(self, data: str) -> None:
        if self._cell:
            self._cell[-1].text += data
        if self._link:
            self.links[self._link] = self.links.get(self._link, "") + data


def tables(html: str) -> dict[str, Rows]:
    """Each table's rows by its class; tables of one class follow one another."""
    parser = _Tables()
    parser.feed(html)
    return parser.found


def links(html: str) -> dict[str, str]:
    """The text of every link by its address."""
    parser = _Tables()
    parser.feed(html)
    return parser.links
