"""What the pages say, and how long lists are cut into several."""

import time
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from quotes.model import Article, Evidence, Flag, FlagKind, Outcome, Severity, Span
from quotes.reports import chunks, write_report
from tests.reports.conftest import XHTML, Site, assert_links_resolve, read_site
from tests.reports.fakes import FakeView, Said, make_attribution


def test_index_counts_in_plain_words(site: Site) -> None:
    text = site.text("index.html")
    assert "2 speakers on record" in text
    assert "2 articles from 1 outlet, published 4 March 2026. 1 article without a date." in text
    assert "1 without a named speaker" in text


def test_newest_article_first(tmp_path: Path) -> None:
    view = FakeView()
    text = "Bo said that it rains."
    for year in (2020, None, 2024, 2022):
        article = Article(text, doc=f"in {year}", published=date(year, 1, 1) if year else None, url=f"{year}")
        view.add(article, [Said(make_attribution(text, "Bo", "said", "that it rains"), ("Bo",))])
    write_report(view, tmp_path / "report")
    _, page = read_site(tmp_path / "report").find("speakers/bo")
    assert ["".join(h.itertext()) for h in page.iter(f"{XHTML}h2")] == [
        "in 2024",
        "in 2022",
        "in 2020",
        "in None",
    ]


def test_speaker_page(site: Site) -> None:
    text = site.text("speakers/tom-reyes")
    assert "Person. 2 quotations in 1 article, 1 flag. 4 March 2026." in text
    assert "not said" in text
    assert "Perhaps Ana Kovač or Ida Moor?" in text


def test_article_page_keeps_the_whole_text(site: Site, view: FakeView) -> None:
    _, page = site.find("articles/harbour")
    shown = []
    for block in page.iterfind(f".//{XHTML}div[@class='block']"):
        paragraph = block[0]
        for ref in list(paragraph.iter(f"{XHTML}a")):
            for part in list(ref):
                ref.remove(part)
            ref.text = ""
        shown.append("".join(paragraph.itertext()))
    assert " ".join(shown).split() == view.find_article("harbour").text.split()


def test_article_page_marks_what_is_nested(site: Site) -> None:
    _, page = site.find("articles/harbour")
    marks = {
        "".join(span.itertext()): (span.get("class"), span.get("data-n"))
        for span in page.iter(f"{XHTML}span")
        if span.get("data-n")
    }
    assert marks["the engineer Tom Reyes"] == ("m s c a1 t1 w2", "3 4")
    assert marks["promised"] == ("m q c f a1 t1 w2", "3 4")
    assert marks["“the wall will hold for a century.”"] == ("m c c2 a1 b2 t2", "3 4")


def test_quotations_without_speaker_are_reachable(site: Site) -> None:
    text = site.text("unnamed.html")
    assert "No source at all" in text
    assert "that work starts in May" in text


def test_every_kind_of_flag_is_explained(view: FakeView, tmp_path: Path) -> None:
    write_report(view, tmp_path / "report")
    _, page = read_site(tmp_path / "report").find("flags.html")
    for kind in FlagKind:
        (entry,) = page.iterfind(f".//{XHTML}div[@id='kind-{kind.value}']")
        assert len("".join(entry.itertext())) > 80, kind


def test_time_is_shown_only_when_given(view: FakeView, tmp_path: Path) -> None:
    write_report(view, tmp_path / "report", made=datetime(2026, 3, 9, 8, 0, tzinfo=UTC))
    assert "Made on 9 March 2026, 08:00 UTC with quotes" in read_site(tmp_path / "report").text("index.html")


# ------------------------------------------------------------------ large stores
def move(spans: tuple[Span, ...], by: int) -> tuple[Span, ...]:
    return tuple(Span(span.start + by, span.end + by) for span in spans)


def add_many(view: FakeView, *, articles: int, quotations: int) -> None:
    """Articles with many quotations by many speakers, each flagged."""
    for number in range(articles):
        sentences = [f"Speaker {i} said that the sum {number} is {i}." for i in range(quotations)]
        text = "\n".join(sentences)
        said, flags, start = [], [], 0
        for i, sentence in enumerate(sentences):
            name = f"Speaker {i}"
            part = make_attribution(sentence, name, "said", f"that the sum {number} is {i}")
            moved = replace(
                part,
                source=move(part.source, start),
                cue=move(part.cue, start),
                content=move(part.content, start),
            )
            outcome = (Outcome.RESOLVED, Outcome.GROUP, Outcome.NONE)[i % 3]
            speakers = (f"Speaker {i * (number % 2)}",) if outcome is Outcome.RESOLVED else ()
            said.append(Said(moved, speakers, outcome))
            flags.append(
                (
                    Flag(
                        FlagKind.UNATTRIBUTED,
                        list(Severity)[i % 3],
                        "Some doubt.",
                        moved.cue,
                        (Evidence("rule", "Some reason."),),
                    ),
                    i,
                )
            )
            start += len(sentence) + 1
        view.add(Article(text, doc=f"sums-{number}", url=f"https://sums.example/{number}"), said, flags)


def test_long_lists_are_cut_into_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("QUOTATIONS_PER_PAGE", "FLAGS_PER_PAGE", "ROWS_PER_PAGE"):
        monkeypatch.setattr(chunks, name, 4)
    view = FakeView()
    add_many(view, articles=10, quotations=15)
    write_report(view, tmp_path / "report")
    site = read_site(tmp_path / "report")
    assert_links_resolve(site)
    last = {
        "index_2.html",
        "articles_3.html",
        "flags.html",
        "flags/unattributed_38.html",
        "unnamed_25.html",
        "speakers/speaker-0-1_8.html",
    }
    assert last <= set(site.pages)
    assert "Page 2 of 38" in site.text("flags/unattributed_2.html")
    overview = site.text("flags.html")
    assert "■ High 50 flags" in overview or "High 50 flags" in overview
    assert "Medium (50)" in site.text("flags/unattributed_2.html")
    for path, page in site.pages.items():
        cards = [
            e for e in page.iter(f"{XHTML}article", f"{XHTML}div") if "card" in e.get("class", "").split()
        ]
        assert len(cards) <= 4, path


def test_two_thousand_quotations(tmp_path: Path) -> None:
    view = FakeView()
    add_many(view, articles=40, quotations=50)
    began = time.process_time()
    write_report(view, tmp_path / "report")
    # About 4 s on one slow core; 10,000 would still be done in a minute.
    assert time.process_time() - began < 12
    biggest = max((tmp_path / "report").rglob("*.html"), key=lambda path: path.stat().st_size)
    assert biggest.stat().st_size < 400_000, biggest
