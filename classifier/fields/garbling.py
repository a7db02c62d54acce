"""Whether the text of a page says anything: some PDFs map their letters to others, or to none.

Such text looks well on the page and comes out as `3URJUDP` or `\\x01\\x02`. It is judged by its characters
and by its words, not by its length.
"""

from __future__ import annotations

import re
import unicodedata

from classifier.fields.dehyphenation import learned

# Fewer words say nothing.
_MIN_WORDS = 30
# Of the characters that are no spaces: controls, private use, unassigned, and what decodes as nothing.
_MAX_STRANGE = 0.3
# Of the words of four letters and more: ordinary pages know most of theirs, lists of places fewer.
_MIN_KNOWN = 0.08
_WORD = re.compile(r"[^\W\d_]{4,}")


def is_garbled(text: str) -> bool:
    """True for a text whose characters or words are none, False where there is too little to tell."""
    ink = [char for char in text if not char.isspace()]
    if len(ink) < 2 * _MIN_WORDS:
        return False
    strange = sum(unicodedata.category(char) in ("Cc", "Co", "Cn", "Cs") or char == "\ufffd" for char in ink)
    if strange > _MAX_STRANGE * len(ink):
        return True
    words = _WORD.findall(text.lower())
    if len(words) < _MIN_WORDS:
        return False
    known = learned()
    return sum(word in known for word in words) < _MIN_KNOWN * len(words)
