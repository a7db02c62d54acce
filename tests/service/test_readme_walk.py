"""The walk with curl that the service's README shows, as it stands there."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from classifier import labels
from classifier.formats import results
from service.settings import Settings
from tests.support import readme
from tests.support.paths import ROOT
from tests.support.serving import listening

pytestmark = pytest.mark.slow


@pytest.mark.skipif(not shutil.which("curl"), reason="no curl on this machine")
def test_the_walk_with_curl_goes_from_upload_to_workbook(tmp_path: Path) -> None:
    text = readme.SERVICE.read_text(encoding="utf-8")
    (block,) = re.findall(r"```sh\npetakota serve &\n(.*?)```", text, re.DOTALL)
    (tmp_path / "tests").symlink_to(ROOT / "tests")
    with listening(Settings(data=tmp_path / "data", workers=1)) as address:
        done = subprocess.run(
            ["bash", "-euc", block.replace("http://127.0.0.1:8000", address)],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=100,
            check=False,
        )
    assert done.returncode == 0, done.stderr
    assert [label.by for label in labels.read(tmp_path / "corrections.jsonl")] == ["Sari"]
    assert len(results.read(tmp_path / "rows.xlsx")) == 40
    assert (tmp_path / "map.xlsx").stat().st_size > 5000
    assert (tmp_path / "page.png").read_bytes().startswith(b"\x89PNG")
