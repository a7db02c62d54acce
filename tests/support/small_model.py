"""A small labelled data set of made lines, and a model trained on it in half a second."""

from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from classifier import labels
from classifier.inference.card import Card
from classifier.inference.model import Model
from classifier.inference.model_store import load
from classifier.records import Label
from classifier.taxonomy import default
from training import dataset
from training.train import train

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
NAMES = {
    "governance.pelayanan-publik": "penerbitan akta kelahiran dan kartu penduduk",
    "governance.birokrasi-pemerintah": "administrasi kepegawaian aparatur sipil negara",
    "governance.kebijakan-publik": "penyusunan dokumen perencanaan pembangunan daerah",
    "branding.pariwisata": "pengembangan destinasi wisata dan cagar budaya",
    "branding.daya-saing-bisnis": "promosi investasi dan iklim penanaman modal",
    "branding.penataan-wajah-kota": "taman alun-alun dan lampu hias pusat kota",
    "economy.penataan-industri": "produksi padi petani dan sentra industri kecil",
    "economy.kesejahteraan-masyarakat": "pelatihan kerja pencari kerja dan bantuan fakir miskin",
    "economy.ekosistem-keuangan": "pembiayaan simpan pinjam koperasi dan perbankan",
    "living.lingkungan-nyaman": "rumah layak huni dan sanitasi permukiman kumuh",
    "living.pelayanan-kesehatan": "imunisasi balita di puskesmas dan rumah sakit",
    "living.transportasi-logistik": "pemeliharaan jalan jembatan dan terminal angkutan",
    "society.masyarakat-smart": "pemberdayaan perempuan pemuda dan kampung literasi",
    "society.sistem-edukasi": "guru sekolah dasar dan beasiswa siswa miskin",
    "society.keamanan-keselamatan": "pemadam kebakaran dan penanggulangan bencana banjir",
    "environment.perlindungan-lingkungan": "rehabilitasi hutan lahan kritis dan konservasi sungai",
    "environment.tata-kelola-sampah": "pengangkutan sampah bank sampah dan limbah b3",
    "environment.energi-berkelanjutan": "panel surya listrik perdesaan dan konservasi energi",
}
VERBS = ("Pembangunan", "Peningkatan", "Fasilitasi", "Pengadaan", "Monitoring", "Koordinasi", "Pembinaan")


def small_labels() -> list[Label]:
    """126 labels, seven for each subdimension."""
    ids = default().ids
    found = []
    for at, (subdimension, name) in enumerate(NAMES.items()):
        words = name.split()
        for number, verb in enumerate(VERBS):
            text = f"{verb} {' '.join(words[number % 2 : number % 2 + 4])} {words[-1 - number % 3]}"
            secondary = ids[(at + 1) % len(ids)] if number == 0 else ""
            found.append(Label(f"{text} {number}", subdimension, secondary=secondary))
    return found


def write_small(folder: Path) -> Path:
    """Write the small data set into a folder of labelled data; the folder."""
    labels.append(folder / "small.jsonl", small_labels())
    return folder


def train_small(folder: Path) -> tuple[Card, Path]:
    """Train on the small data set; the card and the models folder."""
    card = train(dataset.load(write_small(folder / "labeled")), folder / "models", now=NOON)
    return card, folder / "models"


@cache
def small_model() -> Model:
    """A model of the small data set, trained once a process."""
    with TemporaryDirectory() as folder:
        card, models = train_small(Path(folder))
        return load(models / card.id)
