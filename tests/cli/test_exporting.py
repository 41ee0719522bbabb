"""`quotes export`: to a file, to standard output, into a folder."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run, rows


def test_to_standard_output(quotes: Run, store: Path) -> None:
    lines = rows(quotes("export", "--format", "jsonl", "--db", store))
    assert {line["article"]["id"] for line in lines} == {1, 2}
    assert any("Sergei Lavrov" in line["speakers"] for line in lines) or any(
        "Sergey Lavrov" in line["speakers"] for line in lines
    )


def test_filters(quotes: Run, store: Path) -> None:
    whole = rows(quotes("export", "--format", "jsonl", "--db", store))
    some = rows(quotes("export", "--format", "jsonl", "--speaker", "Kashin", "--db", store))
    assert 0 < len(some) < len(whole)
    assert all("Vasily Kashin" in line["speakers"] for line in some)
    flagged = rows(quotes("export", "--format", "jsonl", "--flagged-only", "--db", store))
    assert [line["id"] for line in flagged] == [line["id"] for line in whole if line["flags"]]


@pytest.mark.parametrize("form", ["jsonld", "webannotation"])
def test_to_a_file_that_is_replaced(quotes: Run, store: Path, tmp_path: Path, form: str) -> None:
    out = tmp_path / "new" / "quotations.json"
    for _ in range(2):
        done = quotes("export", "--format", form, "--out", out, "--db", store)
        assert (done.returncode, done.stdout) == (0, f"{out}: written\n")
    assert "@context" in json.loads(out.read_text(encoding="utf-8"))
    assert [path.name for path in out.parent.iterdir()] == [out.name]


def test_into_a_brat_folder_and_back(quotes: Run, store: Path, tmp_path: Path) -> None:
    folder = tmp_path / "brat"
    done = quotes("export", "--format", "brat", "--out", folder, "--db", store)
    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith(" attributions\n")
    assert len(list(folder.glob("*.ann"))) == 2
    again = quotes("export", "--format", "brat", "--out", folder, "--db", store)
    assert again.returncode == 1
    assert "not empty" in again.stderr


def test_wrong_calls(quotes: Run, store: Path, tmp_path: Path) -> None:
    assert "--out" in quotes("export", "--format", "brat", "--db", store).stderr
    assert quotes("export", "--format", "brat", "--db", store).returncode == 2
    assert quotes("export", "--format", "xml", "--db", store).returncode == 2
    done = quotes("export", "--format", "csv", "--out", tmp_path, "--db", store)
    assert done.returncode == 1
    assert "name a file in it" in done.stderr
    assert "Traceback" not in done.stderr
