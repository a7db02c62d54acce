"""What a document is: its kind, its region, whose it is and the years it plans, weighed from all its pages.

Evidence is added up and never vetoes: a cover weighs most, then what the margins of many
pages repeat, labels and signatures, captions and headings; running text, which speaks of
others as well, counts by its logarithm, and the file's name least. Where the second best
is near, or all that was found is weak, the fact is doubted.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from classifier.agencies import printed_names
from classifier.agencies.regions import bare_provinces, is_unknown_province, regions
from classifier.agencies.registry import Match, Registry
from classifier.documents import kind_words
from classifier.documents.mentions import Mention, PageMentions, Place
from classifier.records import DocumentFacts, Fact, GivenFacts, Stage

# What a mention weighs by where it stands, and how often it counts at most. Set by eye on 10 documents
# whose facts are written down and 60 covers; before changing one run tests/documents.
_ONCE: Mapping[Place, tuple[float, int]] = {
    "cover": (20.0, 2),
    "title": (18.0, 2),
    "label": (14.0, 2),
    "signature": (5.0, 3),
    "caption": (3.0, 4),
    "heading": (2.0, 4),
}
# A value in the margins of all of so many pages weighs so much; on one page it may be chance.
_MARGINS, _SURE_MARGINS, _ONE_MARGIN = 40.0, 4, 3.0
# A running title is on all pages; what the first and last lines of a third say is mostly text.
_REPEATED = 1.5
# Running text: this times the logarithm of how often.
_TEXT = 1.6
_FILE_NAME = 5.0
# A region printed without its word, a year of another kind of plan that shares it, an unknown agency.
_BARE, _KINDRED, _UNKNOWN = 0.3, 0.3, 0.6
# Years of which the text tells what was done.
_PAST = 0.15
# A form of the law by where it stands, the least for all other places, and how many of a kind count.
_FORM: Mapping[Place, float] = {"title": 14.0, "heading": 6.0, "caption": 4.0}
_LEAST_FORM, _MAX_FORMS = 2.0, 4
# The second best below this share of the best leaves no doubt; nor does a best of so much.
# The words of one caption or form tell no kind for certain, nor do places in a text whose region it is.
_CLEAR, _MIN_SCORE, _MIN_KIND, _SURE_REGION = 0.6, 6.0, 12.0, 10.0
# Kinds that only a title makes a document's: every Renja speaks of indicators, every LKIP of agreements.
_TITLE_ONLY = frozenset(
    (
        "RKA", "DPA", "APBD", "KUA", "PPAS", "Rencana Aksi", "Proposal", "Manual", "Spesifikasi Teknis",
        "Curriculum Vitae", "LPPD", "LKPJ", "Kerangka Acuan Kerja", "Indikator Kinerja Utama",
        "Program Unggulan",
    )
)  # fmt: skip
# A decree's title; a region behind all prints of the document's own agency; a kind that a title names.
_LAW, _BEHIND_AGENCY, _TITLED = 30.0, 30.0, 6.0
# An agency of so much weight has hardly written a region's plan, nor a province what a kabupaten heads.
_SURE_AGENCY, _RARE = 30.0, 0.5
# The table of a whole region's plan names many agencies alike: then none is the document's.
_ALIKE = (0.85, 0.7)
# A region that weighs less, beside others, is one that a text only speaks of.
_MIN_REGION = 4.0
# Where a text names so many kabupaten and kota, they are where a province's programs take place.
_MIN_LOCATIONS, _LOCATION = 5, 0.3
# Where a document says which unit it is of, and words of a unit's name: `Balai Benih` may be two of many.
_OF_UNITS: frozenset[Place] = frozenset(("cover", "title", "label", "signature"))
_MIN_UNIT_WORDS = 3
# A title says whether the document is a draft or a change on one of so many pages.
_MAX_STAGE_PAGE = 3
# An agency that weighs less, and hardly more than others, is one that a text only speaks of.
_MIN_CITED, _TIED = 4.0, 0.9


_KINDS_IN_FILE_NAMES = re.compile(r"(renja|renstra|rpjmd|rkpd|la?kip|lkjip|tapkin|ppas)", re.IGNORECASE)
_SHORT_IN_FILE_NAMES = (
    (re.compile(r"\bpk\b", re.IGNORECASE), "perjanjian kinerja"),
    (re.compile(r"\biku\b", re.IGNORECASE), "indikator kinerja utama"),
)


@dataclass(frozen=True, slots=True)
class _Best:
    """The weightiest of several values, "" when there is none, and whether it is plain."""

    value: str
    score: float
    is_clear: bool


def facts_of(
    pages: Sequence[PageMentions],
    file_name: str,
    registry: Registry,
    given: GivenFacts | None = None,
) -> DocumentFacts:
    """The facts of a document by the mentions of its pages and the name of its file.

    Those that are `given` rule, also over what follows from them: the kind decides which years are planned.
    """
    given = given or GivenFacts()
    spoken_name = _spoken(file_name)
    opd, match, printed = _opd(pages, spoken_name, registry)
    if given.opd is not None:
        named = registry.find(given.opd)
        opd = _given(named.name if named.agency is not None and not named.is_unit else given.opd)
        match, printed = None, given.opd
    if given.kind is not None:
        kind = _given(kind_words.official(given.kind))
    else:
        kind = _kind(pages, spoken_name, is_of_agency=opd.is_clear and opd.score >= _SURE_AGENCY)
    of_region = kind.value in kind_words.OF_REGION or kind.value.startswith("Peraturan")
    if given.region is not None:
        region = _given(given.region)
    else:
        region = _region(pages, spoken_name, "" if of_region else opd.value, registry)
    years = _years(pages, spoken_name, kind.value)
    if given.years is not None:
        years = _given("")
    doubts: list[Fact] = []
    if not kind.is_clear:
        doubts.append("kind")
    if not region.is_clear:
        doubts.append("region")
    if of_region and given.opd is None:
        opd, printed = _Best("", 0.0, kind.is_clear), ""
    if not opd.is_clear or (match is not None and not match.is_sure and not of_region):
        doubts.append("opd")
    if not years.is_clear:
        doubts.append("years")
    planned = _span(years.value) if given.years is None else tuple(sorted(set(given.years)))
    stage = _stage(pages, spoken_name, kind.value)
    return DocumentFacts(kind.value, region.value, opd.value, planned, tuple(doubts), printed, stage)


def _given(value: str) -> _Best:
    """A fact that a person gave: nothing outweighs it."""
    return _Best(" ".join(value.split()), math.inf, True)


class _Scores:
    """Weights of values, added up as pages are gone through."""

    def __init__(self) -> None:
        self._once: dict[Place, defaultdict[str, float]] = {place: defaultdict(float) for place in _ONCE}
        # By value and page: of a page's margins a value counts once.
        self._margins: defaultdict[str, dict[int, float]] = defaultdict(dict)
        self._text: defaultdict[str, float] = defaultdict(float)
        self._more: defaultdict[str, float] = defaultdict(float)

    def add(self, value: str, page: int, mention: Mention, weight: float = 1.0) -> None:
        """A mention on a page."""
        if mention.place in _ONCE:
            self._once[mention.place][value] += weight * mention.n
        # The running title of a first page stands where its margin would.
        if mention.place in ("margin", "title"):
            on_pages = self._margins[value]
            on_pages[page] = max(weight, on_pages.get(page, 0.0))
        if mention.place == "text":
            self._text[value] += weight * mention.n

    def more(self, value: str, weight: float) -> None:
        """Other evidence."""
        self._more[value] += weight

    def totals(self, n_pages: int) -> dict[str, float]:
        """The weight of every value in a document of so many pages."""
        totals: defaultdict[str, float] = defaultdict(float)
        for place, counts in self._once.items():
            weight, most = _ONCE[place]
            for value, n in counts.items():
                totals[value] += weight * min(n, most)
        for value, on_pages in self._margins.items():
            n = sum(on_pages.values())
            # Nothing repeats on a single page.
            share = 0.0
            if n_pages > 1:
                share = (n / n_pages) ** _REPEATED * min(1.0, (n + 1) / (_SURE_MARGINS + 1))
            totals[value] += max(_MARGINS * share, _ONE_MARGIN * min(1.0, n))
        for value, n in self._text.items():
            totals[value] += _TEXT * math.log2(1 + n)
        for value, weight in self._more.items():
            totals[value] += weight
        return dict(totals)


def _best(totals: Mapping[str, float], *, least: float = _MIN_SCORE, is_last_first: bool = False) -> _Best:
    """The weightiest value; of two that weigh the same the first by name, or the last."""
    by_name = sorted(totals.items(), reverse=is_last_first)
    ranked = sorted(by_name, key=lambda item: -item[1])
    if not ranked:
        return _Best("", 0.0, False)
    value, score = ranked[0]
    second = ranked[1][1] if len(ranked) > 1 else 0.0
    return _Best(value, score, score >= least and second < _CLEAR * score)


def _each(pages: Iterable[PageMentions], *subjects: str) -> Iterator[tuple[int, Mention]]:
    """The mentions of such subjects, each with its page."""
    for page in pages:
        for mention in page.mentions:
            if mention.subject in subjects:
                yield page.page, mention


def _kind(pages: Sequence[PageMentions], file_name: str, *, is_of_agency: bool) -> _Best:
    scores = _Scores()
    titled: set[str] = set()
    for page, mention in _each(pages, "kind"):
        is_on_first = page == 1 and mention.place in ("caption", "heading")
        is_title = is_on_first or mention.place in ("cover", "title", "margin")
        if mention.value not in _TITLE_ONLY or is_title:
            scores.add(mention.value, page, mention, _PAST if mention.is_past else 1.0)
        if mention.place == "title":
            titled.add(mention.value)
    for kind in titled:
        scores.more(kind, _TITLED)
    forms: dict[str, list[float]] = {}
    for _, mention in _each(pages, "form"):
        forms.setdefault(mention.value, []).append(_FORM.get(mention.place, _LEAST_FORM))
    for kind, weights in forms.items():
        scores.more(kind, sum(sorted(weights, reverse=True)[:_MAX_FORMS]))
    for first in pages[:2]:
        if first.law:
            scores.more(first.law, _LAW)
    for kind in _kinds_in_file_name(kind_words.flat(file_name)):
        scores.more(kind, _FILE_NAME)
    totals = scores.totals(len(pages))
    if is_of_agency:
        totals = {kind: n * (_RARE if kind in kind_words.OF_REGION else 1.0) for kind, n in totals.items()}
    return _best(totals, least=_MIN_KIND)


def _kinds_in_file_name(flat_name: str) -> Iterator[str]:
    """The kinds that a file's name names: `review rkpd` is a chapter of a Renja, not an RKPD."""
    forms = list(kind_words.forms(flat_name))
    yield from (form.kind for form in forms)
    for word in kind_words.named(flat_name):
        if not any(form.start <= word.start < form.end for form in forms):
            yield word.kind


def _stage(pages: Sequence[PageMentions], file_name: str, kind: str) -> Stage:
    """Draft, change or neither: by the file's name, the first pages' titles, then what margins repeat."""
    named = kind_words.stage_of_name(file_name)
    if named != "final":
        return named
    of_kind = [(page, mention) for page, mention in _each(pages, "kind") if mention.value == kind]
    margins: Counter[str] = Counter()
    for page, mention in of_kind:
        if mention.about and mention.place in ("cover", "title") and page <= _MAX_STAGE_PAGE:
            return "draft" if mention.about == "draft" else "change"
        if mention.place == "margin":
            margins[mention.about] += mention.n
    common = max(margins, key=lambda about: margins[about], default="")
    return "draft" if common == "draft" else "change" if common == "change" else "final"


def _opd(
    pages: Sequence[PageMentions], file_name: str, registry: Registry
) -> tuple[_Best, Match | None, str]:
    """The agency whose document it is, what the registry says of it, and how it is printed most."""
    scores = _Scores()
    matches: dict[str, Match] = {}
    printed: defaultdict[str, Counter[str]] = defaultdict(Counter)
    named = [(page, mention, registry.find(mention.value)) for page, mention in _each(pages, "agency")]
    written_out = {match.name for _, _, match in named}
    units = Counter(match.name for _, _, match in named if match.is_unit and match.agency is None)
    # `BPMPT` may be the agency of licences, and is the balai that this document names.
    of_units = {letters for unit in units for letters in printed_names.initials(unit)}
    for page, mention, match in (*named, *_short_forms(pages, registry, written_out, of_units)):
        if not _can_own(match, mention):
            continue
        known = matches.get(match.name)
        if known is None or (match.is_sure and not known.is_sure):
            matches[match.name] = match
        # A name that no registry has may be the words of a column.
        scores.add(match.name, page, mention, _UNKNOWN if match.agency is None else 1.0)
        if mention.subject == "agency":
            printed[match.name][" ".join(mention.value.split())] += mention.n
    for match in _in_file_name(file_name, registry, of_units):
        matches.setdefault(match.name, match)
        scores.more(match.name, _FILE_NAME)
    totals = _same_agency_together(scores.totals(len(pages)), matches)
    ranked = sorted(totals.values(), reverse=True)
    are_alike = len(ranked) > 2 and all(
        n >= share * ranked[0] for n, share in zip(ranked[1:], _ALIKE, strict=False)
    )
    best = _best(totals)
    are_tied = len(ranked) > 1 and ranked[1] >= _CLEAR * ranked[0]
    if not best.value or are_alike or (are_tied and best.score < _MIN_CITED):
        unit = _owning_unit(pages, registry) if not best.value else ""
        return _Best(unit, 0.0, False), None, unit or _most_common(units)
    return best, matches[best.value], _most_common(printed[best.value]) or best.value


def _owning_unit(pages: Sequence[PageMentions], registry: Registry) -> str:
    """The balai or UPTD that a document names as its own, "" where it names none but in its text.

    A document of a unit that prints no agency is better filed under the unit than under nobody.
    """
    named: dict[str, Counter[str]] = defaultdict(Counter)
    for _, mention in _each(pages, "agency"):
        match = registry.find(mention.value)
        is_own = match.is_unit and match.agency is None and mention.place in _OF_UNITS
        if is_own and len(match.name.split()) >= _MIN_UNIT_WORDS:
            named[printed_names.key(match.name)][match.name] += mention.n
    if not named:
        return ""
    return _most_common(max(named.values(), key=lambda prints: prints.total()))


def _most_common(names: Counter[str]) -> str:
    """The commonest name, "" of none."""
    return names.most_common(1)[0][0] if names else ""


def _can_own(match: Match, mention: Mention) -> bool:
    """Whether a document may be the agency's that was printed, no part of one and no chance words."""
    if match.agency is None and match.is_unit:
        return False
    return match.agency is not None or (len(match.name.split()) > 1 and mention.place != "text")


def _same_agency_together(totals: Mapping[str, float], matches: Mapping[str, Match]) -> dict[str, float]:
    """Weights in which variants of a name, orders of its words and one with "Daerah" are the weightier."""
    together: dict[str, tuple[str, float]] = {}
    for name, weight in sorted(totals.items(), key=lambda item: (-item[1], item[0])):
        agency = matches[name].agency
        words = printed_names.words_in_any_order(agency.family if agency is not None else name)
        first, sum_of_before = together.get(words, (name, 0.0))
        together[words] = (first, sum_of_before + weight)
    return dict(together.values())


def _short_forms(
    pages: Sequence[PageMentions], registry: Registry, written_out: set[str], of_units: set[str]
) -> Iterator[tuple[int, Mention, Match]]:
    """The agencies that short forms mean: of several with the same one the one that is also written out."""
    for page, mention in _each(pages, "short"):
        several = registry.called(mention.value)
        if not several or printed_names.key(mention.value) in of_units:
            continue
        named = [agency for agency in several if agency.name in written_out]
        agency = named[0] if named else several[0]
        n_families = len({other.family for other in several})
        yield page, mention, Match(agency.name, agency, is_sure=n_families == 1 or len(named) == 1)


def _in_file_name(file_name: str, registry: Registry, of_units: set[str]) -> Iterator[Match]:
    """The agencies that a file's name names for certain."""
    words = file_name.split()
    i = 0
    while i < len(words):
        for n in range(min(5, len(words) - i), 0, -1):
            match = registry.find(
                " ".join(word.upper() if n == 1 else word.title() for word in words[i : i + n])
            )
            is_unit = any(printed_names.key(word) in of_units for word in words[i : i + n])
            if match.agency is not None and match.is_sure and not is_unit:
                yield match
                i += n - 1
                break
        i += 1


def _region(pages: Sequence[PageMentions], file_name: str, opd: str, registry: Registry) -> _Best:
    scores = _Scores()
    counts: Counter[str] = Counter()
    whole: Counter[str] = Counter()
    for _, mention in _each(pages, "region"):
        counts[mention.value] += mention.n
        whole[mention.value] += mention.n if mention.about != "cut" else 0
    names = {name: _without_next_words(name, counts) for name in counts}
    longer = _commonest_longer(counts)
    in_text = {name for name in names.values() if re.match(r"(?:Kabupaten|Kota) ", name)}
    has_locations = len(in_text) >= _MIN_LOCATIONS
    for page, mention in _each(pages, "region"):
        name = names[mention.value]
        if mention.about == "cut":
            name = _on_next_line(name, longer, counts, whole)
        # `Provinsi` before the next word of a narrow column names none.
        is_named = mention.place != "text" or not is_unknown_province(name)
        if " " in name and (is_named or counts[mention.value] > 1):
            weight = _BARE if mention.about == "bare" else 1.0
            is_location = has_locations and mention.place == "text" and not name.startswith("Provinsi")
            scores.add(name, page, mention, _LOCATION if is_location else weight)
    behind: Counter[str] = Counter()
    for _, mention in _each(pages, "agency"):
        if mention.about and opd and _is_printed_whole(mention.value, opd, registry):
            behind[names.get(mention.about, mention.about)] += mention.n
    for name, n in behind.items():
        scores.more(name, _BEHIND_AGENCY * n / behind.total())
    titled = file_name.title()
    for region in (*regions(titled), *bare_provinces(titled)):
        scores.more(region.name, _FILE_NAME)
    totals = scores.totals(len(pages))
    if counts["Kabupaten"] or counts["Kota"]:
        totals = {name: n * (_RARE if name.startswith("Provinsi") else 1.0) for name, n in totals.items()}
    best = _best(totals, least=_SURE_REGION)
    is_alone = all(n < _CLEAR * best.score for name, n in totals.items() if name != best.value)
    return best if best.score >= _MIN_REGION or is_alone else _Best("", 0.0, False)


def _is_printed_whole(printed: str, opd: str, registry: Registry) -> bool:
    """True for the agency's own name with nothing behind it: `Dinas ESDM NON CG` ends in another cell."""
    match = registry.find(printed)
    return match.name == opd and (match.agency is None or bool(registry.called(printed)))


def _commonest_longer(counts: Counter[str]) -> dict[str, str]:
    """By the words that a name begins with the commonest name that goes on behind them."""
    longer: dict[str, str] = {}
    for name in counts:
        words = name.split(" ")
        for n_words in range(1, len(words)):
            beginning = " ".join(words[:n_words])
            if counts[name] > counts[longer.get(beginning, "")]:
                longer[beginning] = name
    return longer


def _on_next_line(name: str, longer: Mapping[str, str], counts: Counter[str], whole: Counter[str]) -> str:
    """A region whose name the end of a line may have cut: the longer one that is printed whole more often."""
    goes_on = longer.get(name, name)
    return goes_on if counts[goes_on] > whole[name] else name


def _without_next_words(name: str, counts: Counter[str]) -> str:
    """A region without the words of a column or sentence behind it: a shorter print that is commoner."""
    words = name.split()
    for n_words in range(2, len(words)):
        shorter = " ".join(words[:n_words])
        if counts[shorter] > counts[name]:
            return shorter
    return name


def _years(pages: Sequence[PageMentions], file_name: str, kind: str) -> _Best:
    is_period = kind in kind_words.OF_PERIOD
    kindred = kind_words.SAME_YEARS.get(kind, frozenset())
    scores = _Scores()
    for page, mention in _each(pages, "years"):
        if ("-" in mention.value) != is_period or not _is_plausible(mention.value):
            continue
        if mention.about == kind or not kind:
            weight = 1.0
        elif not mention.about or mention.about in kindred:
            weight = _KINDRED
        else:
            continue
        scores.add(mention.value, page, mention, weight * (_PAST if mention.is_past else 1.0))
    for first, last in re.findall(r"(?<!\d)(20\d\d)(?:\s+(20\d\d))?(?!\d)", file_name):
        if bool(last) == is_period:
            scores.more(f"{first}-{last}" if last else first, _FILE_NAME)
    totals = scores.totals(len(pages))
    # What is left over in a document is of an earlier year.
    best = _best(totals, is_last_first=True)
    # Years that weigh alike and little are the columns of a table.
    is_tied = best.score < _MIN_SCORE and sum(n > _TIED * best.score for n in totals.values()) > 1
    return _Best("", 0.0, False) if is_tied else best


def _is_plausible(years: str) -> bool:
    first, _, last = years.partition("-")
    return not last or 1 <= int(last) - int(first) <= 20


def _span(years: str) -> tuple[int, ...]:
    if not years:
        return ()
    first, _, last = years.partition("-")
    return tuple(range(int(first), int(last or first) + 1))


def _spoken(file_name: str) -> str:
    """A file's name as words: `datarenja_dinkes-2016.pdf` as `data renja dinkes 2016`."""
    words = re.sub(r"[\W_]+", " ", re.sub(r"\.\w{1,4}$", "", file_name))
    words = _KINDS_IN_FILE_NAMES.sub(r" \1 ", words)
    # What a page never calls itself, a file is often called.
    for letters, kind in _SHORT_IN_FILE_NAMES:
        words = letters.sub(kind, words)
    return " ".join(words.split())
