"""How a text is read before the model sees it: the one door to spaCy and to PyStemmer.

Every text, when training and when predicting, goes through `words`; `VERSION`
is written into a model's card, and a model made with another version is
refused. Raise it with any change that alters one prepared word or stem.

Only spaCy's tokenizer is used, built from its Indonesian prefix, suffix and
infix rules. `spacy.blank("id")` would add 2.3 s for a table of compound
exceptions ("anak-anak" as one token) that TF-IDF is no better for. Plain words, of
which nine in ten of what stands between spaces are, are cut by what those rules come to for
them (`_PLAIN`), so that spaCy, half a second to import, is loaded when something else comes.

Whole words are read by their Snowball stems, character n-grams from the words
as printed. Grouped out-of-fold on 9,122 rows (SVC, C=1): words unstemmed 0.8803
strict, log-loss 0.409; words stemmed 0.8850 and 0.399 (111 rows won, 68 lost,
sign test p=0.002); stemming the n-grams too changed nothing (0.8820 against
0.8816 on three folds). Measure again before leaving it out.
"""

from __future__ import annotations

import importlib
import re
import threading
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, Protocol, cast

from classifier.fields.remembered import remembered

if TYPE_CHECKING:
    from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]

VERSION = 1

NUMBER = "0"

# Soft hyphens, zero-width marks, halves of characters and the replacement sign come from PDF text layers
# and stand inside words; they are taken out, not turned into a space.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ud800-\udfff\ufeff\ufffd]")
# A running number or code before the name. A lone letter needs its mark ("A."), and
# so does "I", so that "I Love Bandung" keeps its first word; "3 R" is no number.
_RUNNING = re.compile(
    r"^\W*(?:"
    r"(?:(?:[A-Za-z]|[IVXL]{2,5}|\d+)[.)])+\d*"  # A.  1)  (2)  II.B.1
    r"|(?:[A-Z]|[IVXL]{1,5})(?:\.\d+)+"  # A.1
    r"|[IVXL]{2,5}(?=\s)"  # VII
    r"|[\dXx]+(?:\.[\dXx]+)*(?=[\s\-–—:])(?!\s+[A-Z]\b)"  # 1.02.02  X.XX.01  7
    r")[\s\-–—:]+(?=\S)"
)
_SPACE = re.compile(r"\s+")
# Longer than any name in a planning table; bounds the time one hostile text can take.
_MAX_CHARS = 4000
# spaCy takes punctuation off a chunk one sign at a time and looks through the rest each time: 4,000 hyphens
# took 16 s. So many signs in a row hold no word and end the chunk, and a longer chunk is cut. No
# text of `data/labeled` or of the tests has either (81,598 texts), so that `VERSION` stays: compare the
# words of all of them before changing these.
_RUN = re.compile(r"[\W_]{17,}")
_MAX_CHUNK = 300
# No prefix or suffix of the rules is longer, nor what a suffix looks back at.
_MAX_AFFIX = 32
# A word of letters, or several joined by hyphens or strokes, with signs before and after it: what spaCy's
# rules do to these can be said here, and a test says so of every word of the labelled data. They keep the
# hyphen of "-nya" behind some words, so suffixes of that kind are left to them.
_LETTERS = r"[^\W\d_]{2,}"
_PLAIN = re.compile(rf"""[("'\[]*({_LETTERS}(?:[-/](?!(?:nya|ku|mu)\b){_LETTERS})*)[)"',.;:\]?!]*""")
_JOINED = re.compile(r"[^-/]+")
# spaCy stores every token that it has seen for good, about 200 bytes each; then it begins anew (0.4 ms).
_CHARS_A_TOKENIZER = 500_000
# spaCy keeps a cache and PyStemmer a buffer; the web service reads texts in threads.
_LOCK = threading.Lock()


class Word(NamedTuple):
    """A word as the model reads it, and as it is printed."""

    prepared: str
    printed: str


class _Stemmer(Protocol):
    def stemWords(self, words: list[str]) -> list[str]: ...  # noqa: N802


class _Tokenizers:
    """spaCy's tokenizer, made anew when it has seen so many characters; for one thread at a time."""

    def __init__(self) -> None:
        self._tokenizer: Tokenizer | None = None
        self._n_chars = 0

    def for_text(self, text: str) -> Tokenizer:
        """The tokenizer that shall read this text."""
        self._n_chars += len(text)
        if self._tokenizer is None or self._n_chars > _CHARS_A_TOKENIZER:
            self._tokenizer, self._n_chars = _new_tokenizer(), len(text)
        return self._tokenizer


_tokenizers = _Tokenizers()


def _new_tokenizer() -> Tokenizer:
    from spacy.tokenizer import Tokenizer
    from spacy.vocab import Vocab

    prefix, suffix, infix = _rules()
    # Looked for at the ends alone: spaCy's own way searches the whole chunk for each sign that it takes off.
    return Tokenizer(
        Vocab(),
        prefix_search=prefix.match,
        suffix_search=lambda chunk: suffix.search(chunk[-_MAX_AFFIX:]),
        infix_finditer=infix.finditer,
    )


@cache
def _rules() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What spaCy cuts off before and after Indonesian words, and where it cuts inside them."""
    from spacy.lang.id import Indonesian
    from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

    rules = Indonesian.Defaults
    # spaCy splits at a full stop only between lower and upper case; our text is
    # folded, and tables print "RSUD.Prov", "a.n.", "jalan;jembatan", "(UMKM)/koperasi".
    infixes = [
        *(rules.infixes or ()),
        r"(?<=[^\W_])[.;()\[\]/&+]+(?=[^\W\d_])",
        r"(?<=[^\W\d_])[.;/&+(]+(?=\d)",
    ]
    return (
        compile_prefix_regex(rules.prefixes or ()),
        compile_suffix_regex(rules.suffixes or ()),
        compile_infix_regex(infixes),
    )


@cache
def _stemmer() -> _Stemmer:
    # By name, as it comes without types.
    return cast(_Stemmer, importlib.import_module("Stemmer").Stemmer("indonesian"))


def cleaned(text: str) -> str:
    """The text on one line, in NFKC, without invisible marks and running numbers."""
    # One character may stand for eighteen.
    text = unicodedata.normalize("NFKC", text[:_MAX_CHARS])[:_MAX_CHARS]
    text = _SPACE.sub(" ", _INVISIBLE.sub("", text)).strip()
    while True:
        shorter = _RUNNING.sub("", text, count=1)
        if shorter == text:
            return text
        text = shorter


def words(text: str) -> list[Word]:
    """The words of a text in order, punctuation left out, each number as `NUMBER`.

    Words of letters and digits stay as they are: "b3" and "3r" mean something.
    """
    text = cleaned(text)
    folded = text.lower()
    # A few letters outside Indonesian change length when folded; then the folded
    # text stands for the printed one.
    printed = text if len(text) == len(folded) else folded
    return [
        Word(form, shown[start:end])
        for chunk, shown in zip(folded.split(" "), printed.split(" "), strict=True)
        for form, start, end in _pieces(chunk)
    ]


@remembered(32 << 20)
def _pieces(chunk: str) -> tuple[tuple[str, int, int], ...]:
    """The words in what stands between two spaces, each with where it begins and ends.

    spaCy splits at spaces first, so a text may be given to it piece by piece; most
    pieces come again, and asking it for whole texts took three times as long.
    """
    if len(chunk) > _MAX_CHUNK:
        return tokenized(chunk)
    if plain := _PLAIN.fullmatch(chunk):
        start = plain.start(1)
        return tuple(
            (word[0], start + word.start(), start + word.end()) for word in _JOINED.finditer(plain[1])
        )
    if chunk.isdecimal():
        return ((NUMBER, 0, len(chunk)),)
    return tokenized(chunk)


def tokenized(chunk: str) -> tuple[tuple[str, int, int], ...]:
    """The words in what stands between two spaces by spaCy's rules, each with where it begins and ends."""
    found: list[tuple[str, int, int]] = []
    for start, part in _parts(chunk):
        with _LOCK:
            tokens = [(token.text, start + token.idx) for token in _tokenizers.for_text(part)(part)]
        found += [(form, at, at + len(token)) for token, at in tokens if (form := _form(token))]
    return tuple(found)


def _parts(chunk: str) -> list[tuple[int, str]]:
    """A chunk cut at long runs of punctuation, which are left out, and into parts of bounded length.

    Each part comes with where it begins.
    """
    parts: list[tuple[int, str]] = []
    start = 0
    for run in _RUN.finditer(chunk):
        parts += _cut(chunk, start, run.start())
        start = run.end()
    return parts + _cut(chunk, start, len(chunk))


def _cut(chunk: str, start: int, end: int) -> list[tuple[int, str]]:
    return [(at, chunk[at : min(at + _MAX_CHUNK, end)]) for at in range(start, end, _MAX_CHUNK)]


def _form(token: str) -> str:
    if any(c.isalpha() for c in token):
        return token
    return NUMBER if any(c.isdigit() for c in token) else ""


def prepared(text: str) -> str:
    """The text as the model reads it: its prepared words joined by single spaces."""
    folded = cleaned(text).lower()
    return " ".join([piece[0] for chunk in folded.split(" ") for piece in _pieces(chunk)])


def prepared_texts(texts: Iterable[str]) -> list[str]:
    """Each text as the model reads it, in order."""
    return [prepared(text) for text in texts]


def stems(prepared_text: str) -> str:
    """The stems of a prepared text's words, joined by single spaces, one for each word."""
    return " ".join([_stem(word) for word in prepared_text.split()])


@remembered(32 << 20)
def _stem(word: str) -> str:
    with _LOCK:
        return _stemmer().stemWords([word])[0] or word


def attributes(printed: str) -> list[str]:
    """spaCy's lexical attributes of a printed word: its shape, prefix and suffix, as made-up words."""
    with _LOCK:
        lexeme = _tokenizers.for_text(printed).vocab[printed]
    return [f"shape_{lexeme.shape_}", f"prefix_{lexeme.prefix_.lower()}", f"suffix_{lexeme.suffix_.lower()}"]


def is_word(prepared_word: str) -> bool:
    """Whether a prepared word or stem is more than a number or a single letter."""
    return len(prepared_word) > 1 and prepared_word != NUMBER
