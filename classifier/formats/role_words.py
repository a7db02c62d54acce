"""What a table of programs is, in the words of a language: for workbooks and pages."""

from __future__ import annotations

from classifier.i18n.messages import Translator, gettext_noop
from classifier.records import ROLES, Role

_WORDS: dict[Role, str] = {
    "plan": gettext_noop("plan"),
    "evaluation": gettext_noop("evaluation"),
    "review": gettext_noop("review of the RKPD draft"),
    "proposal": gettext_noop("proposals"),
    "other": gettext_noop("other table"),
}


def word(role: Role, texts: Translator) -> str:
    """A role in words: `rencana`, `evaluasi`."""
    return texts.gettext(_WORDS[role])


def role(written: str, texts: Translator) -> Role:
    """The role that `word` wrote; `other` for what is none."""
    return next((role for role in ROLES if written in (role, word(role, texts))), "other")
