"""The commands of the README and what they print: `python tests/readme.py` writes the outputs anew."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.support.paths import ROOT

README = ROOT / "README.md"
_BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)


def commands(block: str) -> list[str]:
    """The lines of a console block that a reader would type."""
    return [line[2:] for line in block.splitlines() if line.startswith("$ ")]


def renewed(text: str) -> str:
    """The README with each console block's output as it is today; blocks share a folder and run in order."""
    with tempfile.TemporaryDirectory() as folder:
        documents = Path(folder) / "tests" / "documents"
        documents.mkdir(parents=True)
        shutil.copy(ROOT / "tests" / "documents" / "renstra_contoh.pdf", documents)

        def run(match: re.Match[str]) -> str:
            lines = []
            for command in commands(match.group(1)):
                path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
                done = subprocess.run(
                    ["bash", "-ec", command],
                    cwd=folder,
                    env={**os.environ, "PATH": path},
                    capture_output=True,
                    text=True,
                    check=False,
                )
                if done.returncode or done.stderr:
                    raise AssertionError(f"{command}: exit {done.returncode}: {done.stderr}")
                printed = [line.rstrip() for line in done.stdout.splitlines() if line.strip()]
                lines += [f"$ {command}", *printed]
            return "```console\n" + "\n".join(lines) + "\n```"

        return _BLOCK.sub(run, text)


def main() -> None:
    README.write_text(renewed(README.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
