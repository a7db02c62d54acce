"""Where things lie: the checkout, the drawn documents, the real ones that are not in it."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCUMENTS = ROOT / "tests" / "documents"
DATA = ROOT / "data" / "labeled"
OFFICIAL_PROGRAMS = Path(__file__).with_name("official_programs.jsonl")
# Beside the checkout; tests that read there are skipped where it is absent.
SHARED = ROOT.parent / "shared"
REAL = SHARED / "real"
