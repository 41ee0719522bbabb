"""The benchmark names every stage, for either way of running the models."""

from pathlib import Path

import pytest

from tests.benchmark import STAGES, main, time_peers


@pytest.mark.models
@pytest.mark.parametrize("options", [[], ["--plain"]])
def test_table_has_a_row_for_every_stage(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], options: list[str]
) -> None:
    (tmp_path / "bridge.txt").write_text(
        "“The bridge is closed,” said Ana Torres, the mayor.", encoding="utf-8"
    )
    main([str(tmp_path), "--rounds", "2", *options])
    lines = capsys.readouterr().out.splitlines()
    assert lines[1] == "words: 14"
    rows = lines[5 : 6 + len(STAGES)]
    assert [row[:16].strip() for row in rows] == [*STAGES, "all"]
    assert all(float(row.split()[-2]) >= 0 for row in rows)
    assert rows[-1].endswith("100.0")


PEER = """#!/bin/sh
echo '{"name": "a peer", "words": 1000, "seconds": 0.5}'
"""


def test_peers_are_asked_in_a_python_of_their_own(tmp_path: Path) -> None:
    python = tmp_path / "python"
    python.write_text(PEER, encoding="utf-8")
    python.chmod(0o755)
    assert list(time_peers(str(python), tmp_path, 1)) == [("a peer", 1000, 0.5)]
