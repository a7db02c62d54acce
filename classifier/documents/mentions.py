"""What one page says of its document: kinds, agencies, regions and years, with where they stand.

Taken from the text of a page alone, in whatever process glances at it; small, and free of
judgement: which of the mentions is the document's own is decided in `document_facts`.
Laws that a page cites speak of other agencies, regions and years, and are left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from classifier.agencies import printed_names
from classifier.agencies.regions import bare_provinces, regions, without_spacing
from classifier.agencies.registry import Registry
from classifier.documents import kind_words
from classifier.documents.kind_words import KindWord
from classifier.fields.dehyphenation import learned

Subject = Literal["kind", "form", "agency", "short", "region", "years"]
# `cover`: a first page of few lines. `title`: a line at the head of the first page. `label`: behind
# `Nama OPD :`. `signature`: behind `Kepala`. `margin`: first and last lines of a page, and running titles.
Place = Literal["cover", "title", "label", "signature", "caption", "heading", "margin", "text"]

# A cover has so few characters and lines, and stands so early.
_MAX_COVER_CHARS, _MAX_COVER_LINES, _MAX_COVER_PAGE = 700, 30, 3
# More figures than this share of its characters make a table of it.
_MAX_FIGURES = 0.25
# Lines that may be a first page's title; lines of a margin; lines of a page that has margins.
_TITLE_LINES, _MARGIN_LINES, _MIN_LINES = 6, 3, 9
# Where a kind of document stands as the title of this one.
_TITLES = frozenset(("cover", "title", "margin"))
# The line that ends a title is no longer, and of a line that begins with a kind so much may stand before it.
_MAX_TITLE_END, _MAX_BEFORE_KIND = 70, 12
# Of a page so many characters are read: a printed spreadsheet may have a million.
_MAX_CHARS = 20_000
# So far behind a kind of document its year may stand, and so far before it what says that it is over.
_YEAR_REACH, _PAST_REACH = 110, 60
# A mention's name is kept to so many characters, a caption goes on so far.
_MAX_NAME, _CAPTION_CHARS = 160, 220
# So many different mentions of a page are kept, the most frequent first.
_MAX_MENTIONS = 120

_AGENCY = re.compile(
    r"(?<![^\W_])(?:(?:Dinas|Badan|Inspektorat|Sekretariat|Biro|Kecamatan|Kelurahan|Distrik|Kantor|Satuan\s+Polisi|"
    r"Satpol|Balai|Rumah\s+Sakit)(?![a-z])|(?:DINAS|BADAN|INSPEKTORAT|SEKRETARIAT|BIRO|KECAMATAN|KELURAHAN|DISTRIK|"
    r"KANTOR|SATUAN\s+POLISI|SATPOL|BALAI|RSUD|RSJD?|RUMAH\s+SAKIT)(?![A-Z]))"
)
_PLACES_OF_A_REGION = re.compile(r"kecamatan|kelurahan|distrik", re.IGNORECASE)
# A short form: `BPMPT`, `BP3AKB`, `Disnakertrans`, `Bappeda`.
_SHORT = re.compile(
    r"(?<![^\W_])(?:[A-Z]{2}[A-Z0-9]{1,14}[a-z]{0,8}|(?:Dis|Din|Bap|Bak|Bad|Bal|Set|Kes)[a-z]{3,16})(?![^\W_])"
)
# A letterhead: its region's name may be missing from the text.
_GOVERNMENT = re.compile(r"pemerintah\s+(?:daerah\s+)?(kabupaten|kota)(?!\s*/)\b")
_ACTS = re.compile(r"\s+(?:melaksanakan|menyelenggarakan|menetapkan|bertanggung)\b", re.IGNORECASE)
_HEAD = re.compile(r"(?:kepala|plt\.?|sekretaris|pada|inspektur|direktur)\s+$", re.IGNORECASE)
_SOURCE = re.compile(r"sumber(?:\s+data)?\s*:?\s*$", re.IGNORECASE)
_CAMAT = re.compile(r"(?:^|\n)\s*(CAMAT|LURAH)\s+(?=[A-Z]{3})")
_CITED = re.compile(
    r"(?:undang\s*-?\s*undang|uu|peraturan|keputusan|instruksi|surat\s+edaran|perda|pergub|perbup|perwal\w*|perpres|"
    r"permen\w*|kepmen\w*|keppres|inpres|pp)\b(?:[^.;]|\.(?=\S)){0,110}?\b(?:nomor|no\b|tentang|tahun\s+(?:19|20)\d\d)"
    r"(?:[^.;]|\.(?=\S)|(?<=\bno)\.){0,300}",
)
_LABEL = re.compile(
    r"(?:nama\s+)?(?:opd|skpd|perangkat\s+daerah|unit\s+organisasi|organisasi|instansi|satuan\s+kerja|unit\s+kerja)"
    r"\s*:\s*(?:[\dx][\d.x\s]*)?",
)
_LEADER = re.compile(r"[.…_]{4,}")
_CAPTION = re.compile(r"(?:^|\n)\s*(?:tabel|matriks|lampiran|formulir)\b", re.IGNORECASE)
_YEAR = r"(?:19|20)\d\d"
_PERIOD = re.compile(
    rf"(?<!\d)({_YEAR})\s*(?:-|–|—|s\s*/\s*d\.?|s\.d\.?|sampai(?:\s+dengan)?|hingga)\s*(?:tahun\s*)?({_YEAR})(?!\d)"
    rf"|(?<!\d)(?<!\d[-./])({_YEAR})(?![\d/])",
)
_PAST = re.compile(r"evaluasi|realisasi|capaian|pelaksanaan|hasil|tahun\s+lalu|n\s*-\s*[12]", re.IGNORECASE)
_MEASURED = re.compile(
    r"(?:target|capaian|realisasi|hasil|periode)\s+(?:akhir\s+|program\s+)?\(?$", re.IGNORECASE
)
# Where below a title of a page with few lines its table begins.
_TABLE_LINE = re.compile(r"(?:no\.?|\d{1,2}[.)]?|[a-z][.)])\s+[^\W\d_]{3}", re.IGNORECASE)
_SECTION = re.compile(r"\d{1,2}\s?\.\s?\d")
_SENTENCE = re.compile(r"(?<![^\W_])(?:adalah|merupakan|disusun|sebagai|telah)(?![^\W_])")
_MEASURED_REACH = 28
# A running title: the kind of document, and at the end the page's number.
_PAGE_NUMBER = re.compile(r"(?:[\s|]|hal\w*\.?)\s*(?:[IVX]+\s*[-.]\s*)?(?:\d{1,3}|[ivx]{1,5})\s*$")
_MAX_RUNNING_TITLE = 120
# Years that a form's own words give: the planned one, and the one behind it.
_PLANNED = re.compile(rf"rencana\s+(?:program\s+dan\s+kegiatan\s+[^.;]{{0,120}}?)?tahun\s+({_YEAR})")
_FORWARD = re.compile(rf"prakira+n?\s+maju\s+(?:rencana\s+)?tahun\s+({_YEAR})")


@dataclass(frozen=True, slots=True)
class Mention:
    """One thing that a page mentions, `n` times in such a place.

    `value` is a kind's name, a printed name of an agency, a region (`Kabupaten` alone for the letterhead of
    one), or years (`2016`, `2013-2018`).
    `about` is of a kind its stage, `draft` or `change`, where a title says it; the region printed behind an
    agency, the kind of document that the years are of, or of a region that it is `bare` of its word, or
    `cut` by the end of a line.
    `is_past` is true for years of which the text tells what was done.
    """

    subject: Subject
    value: str
    place: Place
    about: str = ""
    is_past: bool = False
    n: int = 1


@dataclass(frozen=True, slots=True)
class PageMentions:
    """What one page, from 1, says of its document; `law` is what it is when it begins as a law does."""

    page: int
    n_chars: int = 0
    mentions: tuple[Mention, ...] = ()
    law: str = ""


def mentions(text: str, page: int) -> PageMentions:
    """What the text of page `page` (from 1) mentions."""
    lines = _lines(text[:_MAX_CHARS])
    if not lines:
        return PageMentions(page)
    reader = _Page(lines, page)
    counts = Counter(reader.mentions())
    kept = [
        Mention(m.subject, m.value, m.place, m.about, m.is_past, n)
        for m, n in counts.most_common(_MAX_MENTIONS)
    ]
    law = kind_words.law("\n".join(lines)) if page <= _MAX_COVER_PAGE else ""
    return PageMentions(page, sum(map(len, lines)), tuple(kept), law)


def _lines(text: str) -> list[str]:
    """Lines without leaders, spaces folded, letters that are printed apart as words; none empty."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufffe", "-")
    if _LEADER.search(text):
        text = _LEADER.sub(" . ", text)
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return [without_spacing(line) for line in lines if line]


class _Page:
    """A page's text with the place of each of its lines."""

    def __init__(self, lines: Sequence[str], page: int) -> None:
        self._page = page
        self._places = _places(lines, page)
        self._starts: list[int] = []
        n_chars = 0
        for line in lines:
            self._starts.append(n_chars)
            n_chars += len(line) + 1
        self._text = "\n".join(lines)
        self._flat = kind_words.flat(self._text)
        tail = self._starts[-_MARGIN_LINES] if len(lines) >= _MIN_LINES else n_chars
        self._cited = [
            (m.start(), min(m.end(), tail) if m.start() < tail else m.end())
            for m in _CITED.finditer(self._flat)
            if m.start() == 0 or not self._flat[m.start() - 1].isalnum()
        ]
        self._captions = [(m.end(), m.end() + _CAPTION_CHARS) for m in _CAPTION.finditer(self._text)]
        self._regions = list(regions(self._text))

    def mentions(self) -> Iterator[Mention]:
        """Every mention, each by itself."""
        forms = list(kind_words.forms(self._flat))
        kinds = [
            word
            for word in kind_words.named(self._flat)
            if not self._is_cited(word.start) and not any(f.start <= word.start < f.end for f in forms)
        ]
        for word in kinds:
            place = self._place(word.start)
            if place == "title" and self._is_within_title(word.start):
                place = "heading"
            if word.kind in kind_words.DRAWN and self._is_title_of_drawing(word.start, place):
                place = "title"
            stage = kind_words.stage(self._flat, word) if place in _TITLES else "final"
            about = "" if stage == "final" else stage
            yield Mention("kind", word.kind, place, about, self._is_measured(word.start))
        for form in forms:
            # A chapter's number stands on a line of its own above its name.
            yield Mention("form", form.kind, self._place(form.end - 1))
        yield from self._agencies()
        yield from self._shorts(kinds)
        yield from self._region_mentions()
        yield from self._years(sorted([*kinds, *forms], key=lambda word: word.end))

    def _is_title_of_drawing(self, at: int, place: Place) -> bool:
        """True for a line of a first page that begins with the word, wherever the drawing's text has it."""
        return self._page == 1 and place == "heading" and at == self._starts[self._line(at)]

    def _place(self, at: int) -> Place:
        place = self._places[self._line(at)]
        if place in ("text", "heading") and any(start <= at < end for start, end in self._captions):
            return "caption"
        return place

    def _line(self, at: int) -> int:
        low, high = 0, len(self._starts)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if self._starts[middle] <= at else (low, middle)
        return low

    def _is_cited(self, at: int) -> bool:
        return self._place(at) not in ("cover", "title") and any(
            start <= at < end for start, end in self._cited
        )

    def _agencies(self) -> Iterator[Mention]:
        labelled = {label.end() for label in _LABEL.finditer(self._flat)}
        end_of_biro = -9
        for match in _AGENCY.finditer(self._text):
            start = match.start()
            spoken = self._text[start : start + _MAX_NAME].replace("\n", " ")
            end = start + printed_names.end_of_name(spoken, 0, n_sure=len(match.group()))
            value = self._text[start:end].strip(" ,\n")
            place: Place = self._place(start)
            if start in labelled:
                place = "label"
            elif _HEAD.search(self._text[max(0, start - 20) : start]) and place not in ("cover", "title"):
                place = "signature"
            elif _SOURCE.search(self._text[max(0, start - 20) : start]):
                place = "text"
            is_of_a_biro = start - end_of_biro <= 2 and value[:11].lower() == "sekretariat"
            end_of_biro = end if value[:4].lower() == "biro" else -9
            if is_of_a_biro or (place != "label" and self._is_cited(start)):
                continue
            if _PLACES_OF_A_REGION.match(value) and not self._is_office(start, end, place):
                continue
            yield Mention("agency", value, place, self._region_behind(end))
        for match in _CAMAT.finditer(self._text):
            word = "Kecamatan" if match.group(1) == "CAMAT" else "Kelurahan"
            name = self._text[match.end() : match.end() + _MAX_NAME].split("\n")[0]
            end = printed_names.end_of_name(name, 0)
            yield Mention(
                "agency", f"{word} {name[:end]}", "signature", self._region_behind(match.end() + end)
            )

    def _is_office(self, start: int, end: int, place: Place) -> bool:
        """True for a kecamatan as an office: behind a label or kind, at a margin's beginning, or acting."""
        if place == "label" or _ACTS.match(self._text, end):
            return True
        before = self._text[self._starts[self._line(start)] : start]
        if not before.strip():
            return place == "margin"
        is_named = next(kind_words.named(kind_words.flat(before)), None) is not None
        return place in ("margin", "title", "cover") and is_named

    def _region_behind(self, at: int) -> str:
        for region in self._regions:
            if 0 <= region.start - at <= 12:
                return region.name
        return ""

    def _shorts(self, kinds: Sequence[KindWord]) -> Iterator[Mention]:
        ends = [kind.end for kind in kinds]
        for match in _SHORT.finditer(self._text):
            place = self._place(match.start())
            is_behind_kind = any(0 <= match.start() - end <= 4 for end in ends)
            if (place in ("text", "heading") and not is_behind_kind) or self._is_cited(match.start()):
                continue
            # In a line of capitals most are words.
            if match.group().lower() in learned() and not Registry.packaged().called(match.group()):
                continue
            if match.group().lower() in printed_names.KIND_WORDS:
                continue
            # `BKPP Wilayah I` is another than `BKPP`.
            behind = self._text[match.start() : match.start() + 40].split("\n")[0]
            words = behind.split(" ")
            n_words = 3 if len(words) > 2 and words[1].lower().startswith("wil") else 1
            yield Mention(
                "short", " ".join(words[:n_words]).strip(" ,.;:()|"), place, self._region_behind(match.end())
            )

    def _region_mentions(self) -> Iterator[Mention]:
        end_of_kabupaten = -9
        for region in self._regions:
            if self._is_cited(region.start):
                continue
            is_its_province = region.name.startswith("Provinsi") and region.start - end_of_kabupaten <= 3
            if not region.name.startswith("Provinsi"):
                end_of_kabupaten = region.end
            if not is_its_province:
                is_cut = self._text[region.end : region.end + 1] in ("\n", "")
                yield Mention("region", region.name, self._place(region.start), "cut" if is_cut else "")
        for level in _GOVERNMENT.finditer(self._flat):
            if (place := self._place(level.start())) in ("cover", "title"):
                yield Mention("region", level.group(1).title(), place)
        named = [(region.start, region.end) for region in self._regions]
        for bare in bare_provinces(self._text):
            if not self._is_cited(bare.start) and not any(start <= bare.start < end for start, end in named):
                yield Mention("region", bare.name, self._place(bare.start), "bare")

    def _years(self, kinds: Sequence[KindWord]) -> Iterator[Mention]:
        for form, shift in ((_PLANNED, 0), (_FORWARD, -1)):
            for match in form.finditer(self._flat):
                yield Mention("years", str(int(match.group(1)) + shift), "caption", "Renja")
        for match in _PERIOD.finditer(self._flat):
            place = self._place(match.start())
            if self._is_cited(match.start()):
                continue
            years = f"{match.group(1)}-{match.group(2)}" if match.group(1) else match.group(3)
            kind = self._kind_before(kinds, match.start())
            if kind is None:
                if place != "text":
                    yield Mention("years", years, place, "", self._is_past(match.start()))
                continue
            is_done = self._is_past(kind.start) or self._is_measured(kind.start)
            is_past = is_done or self._flat.startswith("evaluasi", kind.start)
            yield Mention("years", years, place, kind.kind, is_past)

    def _kind_before(self, kinds: Sequence[KindWord], at: int) -> KindWord | None:
        """The kind of document whose year stands at `at`: the last before it, in the same sentence."""
        before = [kind for kind in kinds if kind.end <= at and at - kind.end <= _YEAR_REACH]
        if not before:
            return None
        kind = before[-1]
        between = self._text[kind.end : at]
        is_broken = re.search(r"[.;:](?:\s|$)", between) or _PERIOD.search(between)
        return None if is_broken else kind

    def _is_within_title(self, at: int) -> bool:
        """True for a kind that a title only speaks of: `INDICATORS OF THE GOALS OF THE RPJMD`."""
        i = self._line(at)
        if at - self._starts[i] > _MAX_BEFORE_KIND:
            return True
        if i == 0 or self._places[i - 1] != "title":
            return False
        line_before = self._text[self._starts[i - 1] : self._starts[i] - 1]
        names_other = (
            kind_words.named(kind_words.flat(line_before)),
            regions(line_before),
            _AGENCY.finditer(line_before),
        )
        return not re.search(r"\d|^bab\b", line_before, re.IGNORECASE) and not any(
            next(iter(others), None) for others in names_other
        )

    def _is_measured(self, at: int) -> bool:
        """True for a plan of which is said what came of it: `Target Renstra`, `Realisasi Renja`."""
        return bool(_MEASURED.search(self._text[max(0, at - _MEASURED_REACH) : at]))

    def _is_past(self, at: int) -> bool:
        line = self._text[max(0, at - _PAST_REACH) : at]
        return bool(_PAST.search(line.rsplit("\n", 1)[-1] if self._place(at) == "margin" else line))


def _places(lines: Sequence[str], page: int) -> list[Place]:
    n_chars = sum(map(len, lines))
    if page <= _MAX_COVER_PAGE and n_chars <= _MAX_COVER_CHARS and _is_cover(lines, page):
        n_above = next((i for i, line in enumerate(lines) if _TABLE_LINE.match(line)), len(lines))
        return ["cover" if i < n_above else "text" for i in range(len(lines))]
    places: list[Place] = []
    for i, line in enumerate(lines):
        is_capital = _is_capital(line)
        if page == 1 and i < _TITLE_LINES and _is_title(lines, places):
            places.append("title")
        elif _is_margin(lines, i):
            places.append("margin")
        else:
            places.append("heading" if is_capital else "text")
    return places


def _is_title(lines: Sequence[str], places: Sequence[Place]) -> bool:
    """True for a line at the head of a first page, behind those whose places are known."""
    line = lines[len(places)]
    # `2.1 Rencana Strategis` begins the text, and so does a sentence.
    if _SECTION.match(line) or _SENTENCE.search(line) or _CAPTION.match(lines[max(0, len(places) - 1)]):
        return False
    return _is_capital(line) or _begins_with_kind(line) or _ends_title(lines, places)


def _is_cover(lines: Sequence[str], page: int) -> bool:
    """True for few lines without a table; behind the first page they say what the document is."""
    text = "".join(lines)
    if len(lines) > _MAX_COVER_LINES or _CAPTION.search("\n".join(lines)):
        return False
    has_many_figures = sum(c.isdigit() for c in text) > _MAX_FIGURES * len(text)
    return not has_many_figures and (page == 1 or any(map(_begins_with_kind, lines)))


def _is_margin(lines: Sequence[str], i: int) -> bool:
    """True for the first and last lines, and for a running title wherever the page's text has it."""
    if len(lines) >= _MIN_LINES and (i < _MARGIN_LINES or i >= len(lines) - _MARGIN_LINES):
        return True
    line = lines[i]
    return len(line) <= _MAX_RUNNING_TITLE and bool(_PAGE_NUMBER.search(line)) and _begins_with_kind(line)


def _ends_title(lines: Sequence[str], places: Sequence[Place]) -> bool:
    """True for the line below a title that says whose or which year's: `Kabupaten Contoh Tahun 2026`."""
    if not places or places[-1] != "title":
        return False
    line = lines[len(places)]
    is_short = len(line) <= _MAX_TITLE_END
    return is_short and bool(
        next(regions(line), None) or _AGENCY.match(line) or re.match(r"tahun\b", line, re.I)
    )


def _is_capital(line: str) -> bool:
    """True for a line whose letters are nearly all capital."""
    n_capital = sum(map(str.isupper, line))
    return n_capital >= 5 and n_capital >= 0.8 * sum(map(str.isalpha, line))


def _begins_with_kind(line: str) -> bool:
    """True for a line that begins with a kind or form, like `Draft Renja`; not for `2.1 Renstra`."""
    flat = kind_words.flat(line[:_MAX_RUNNING_TITLE])
    first = next(kind_words.named(flat), None) or next(kind_words.forms(flat), None)
    return first is not None and first.start <= _MAX_BEFORE_KIND and not re.match(r"\W*(?:\d|[IVX]+\.)", line)
