"""Texts in the language of whoever reads them; the English text is the key (gettext's convention).

Placeholders are named, `%(n)s`, in Python as in templates, and `%%` stands for a percent sign
in every text. What a catalogue lacks is said in English.

Catalogues are read as they are written, `.po`, by Babel, and not compiled when the wheel is made:
id.po takes 0.1 s, once a process and only when a text is needed, and a translator sees a change
without building anything; a compiled file beside its source could be older than it.
"""

from __future__ import annotations

import gettext
import io
from dataclasses import dataclass
from functools import cache

from classifier.i18n import language


@dataclass(frozen=True, slots=True)
class Translator:
    """The texts of one language; `lookup` gives them with their placeholders."""

    language: str
    lookup: gettext.NullTranslations

    def gettext(self, message: str, /, **values: object) -> str:
        """A text, filled in."""
        return self.lookup.gettext(message) % values

    def ngettext(self, singular: str, plural: str, n: int, /, **values: object) -> str:
        """A text that depends on a number, in the form that the language has for it, filled in."""
        return self.lookup.ngettext(singular, plural, n) % values

    def pgettext(self, context: str, message: str, /, **values: object) -> str:
        """A text whose English says several things, as meant in this context, filled in."""
        return self.lookup.pgettext(context, message) % values


def gettext_noop(message: str) -> str:
    """The same text: marks one for the catalogues that is looked up later, under another name."""
    return message


@cache
def translator(code: str) -> Translator:
    """The texts of a language, one of `language.languages()`."""
    if code == language.SOURCE:
        return Translator(code, gettext.NullTranslations())
    # Heavy, and most commands of the command line say nothing in Indonesian.
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = io.BytesIO()
    with (language.CATALOGUES / f"{code}.po").open("rb") as file:
        write_mo(compiled, read_po(file, locale=code))
    compiled.seek(0)
    return Translator(code, gettext.GNUTranslations(compiled))
