"""What documents are and plan, against facts written by hand: agency, region, kind, years, money, roles.

    python benchmarks/facts.py [--facts tests/truth/facts]

Reads whole documents of the shared archive, as `petakota inspect` does, and has the shared
`tools/score_facts.py` compare their records. The facts of `../shared/real/facts` may be looked at while
working; those of `tests/truth/facts` were written by people who never saw the program's output.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from classifier.errors import DocumentError
from classifier.extraction.extract import extract
from classifier.extraction.reader_pool import Readers, count
from classifier.mapping import document_record

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"


def main() -> None:
    """Read each document that has facts, and print the tool's table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--facts", type=Path, default=ROOT / "tests" / "truth" / "facts")
    arguments = parser.parse_args()
    tool, archive = SHARED / "tools" / "score_facts.py", SHARED / "real" / "archive"
    if not tool.is_file() or not archive.is_dir():
        sys.exit(
            f"{SHARED}: holds no tools/score_facts.py and real/archive; nothing is measured without them."
        )
    names = [
        json.loads(path.read_text("utf-8"))["document"] for path in sorted(arguments.facts.glob("*.json"))
    ]
    with tempfile.TemporaryDirectory() as folder, Readers(count()) as readers:
        records = Path(folder) / "records.jsonl"
        with records.open("w", encoding="utf-8") as out:
            for name in names:
                try:
                    extraction = extract(archive / name, mapper=readers.answers)
                except DocumentError as error:
                    print(error, file=sys.stderr)
                    continue
                record = document_record.as_dict(extraction, document_record.record(extraction))
                out.write(json.dumps(record, ensure_ascii=False) + "\n")
        subprocess.run([sys.executable, str(tool), str(arguments.facts), str(records)], check=True)


if __name__ == "__main__":
    main()
