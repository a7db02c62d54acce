"""Calls of the command line, and what they say."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from classifier.cli.main import main
from tests.support.small_model import train_small

RUN = (sys.executable, "-W", "error", "-c", "from classifier.cli.main import run; run()")


def small_models(folder: Path) -> Path:
    """A models folder whose current model is the small one."""
    card, home = train_small(folder)
    (home / "current").write_text(f"{card.id}\n", encoding="utf-8")
    return home


def refused(capsys: pytest.CaptureFixture[str], code: int, *arguments: object) -> str:
    """Run a call that ends with `code`, without output and with one sentence, and return that."""
    assert main([str(a) for a in arguments]) == code
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("petakota: ")
    assert err.endswith("\n")
    assert len(err.splitlines()) == 1
    return err.removeprefix("petakota: ").rstrip("\n")


def answered(capsys: pytest.CaptureFixture[str], *arguments: object) -> list[dict[str, Any]]:
    """Rows of JSON lines on standard output of a call that ends well and says nothing else."""
    assert main([str(a) for a in arguments]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    return [json.loads(line) for line in out.splitlines()]


def current_model(models: Path) -> str:
    """The id of the model that answers."""
    return (models / "current").read_text(encoding="utf-8").strip()


def lines(path: Path, *rows: dict[str, Any]) -> Path:
    """A file of JSON lines."""
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def piped(stdin: bytes, *arguments: str) -> tuple[int, str, str]:
    """Exit code, output and notes of a real process that reads `stdin`."""
    done = subprocess.run([*RUN, *arguments], input=stdin, capture_output=True, timeout=60, check=False)
    return done.returncode, done.stdout.decode(), done.stderr.decode()
