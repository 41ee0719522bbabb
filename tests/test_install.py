"""The wheel, installed into a clean environment, reads an article and renders a report."""

import re
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

from tests.conftest import ROOT

pytestmark = [pytest.mark.install, pytest.mark.models]


def run(*command: str | Path, cwd: Path) -> str:
    done = subprocess.run(
        [*map(str, command)], cwd=cwd, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bin folder of a new environment with the wheel in it.

    The libraries that the project depends on are lent from this environment by a path file, which
    spares a download of hundreds of megabytes; the project itself comes from the wheel alone.
    """
    folder = tmp_path_factory.mktemp("install")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT, cwd=folder)
    (wheel,) = folder.glob("*.whl")
    venv.create(folder / "env", with_pip=True, symlinks=True)
    python = folder / "env" / "bin" / "python"
    run(python, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", wheel, cwd=folder)
    site = run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder).strip()
    Path(site, "lent.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return python.parent


def test_the_project_comes_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    where = run(installed / "python", "-c", "import quotes; print(quotes.__file__)", cwd=tmp_path)
    assert where.startswith(str(installed.parent))


def test_the_installed_command_reads_and_reports(installed: Path, tmp_path: Path) -> None:
    article = "“We will sign,” said Ana Torres, the minister.\n"
    (tmp_path / "talks.txt").write_text(article, encoding="utf-8")
    run(installed / "quotes", "ingest", "talks.txt", cwd=tmp_path)
    assert (tmp_path / "quotes.db").exists()
    run(installed / "quotes", "report", "--out", "report", cwd=tmp_path)
    index = (tmp_path / "report" / "index.html").read_text(encoding="utf-8")
    assert "Ana Torres" in index
    assert not re.search(r'(src|href)="(https?:)?//', index), "the report asks for something from elsewhere"
