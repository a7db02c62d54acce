"""The model card for people, in Indonesian and English: what a model is for, from what, and its limits.

After M. Mitchell and others (2019), Model Cards for Model Reporting (https://arxiv.org/abs/1810.03993).
"""

# Prose for people; its lines are those of the files.
# ruff: noqa: E501
from __future__ import annotations

from classifier.i18n.messages import Translator, gettext_noop, translator
from classifier.i18n.numbers import decimal, grouped
from classifier.inference.card import Card

INDONESIAN, ENGLISH = "KARTU.md", "CARD.md"
# Sentences by the scores that they need; of a model that was not measured so, they are left out.
_FURTHER = (
    (
        ("context_strict", "context_auto_right"),
        gettext_noop(
            "Where the program or the agency is known: the very label %(context_strict)s %%, and unmarked rows are right %(context_auto_right)s %% of the time."
        ),
    ),
    (
        ("printed_strict", "printed_auto_share", "printed_auto_right"),
        gettext_noop(
            "On rows that documents print, with their program and agency, held out by agency: the very label %(printed_strict)s %%; %(printed_auto_share)s %% are not marked, and those are right %(printed_auto_right)s %% of the time."
        ),
    ),
    (
        ("hard_strict", "hard_auto_right"),
        gettext_noop(
            "Rows chosen because their words mislead are not counted above: on them the very label %(hard_strict)s %%, and unmarked ones are right %(hard_auto_right)s %% of the time."
        ),
    ),
    (
        ("no_program_flagged",),
        gettext_noop(
            "Of texts that name no program (headings, names, numbers, other languages) %(no_program_flagged)s %% are marked for review."
        ),
    ),
)


def files(card: Card) -> dict[str, bytes]:
    """Both cards by file name."""
    return {
        INDONESIAN: card_text(card, "id").encode("utf-8"),
        ENGLISH: card_text(card, "en").encode("utf-8"),
    }


def card_text(card: Card, language: str) -> str:
    """The card in a language, as Markdown."""
    texts = translator(language)
    figures = _figures(card, texts)
    paragraphs = (
        "# " + texts.gettext("Model card %(id)s", **figures),
        texts.gettext(
            "Trained on %(created)s from %(n_rows)s labelled rows (digest `%(digest)s`).",
            **figures,
        ),
        "## " + texts.gettext("What it is for"),
        texts.gettext(
            "The model reads one row of an Indonesian planning document (the name of a program, kegiatan or sub kegiatan, an indicator or a\n"
            "proposal) and names one of the 18 smart-city subdimensions, with a confidence. It helps planners to map the programs of all\n"
            "agencies to one shared meaning, and then to check and correct the map."
        ),
        "## " + texts.pgettext("model card", "How often it is right"),
        texts.gettext(
            "Measured on %(n_measured)s labelled rows that it did not learn from (cross-validated, near-duplicates kept together): the very label %(strict)s %%, the\n"
            "label or its secondary %(lenient)s %%, among the first three %(top3)s %%. Rows that are not marked for review (%(auto_share)s %% of these) are right %(auto_right)s %%\n"
            "of the time; where review begins was set on the same rows. %(also)s Details are in `report.html`.",
            **figures,
        ),
        "## " + texts.gettext("What it was made from"),
        texts.gettext(
            "The data that comes with petakota was labelled for this project by one guide; every row was read again by a second reader who did\n"
            "not see the first label, and disagreements were settled. Most rows were written for it; names of programs and kegiatan of public plans were taken as\n"
            "printed, and no sentence of a document was copied. The rows cover titles from before and after 2020, the\n"
            "language of Musrenbang, indicators, innovations and damaged text. A model trained with other data holds that data too."
        ),
        "## " + texts.gettext("Its limits"),
        _listed(
            texts,
            gettext_noop(
                "The guide is the project's decision: no official source maps programs to the 18 subdimensions. Other cities may decide otherwise."
            ),
            gettext_noop(
                "A row has one primary label; a program that serves two purposes shows it in the secondary label only."
            ),
            gettext_noop(
                'General titles ("Monitoring dan evaluasi") can only be decided when their program is known.'
            ),
            gettext_noop(
                "Other languages than Indonesian, local abbreviations and damaged scans are wrong more often; review catches most of them, not all."
            ),
            gettext_noop("It says nothing of a program's quality, use or right amount of money."),
        ),
        "## " + texts.gettext("Who should not rely on it"),
        texts.gettext(
            "Auditors, assessors and those who grant budgets must not decide from its answers alone; a label that nobody has checked is no statement of an\n"
            "agency. It is not for ranking agencies or staff."
        ),
    )
    return "\n\n".join(paragraphs) + "\n"


def _listed(texts: Translator, *items: str) -> str:
    return "\n".join(f"- {texts.gettext(item)}" for item in items)


def _figures(card: Card, texts: Translator) -> dict[str, str]:
    """What the texts are filled in with."""
    percents = {name: decimal(100 * score, texts.language) for name, score in card.scores.items()}
    return percents | {
        "id": card.id,
        "created": card.created[:10],
        "n_rows": grouped(card.n_rows, texts.language),
        "digest": card.data_digest[:12],
        "n_measured": grouped(card.n_measured, texts.language),
        "also": " ".join(
            texts.gettext(sentence, **percents)
            for needed, sentence in _FURTHER
            if all(name in card.scores for name in needed)
        ),
    }
