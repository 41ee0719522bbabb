"""Markdown: its words without the markup, its front matter as metadata."""

from datetime import date
from pathlib import Path

import pytest

from quotes.errors import InputError
from quotes.ingest import read_article
from quotes.model import Article

BODY = (
    "# Bridge to close\n\n“We are *ready*,” **Jane Roe** [told](http://x.example) us\nat the `town` hall.\n\n"
    "> It is &amp; was late.\n\n- one\n- two\n\n![photo](a.png)\n\n<div>by hand</div>\n"
)
PLAIN = (
    "Bridge to close\n\n“We are ready,” Jane Roe told us\nat the town hall.\n\n"
    "It is & was late.\n\none\n\ntwo\n\nby hand"
)


def read(tmp_path: Path, content: str) -> Article:
    (tmp_path / "a.md").write_text(content, encoding="utf-8")
    return read_article(tmp_path / "a.md")


def test_markup_is_left_out(tmp_path: Path) -> None:
    article = read(tmp_path, BODY)
    assert article.text == PLAIN
    assert article.title == "Bridge to close"
    assert article.headline is not None
    assert article.headline.text(article.text) == article.title
    assert article.extracted


@pytest.mark.parametrize(
    "front",
    [
        '---\ntitle: "Bridge"\ndate: 2026-03-01\nsource: Post\ntags:\n  - a\n---\n',
        "+++\ntitle = 'Bridge'\ndate = 2026-03-01T10:00:00Z\noutlet = \"Post\"\n+++\n",
    ],
)
def test_front_matter(tmp_path: Path, front: str) -> None:
    article = read(tmp_path, front + BODY)
    assert article.text == PLAIN
    assert (article.title, article.published, article.outlet) == ("Bridge", date(2026, 3, 1), "Post")
    assert article.headline is None


def test_nothing_but_markup_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no text"):
        read(tmp_path, "---\ntitle: x\n---\n\n![a](b.png)\n")
