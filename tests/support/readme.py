"""The READMEs: their commands and what these print; `make readme` writes the outputs anew."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.support.paths import DOCUMENTS, ROOT

READMES = (
    ROOT / "README.md",
    ROOT / "classifier" / "README.md",
    ROOT / "training" / "README.md",
    ROOT / "service" / "README.md",
    ROOT / "data" / "labeled" / "README.md",
    ROOT / "tests" / "README.md",
    ROOT / "tests" / "truth" / "README.md",
    ROOT / ".github" / "CONTRIBUTING.md",
)
SERVICE = ROOT / "service" / "README.md"
_CONSOLE = re.compile(r"```console\n(.*?)```", re.DOTALL)
_PYTHON = re.compile(r"(```python\n(.*?)```\n\n```text\n)(.*?)```", re.DOTALL)


def commands(block: str) -> list[str]:
    """The lines of a console block that a reader would type."""
    return [line[2:] for line in block.splitlines() if line.startswith("$ ")]


def renewed(text: str) -> str:
    """A README with the output of its console and Python blocks as it is today.

    The blocks run in order, as from the root of a checkout, in a folder of their own with the sample
    document and the labelled rows.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        documents = folder / "tests" / "documents"
        documents.mkdir(parents=True)
        shutil.copy(DOCUMENTS / "renstra_contoh.pdf", documents)
        if "petakota data" in text:
            shutil.copytree(ROOT / "data", folder / "data")

        def console(match: re.Match[str]) -> str:
            lines = []
            for command in commands(match.group(1)):
                lines += [f"$ {command}", *_printed(["bash", "-ec", command], folder)]
            return "```console\n" + "\n".join(lines) + "\n```"

        def python(match: re.Match[str]) -> str:
            lines = _printed([sys.executable, "-c", match.group(2)], folder)
            return match.group(1) + "\n".join(lines) + "\n```"

        return _PYTHON.sub(python, _CONSOLE.sub(console, text))


def _printed(command: list[str], folder: Path) -> list[str]:
    """The lines that a command prints, without empty ones and spaces at their ends."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode or done.stderr:
        raise AssertionError(f"{command[-1]}: exit {done.returncode}: {done.stderr}")
    return [line.rstrip() for line in done.stdout.splitlines() if line.strip()]


def main() -> None:
    for path in READMES:
        path.write_text(renewed(path.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
