"""Floors under scores."""

from pathlib import Path

import pytest

from quotes.errors import DataError
from quotes.evaluate import FloorSet, check_floors, hash_data, read_floors

FLOORS = """
[articles]
sha256 = "abc"

[articles.floors]
"found" = 0.9
"full f1" = 0.5
"""


def write(folder: Path, name: str, content: str) -> Path:
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return path


def test_floors_are_read(tmp_path: Path) -> None:
    floors = read_floors(write(tmp_path, "floors.toml", FLOORS))
    assert floors == {"articles": FloorSet("articles", "abc", {"found": 0.9, "full f1": 0.5})}


@pytest.mark.parametrize(
    "content", ["[", "a = 1", "[a]\nsha256 = 'x'", "[a]\nsha256 = 'x'\nfloors = {b = 'c'}"]
)
def test_other_files_are_errors(tmp_path: Path, content: str) -> None:
    with pytest.raises(DataError, match="no file of floors"):
        read_floors(write(tmp_path, "floors.toml", content))
    with pytest.raises(DataError, match="no file of floors"):
        read_floors(tmp_path / "none.toml")


def test_what_is_below_its_floor_is_named() -> None:
    floors = FloorSet("articles", "abc", {"found": 0.9, "full f1": 0.5})
    assert check_floors(floors, {"found": 0.9, "full f1": 0.6, "other": 0.0}, "abc") == ()
    assert check_floors(floors, {"found": 0.5, "full f1": 0.4999}, "abc") == (
        "articles: found is 0.5000, its floor is 0.9000",
        "articles: full f1 is 0.4999, its floor is 0.5000",
    )


def test_figure_that_was_not_measured_and_other_data_do_not_hold() -> None:
    floors = FloorSet("articles", "abc", {"found": 0.9})
    assert check_floors(floors, {}, "abc") == ("articles: 'found' was not measured",)
    (problem,) = check_floors(floors, {"found": 1.0}, "def")
    assert "the data has changed" in problem


def test_hash_changes_with_name_and_content_not_with_order(tmp_path: Path) -> None:
    a, b = write(tmp_path, "a.txt", "one"), write(tmp_path, "b.txt", "two")
    before = hash_data([a, b])
    assert hash_data([b, a]) == before
    assert hash_data([a]) != before
    assert hash_data([a, write(tmp_path, "c.txt", "two")]) != before
    write(tmp_path, "b.txt", "tow")
    assert hash_data([a, b]) != before


def test_hash_of_nothing_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no data"):
        hash_data([])
    with pytest.raises(DataError, match="cannot be read"):
        hash_data([tmp_path / "none"])
