"""JSON Lines and CSV: one article a record, a bad one never stops the others."""

import gzip
import json
from datetime import date
from pathlib import Path

import pytest

from quotes.errors import InputError
from quotes.ingest import read_articles, records
from quotes.model import Article

TEXT = "The bridge will be closed for repairs until the spring, the mayor of Newport said."


def read(path: Path, content: str | bytes) -> list[Article | InputError]:
    raw = content.encode() if isinstance(content, str) else content
    path.write_bytes(gzip.compress(raw) if path.suffix == ".gz" else raw)
    return list(read_articles(path))


def reasons(found: list[Article | InputError]) -> list[str]:
    return [f"{Path(one.path).name} {one.reason}" for one in found if isinstance(one, InputError)]


@pytest.mark.parametrize("name", ["news.jsonl", "news.ndjson", "news.jsonl.gz"])
def test_an_article_a_line(tmp_path: Path, name: str) -> None:
    row = {
        "text": TEXT, "Title": " Bridge  to close", "url": "https://post.example/1",
        "source": {"name": "Post"}, "author": ["Jane Roe", "John Doe"], "published": "2026-03-01T10:00:00Z",
        "lang": "en_GB", "id": "bridge-1", "other": {"a": 1},
    }  # fmt: skip
    first, second = read(tmp_path / name, f"{json.dumps(row)}\n\n{json.dumps({'text': TEXT})}\n")
    assert first == Article(
        TEXT,
        doc="bridge-1",
        title="Bridge to close",
        path=f"{tmp_path / name}:1",
        url="https://post.example/1",
        outlet="Post",
        author="Jane Roe; John Doe",
        published=date(2026, 3, 1),
        language="en-gb",
    )
    assert isinstance(second, Article)
    assert (second.doc, second.path, second.language) == ("news-3", f"{tmp_path / name}:3", "en")


def test_each_bad_line_has_its_reason_and_the_rest_is_read(tmp_path: Path) -> None:
    good = json.dumps({"text": TEXT}).encode()
    lines = [
        b"not json", good, b"[1]", b'{"title": "x"}', b'{"text": "a", "date": "soon"}', b'{"text": "\xff"}',
        b"[" * 5000, b'{"text": "a\\u0000b"}', b'{"text": "a\\ud800"}', good,
    ]  # fmt: skip
    found = read(tmp_path / "news.jsonl", b"\n".join(lines))
    assert [isinstance(one, Article) for one in found] == [False, True, *[False] * 7, True]
    told = reasons(found)
    for line, words in (
        (1, "no JSON"), (3, "no JSON object"), (4, "no text"), (5, "'soon'"), (6, "UTF-8"), (7, "no JSON"),
        (8, "characters"), (9, "characters"),
    ):  # fmt: skip
        assert any(one.startswith(f"news.jsonl:{line} ") and words in one for one in told), (line, told)


def test_a_line_without_end_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "MAX_RECORD_BYTES", 200)
    row = json.dumps({"text": TEXT})
    bad, good = read(tmp_path / "news.jsonl", f'{{"text": "{"x" * 5000}"}}\n{row}\n')
    assert isinstance(bad, InputError)
    assert "larger" in bad.reason
    assert isinstance(good, Article)
    assert good.path.endswith(":2")


def test_columns_of_csv(tmp_path: Path) -> None:
    rows = ("Title;date;text;no", f'"Bridge";2026-03-01;"{TEXT}\n\nSecond ""paragraph""."', ";;a;b;c", ";;")
    table = "\n".join(("\ufeff" + rows[0], *rows[1:], f";;{TEXT}"))
    first, wide, last = read(tmp_path / "news.csv", table)
    assert isinstance(first, Article)
    assert first.text == f'{TEXT}\n\nSecond "paragraph".'
    assert (first.title, first.published, first.path[-2:]) == ("Bridge", date(2026, 3, 1), ":2")
    assert isinstance(wide, InputError)
    assert (wide.path[-2:], "5 columns" in wide.reason) == (":5", True)
    assert isinstance(last, Article)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.csv", "headline,body2\nx,y\n", "no column"),
        ("a.csv", b"text\n\xff\xfe\n", "UTF-8"),
        ("a.csv", "", "no column"),
        ("a.jsonl", "\n\n", "no record"),
        ("a.odt", "x", "are not read"),
    ],
)
def test_a_file_that_is_none_is_one_reason(tmp_path: Path, name: str, content: str, reason: str) -> None:
    (found,) = read(tmp_path / name, content)
    assert isinstance(found, InputError)
    assert reason in found.reason


def test_damaged_compression_is_a_reason(tmp_path: Path) -> None:
    whole = gzip.compress(b"".join(json.dumps({"text": f"{n} {TEXT}"}).encode() + b"\n" for n in range(3000)))
    (tmp_path / "a.jsonl.gz").write_bytes(whole[: len(whole) // 2])
    *some, last = read_articles(tmp_path / "a.jsonl.gz")
    assert some
    assert isinstance(last, InputError)
    assert "damaged" in last.reason


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(b"\0" * 50_000_000))
    (found,) = read_articles(tmp_path / "a.txt.gz")
    assert isinstance(found, InputError)
    assert "larger than 2 MB" in found.reason


@pytest.mark.parametrize("name", ["gold.jsonl", "gold.csv"])
def test_a_file_of_something_else_is_refused_once(tmp_path: Path, name: str) -> None:
    lines = ["text,doc"] if name.endswith(".csv") else []
    lines += [",a" if lines else '{"doc": "a"}'] * 39
    assert reasons(read(tmp_path / name, "\n".join(lines))) == [f"{name} none of its 39 records has a text"]


def test_records_without_text_are_told_each_where_one_has_a_text(tmp_path: Path) -> None:
    found = read(tmp_path / "a.jsonl", '{"doc": "a"}\n' * 3 + json.dumps({"text": TEXT}) + '\n{"doc": "a"}\n')
    assert isinstance(found[3], Article)
    assert reasons(found) == [f"a.jsonl:{line} the record has no text" for line in (1, 2, 3, 5)]
    assert reasons(read(tmp_path / "b.jsonl", '{"doc": "a"}\n')) == ["b.jsonl:1 the record has no text"]


def test_no_more_are_held_back_than_a_batch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "MOST_HELD", 3)
    assert len(read(tmp_path / "a.jsonl", '{"doc": "a"}\n' * 9)) == 9


def test_damage_behind_records_without_text_is_told_too(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"doc": "a"}\n' * 3)[:-4])
    told = reasons(list(read_articles(path)))
    assert told[:3] == [f"a.jsonl.gz:{line} the record has no text" for line in (1, 2, 3)]
    assert "damaged" in told[3]
