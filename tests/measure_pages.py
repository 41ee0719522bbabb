# ruff: noqa: T201 - a script that prints
"""How many saved pages are read right: `python -m tests.measure_pages FOLDER`.

FOLDER holds a folder for each page, laid out as the test pages of Mozilla's Readability: `source.html` (or
`source.html.gz`), `expected.html` with the reviewed main content, and `expected-metadata.json`.

A page's text is right when its words and those of the reviewed content, captions of pictures left out of it,
have an F1 of at least 0.9, as multisets, without case and punctuation. A title is right when it is the
reviewed one without case, spacing and punctuation, or this one without the name of the site or author behind
a dash or bar. A date is right when it is the reviewed day, or where the review has none that of `DATES`.
"""

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import lxml.html

from quotes.errors import InputError
from quotes.ingest import read_article
from quotes.model import Article

RIGHT = 0.9

# Days that stand on the page for everybody to read where the review of Readability's pages has none.
DATES = {
    "ars-1": "2015-04-16",
    "buzzfeed-1": "2015-04-21",
    "cnn": "2016-02-01",
    "herald-sun-1": "2015-03-13",
    "nytimes-1": "2017-01-13",
    "nytimes-2": "2016-07-29",
    "nytimes-3": "2019-02-21",
    "nytimes-4": "2018-09-25",
    "salon-1": "2015-02-01",
    "telegraph": "2017-11-16",
    "wapo-1": "2015-03-18",
    "wapo-2": "2015-03-18",
    "yahoo-4": "2017-03-09",
}

_SITE = re.compile(r"\s+[-–—|]\s+[^-–—|]+$")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Score:
    """What is right of one page; None for a date where the page has none."""

    name: str
    article: Article | None
    f1: float
    title: bool
    date: bool | None
    reason: str = ""

    @property
    def right(self) -> bool:
        return self.f1 >= RIGHT and self.title and self.date is not False


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--texts", action="store_true", help="print words that are too many and too few")
    options = parser.parse_args()
    scores = list(score_folder(options.folder, show=options.texts))
    if not scores:
        sys.exit(f"{options.folder} holds no page")
    dated = [one for one in scores if one.date is not None]
    print(f"{'text F1':>8} title date")
    for one in scores:
        print(f"{one.f1:8.3f} {_say(one.title):5} {_say(one.date):5} {one.name} {one.reason}")
    print(
        f"{len(scores)} pages: text right {sum(one.f1 >= RIGHT for one in scores)}, "
        f"title {sum(one.title for one in scores)}, "
        f"date {sum(bool(one.date) for one in dated)} of {len(dated)}; "
        f"all of it right {sum(one.right for one in scores)}"
    )


def _say(right: bool | None) -> str:
    return "-" if right is None else "right" if right else "WRONG"


def score_folder(folder: Path, *, show: bool = False) -> Iterator[Score]:
    """Score every page of a folder, in order of their names."""
    for review in sorted(folder.glob("*/expected-metadata.json")):
        page = next(review.parent.glob("source.html*"))
        reviewed = json.loads(review.read_text(encoding="utf-8"))
        content = (review.parent / "expected.html").read_text(encoding="utf-8")
        yield score_page(page, reviewed, content, show=show)


def score_page(page: Path, reviewed: dict[str, Any], content: str, *, show: bool = False) -> Score:
    """Score one page against its reviewed metadata and content."""
    name = page.parent.name
    try:
        article = read_article(page)
    except InputError as error:
        return Score(name, None, 0.0, False, None, error.reason)
    expected = _words(_read_content(content))
    found = _words(article.text)
    both = sum((expected & found).values())
    if show:
        print(f"--- {name}: {article.title!r} {article.published} {article.outlet!r} {article.author!r}")
        print("too many:", *(expected and (found - expected)).elements())
        print("too few:", *(expected - found).elements())
    day = (reviewed.get("publishedTime") or DATES.get(name, ""))[:10]
    return Score(
        name,
        article,
        f1=2 * both / (expected.total() + found.total()) if both else 0.0,
        title=_fold(article.title) in (_fold(reviewed["title"]), _fold(_SITE.sub("", reviewed["title"]))),
        date=article.published == date.fromisoformat(day) if day else None,
    )


def _read_content(content: str) -> str:
    tree = lxml.html.fromstring(content)
    for caption in tree.xpath("//figure | //figcaption"):
        caption.drop_tree()
    return " ".join(tree.itertext())


def _words(text: str) -> Counter[str]:
    # In writing without blanks every character is a word of its own.
    words = _WORD.findall(text.casefold())
    return Counter(
        part for word in words for part in ([word] if word.isascii() else re.findall(r"[a-z0-9]+|.", word))
    )


def _fold(title: str) -> str:
    return " ".join(_WORD.findall(title.casefold()))


if __name__ == "__main__":
    main()
