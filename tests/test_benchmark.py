"""The benchmark names every stage, for either way of running the models."""

from pathlib import Path

import pytest

from tests.benchmark import STAGES, main


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
    assert lines[1] == "articles: 1, words: 14"
    rows = [line.split() for line in lines[5:]]
    assert [row[0] for row in rows[: len(STAGES) + 1]] == [*STAGES, "all"]
    assert all(float(seconds) >= 0 for _, _, seconds, _ in rows)
    assert rows[len(STAGES)][3] == "100.0"
