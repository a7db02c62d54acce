"""The model card for people, in Indonesian and English: what a model is for, from what, and its limits.

After M. Mitchell and others (2019), Model Cards for Model Reporting (https://arxiv.org/abs/1810.03993).
"""

# Prose for people; its lines are those of the files.
# ruff: noqa: E501
from __future__ import annotations

from collections.abc import Sequence

from classifier.inference.card import Card

INDONESIAN, ENGLISH = "KARTU.md", "CARD.md"


def files(card: Card) -> dict[str, bytes]:
    """Both cards by file name."""
    return {
        INDONESIAN: _INDONESIAN.format(**_figures(card, ",", _INDONESIAN_ALSO)).encode("utf-8"),
        ENGLISH: _ENGLISH.format(**_figures(card, ".", _ENGLISH_ALSO)).encode("utf-8"),
    }


def _figures(card: Card, point: str, also: Sequence[tuple[tuple[str, ...], str]]) -> dict[str, str]:
    """What the texts are filled with; of `also`, the sentences whose scores were measured."""

    def thousands(n: int) -> str:
        return f"{n:,}".replace(",", "." if point == "," else ",")

    def percent(name: str) -> str:
        return f"{100 * card.scores[name]:.1f}".replace(".", point)

    names = ("strict", "lenient", "top3", "auto_share", "auto_right")
    return {
        "id": card.id,
        "created": card.created[:10],
        "n_rows": thousands(card.n_rows),
        "digest": card.data_digest[:12],
        "n_measured": thousands(card.n_measured),
        **{name: percent(name) for name in names},
        "also": " ".join(
            text.format(**{name: percent(name) for name in needed})
            for needed, text in also
            if all(name in card.scores for name in needed)
        ),
    }


_INDONESIAN_ALSO = (
    (
        ("context_strict", "context_auto_right"),
        "Bila program atau perangkat daerahnya diketahui: tepat {context_strict} %, dan baris yang tidak ditandai benar {context_auto_right} %.",
    ),
    (
        ("hard_strict", "hard_auto_right"),
        "Baris yang sengaja dipilih karena kata-katanya menyesatkan tidak dihitung di atas: pada baris itu label tepat {hard_strict} %, dan yang tidak ditandai benar {hard_auto_right} %.",
    ),
    (
        ("no_program_flagged",),
        "Dari teks yang bukan program (judul, nama, angka, bahasa lain), {no_program_flagged} % ditandai untuk diperiksa.",
    ),
)
_ENGLISH_ALSO = (
    (
        ("context_strict", "context_auto_right"),
        "Where the program or the agency is known: the very label {context_strict} %, and unmarked rows are right {context_auto_right} % of the time.",
    ),
    (
        ("hard_strict", "hard_auto_right"),
        "Rows chosen because their words mislead are not counted above: on them the very label {hard_strict} %, and unmarked ones are right {hard_auto_right} % of the time.",
    ),
    (
        ("no_program_flagged",),
        "Of texts that name no program (headings, names, numbers, other languages) {no_program_flagged} % are marked for review.",
    ),
)

_INDONESIAN = """# Kartu model {id}

Dilatih {created} dari {n_rows} baris berlabel (sidik `{digest}`).

## Untuk apa

Model ini membaca satu baris dokumen perencanaan daerah (nama program, kegiatan, sub kegiatan, indikator, atau usulan) dan
menunjuk satu dari 18 subdimensi kota cerdas, dengan tingkat keyakinan. Gunanya membantu perencana memetakan program
seluruh perangkat daerah ke dalam satu pengertian yang sama, lalu memeriksa dan membetulkannya.

## Seberapa benar

Diukur pada {n_measured} baris berlabel yang tidak dipakai untuk melatih (validasi silang, baris yang mirip disatukan): label tepat {strict} %,
tepat atau label kedua {lenient} %, termasuk dalam tiga usulan pertama {top3} %. Baris yang tidak ditandai untuk diperiksa
({auto_share} % dari baris itu) benar {auto_right} %; batasnya ditetapkan pada baris yang sama. {also} Rinciannya ada di `report.html`.

## Dari data apa

Data yang dikirim bersama petakota ditulis dan diberi label untuk proyek ini menurut satu pedoman; setiap baris dibaca ulang oleh pembaca
kedua yang tidak melihat label pertama, dan perbedaan diselesaikan. Tidak ada dokumen nyata yang disalin ke dalamnya. Baris mencakup judul
sebelum dan sesudah 2020, bahasa Musrenbang, indikator, inovasi, dan teks yang rusak. Model yang dilatih dengan data lain juga memuat data itu.

## Batasnya

- Pedoman adalah keputusan proyek: tidak ada sumber resmi yang memetakan program ke 18 subdimensi. Kota lain dapat memutuskan lain.
- Satu baris mendapat satu label utama; program yang melayani dua tujuan hanya terlihat pada label kedua.
- Judul umum ("Monitoring dan evaluasi") hanya dapat ditentukan bila programnya diketahui.
- Bahasa selain Indonesia, singkatan setempat, dan teks hasil pindai yang rusak lebih sering keliru; tanda periksa menangkap sebagian besar, tidak semuanya.
- Model tidak menilai mutu, manfaat, atau besarnya anggaran suatu program.

## Siapa yang tidak boleh bersandar padanya

Pemeriksa, penilai, dan pemberi anggaran tidak boleh memutuskan hanya dari jawaban model ini; label yang belum diperiksa orang bukan
pernyataan perangkat daerah. Jangan dipakai untuk memeringkat perangkat daerah atau pegawai.
"""

_ENGLISH = """# Model card {id}

Trained on {created} from {n_rows} labelled rows (digest `{digest}`).

## What it is for

The model reads one row of an Indonesian planning document (the name of a program, kegiatan or sub kegiatan, an indicator or a
proposal) and names one of the 18 smart-city subdimensions, with a confidence. It helps planners to map the programs of all
agencies to one shared meaning, and then to check and correct the map.

## How often it is right

Measured on {n_measured} labelled rows that it did not learn from (cross-validated, near-duplicates kept together): the very label {strict} %, the
label or its secondary {lenient} %, among the first three {top3} %. Rows that are not marked for review ({auto_share} % of these) are right {auto_right} %
of the time; where review begins was set on the same rows. {also} Details are in `report.html`.

## What it was made from

The data that comes with petakota was written and labelled for this project by one guide; every row was read again by a second reader who did
not see the first label, and disagreements were settled. No real document was copied into it. The rows cover titles from before and after 2020, the
language of Musrenbang, indicators, innovations and damaged text. A model trained with other data holds that data too.

## Its limits

- The guide is the project's decision: no official source maps programs to the 18 subdimensions. Other cities may decide otherwise.
- A row has one primary label; a program that serves two purposes shows it in the secondary label only.
- General titles ("Monitoring dan evaluasi") can only be decided when their program is known.
- Other languages than Indonesian, local abbreviations and damaged scans are wrong more often; review catches most of them, not all.
- It says nothing of a program's quality, use or right amount of money.

## Who should not rely on it

Auditors, assessors and those who grant budgets must not decide from its answers alone; a label that nobody has checked is no statement of an
agency. It is not for ranking agencies or staff.
"""
