"""Which files are found under what was named."""

import errno
import os
from pathlib import Path

import pytest

from quotes.errors import InputError
from quotes.ingest import find_files


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.txt", "a.html", "sub/c.HTM", "sub/deep/d.txt", ".hidden.txt", ".git/e.txt", "notes.doc"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("words", encoding="utf-8")
    return tmp_path


def test_folder_is_searched_in_order_without_hidden_and_other_files(folder: Path) -> None:
    found = find_files([folder])
    assert [path.relative_to(folder).as_posix() for path in found] == [
        "a.html", "b.txt", "sub/c.HTM", "sub/deep/d.txt",
    ]  # fmt: skip


def test_named_files_come_as_named_and_none_twice(folder: Path) -> None:
    b, a = folder / "b.txt", folder / "a.html"
    assert find_files([b, a, folder / "sub" / ".." / "b.txt", b]) == (b, a)
    assert find_files([b, folder])[:2] == (b, a)
    assert len(find_files([b, folder])) == 4


def test_hidden_file_is_read_when_it_is_named(folder: Path) -> None:
    assert find_files([folder / ".hidden.txt"]) == (folder / ".hidden.txt",)


def test_text_is_accepted_for_a_path(folder: Path) -> None:
    assert find_files([str(folder / "b.txt")]) == (folder / "b.txt",)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("missing.txt", "no such file"),
        ("missing", "no such file"),
        ("notes.doc", "'.doc' are not read"),
        ("empty", "holds no file to read"),
        ("only-hidden", "holds no file to read"),
        ("LICENSE", "no ending"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_remedy(folder: Path, name: str, reason: str) -> None:
    (folder / "empty").mkdir()
    (folder / "only-hidden").mkdir()
    (folder / "only-hidden" / ".a.txt").write_text("words", encoding="utf-8")
    (folder / "LICENSE").write_text("words", encoding="utf-8")
    with pytest.raises(InputError, match=reason) as caught:
        find_files([folder / "b.txt", folder / name])
    assert caught.value.path == str(folder / name)
    assert caught.value.remedy


def test_nothing_named_is_refused() -> None:
    with pytest.raises(InputError, match="name at least one"):
        find_files([])


def test_links_to_folders_do_not_go_round_in_circles(folder: Path) -> None:
    (folder / "sub" / "up").symlink_to(folder, target_is_directory=True)
    (folder / "broken.txt").symlink_to(folder / "nowhere.txt")
    assert len(find_files([folder])) == 4


def test_folder_without_permission_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    locked = folder / "sub" / "deep"
    scan = os.scandir

    def refuse(path: str) -> object:
        if Path(path) == locked:
            raise PermissionError(errno.EACCES, "Permission denied", path)
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(InputError, match="no permission") as caught:
        find_files([folder])
    assert caught.value.path == str(locked)


def test_file_that_is_no_regular_file_is_passed_over(folder: Path) -> None:
    os.mkfifo(folder / "pipe.txt")
    assert len(find_files([folder])) == 4
